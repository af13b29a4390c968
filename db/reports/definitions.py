"""What does every measure mean, and which rules are in force?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from db import registers
from db.publishing.request import CallError
from db.reports.view import Report, View

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from monitoring.programmes import Measure, Programme

NAME = "definitions"
DEFINITIONS = {
    "programme": "the programme the measure belongs to",
    "measure": "the code used in files and on the command line",
    "title": "the name people use",
    "kind": "count, or a rate worked out from counts",
    "unit": "what is counted",
    "formula": "how it is worked out",
    "meaning": "what it says, in a sentence",
    "boundary": "contractual, monitoring only, or the provider's own tool",
    "owner": "who answers for it",
    "document": "where the definition comes from",
    "better": "which way it ought to move",
    "sources": "whose figures are believed, the first first",
    "rule_version": "the version of the programme's definition",
}


def report(session: Session, view: View, now: datetime) -> Report:
    """Give every measure of the programmes in view, one row each."""
    known = registers.programmes(session)
    if view.programme is not None and view.programme not in known:
        msg = f"There is no programme {view.programme}. Known are {', '.join(known)}."
        raise CallError(msg)
    versions = registers.programme_versions(session)
    rows = [
        _row(programme, measure, versions[programme.code])
        for programme in known.values()
        for measure in programme.measures
        if view.programme in (None, programme.code) and view.measure in (None, measure.code)
    ]
    frame = pd.DataFrame(rows, columns=list(DEFINITIONS))
    return Report(
        NAME, view.parameters(), view.as_at or now, DEFINITIONS, frame, whole=("rule_version",)
    )


def _row(programme: Programme, measure: Measure, version: int) -> dict[str, object]:
    return {
        "programme": programme.code,
        "measure": measure.code,
        "title": measure.title,
        "kind": str(measure.kind),
        "unit": measure.unit,
        "formula": measure.formula,
        "meaning": measure.sentence,
        "boundary": str(measure.boundary),
        "owner": measure.owner,
        "document": measure.document,
        "better": str(measure.better),
        "sources": ", ".join(programme.sources),
        "rule_version": version,
    }
