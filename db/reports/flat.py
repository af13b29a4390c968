"""Everything a contract is watched by as one flat sheet: a row a contract, month and measure.

For spreadsheets and Power BI, which join and draw for themselves. The figures are those of the
report ``profile``, measure by measure; a measure of which nothing is known has no row.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from db.reports import profile
from db.reports.ground import Ground, grounds
from db.reports.view import Report, View

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from monitoring.programmes import Measure

NAME = "flat"
TAKEN = (
    "set",
    "profile",
    "actual",
    "variance",
    "cumulative_profile",
    "cumulative_actual",
    "months_missing",
    "provisional",
    "source",
    "origin",
    "certified",
)
DEFINITIONS = {
    "contract": profile.DEFINITIONS["contract"],
    "prime": "the prime provider that holds it",
    "district": "the district it serves",
    "programme": "the programme it belongs to",
    "month": profile.DEFINITIONS["month"],
    "measure": "the measure's code",
    "measure_title": "what the measure is called",
    "unit": "the measure's unit; a rate is a fraction",
    "client_category": "the clients the figure is of",
    "arrangement": "the arrangement the figure is of; null for the whole contract",
    **{name: profile.DEFINITIONS[name] for name in TAKEN},
}


def report(session: Session, view: View, now: datetime) -> Report:
    """Give a row a contract, month and measure; every measure, unless one is named."""
    standing = grounds(session, _wide(view), now)
    parts = [
        _of_measure(session, replace(view, programme=ground.programme.code), now, measure)
        for ground in standing
        for measure in ground.programme.measures
        if view.measure in {None, measure.code}
    ]
    known = [part for part in parts if not part.empty]
    rows = pd.concat(known, ignore_index=True) if known else pd.DataFrame(columns=[*DEFINITIONS])
    rows = rows.sort_values(["contract", "month", "measure", "set"], ignore_index=True)
    frame = rows.merge(_told(standing), on="contract", how="left") if len(rows) else rows
    frame = frame.reindex(columns=list(DEFINITIONS))
    return Report(
        NAME,
        view.parameters(),
        view.as_at or now,
        DEFINITIONS,
        frame,
        whole=profile.COUNTS,
        months=frame,
    )


def _wide(view: View) -> View:
    """Give the view without its measure, which not every programme has."""
    return replace(view, measure=None)


def _of_measure(session: Session, view: View, now: datetime, measure: Measure) -> pd.DataFrame:
    """Give the rows of one measure in which anything is known."""
    found = profile.report(session, replace(view, measure=measure.code), now).frame
    found = found[found["actual"].notna() | found["profile"].notna()]
    return found[["contract", "month", "measure", *TAKEN]].assign(
        measure_title=measure.title,
        unit="fraction" if measure.is_rate else measure.unit,
        client_category=view.category,
        arrangement=view.arrangement or None,
    )


def _told(standing: list[Ground]) -> pd.DataFrame:
    """Give what the sheet repeats of each contract."""
    return pd.DataFrame(
        [
            (each.reference, each.prime, each.district, each.programme)
            for ground in standing
            for each in ground.contracts
        ],
        columns=["contract", "prime", "district", "programme"],
    )
