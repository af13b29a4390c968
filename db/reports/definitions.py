"""What does every measure mean, and under which version of its programme's rules?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from db import registers
from db.publishing.request import CallError
from db.reports.view import Report, View
from monitoring import definitions

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

NAME = "definitions"
DEFINITIONS = definitions.COLUMNS | {"rule_version": "the version of the programme's definition"}


def report(session: Session, view: View, now: datetime) -> Report:
    """Give every measure of the programmes in view, one row each."""
    known = registers.programmes(session)
    if view.programme is not None and view.programme not in known:
        msg = f"There is no programme {view.programme}. Known are {', '.join(known)}."
        raise CallError(msg)
    wanted = [each for each in known.values() if view.programme in {None, each.code}]
    frame = definitions.table(wanted)
    if view.measure is not None:
        frame = frame[frame["measure"] == view.measure].reset_index(drop=True)
    versions = registers.programme_versions(session)
    frame = frame.assign(rule_version=frame["programme"].map(versions))
    at = view.as_at or now
    return Report(NAME, view.parameters(), at, DEFINITIONS, frame, whole=("rule_version",))
