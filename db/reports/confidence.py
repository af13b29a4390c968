"""How far can each source's figure of a month be relied on, down to the records behind it?

The four tests of the report ``sources``, and beside them how many of the records match one by one
and how much of a gap is timing: records both hold, in different months.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from db.reports import reconciled, sources
from db.reports.view import Report, View
from monitoring import reconciliation
from monitoring.frames import INSTANT
from monitoring.reconciliation import Difference

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

NAME = "confidence"
GRADED = (
    "contract", "month", "measure", "source", "origin", "value", "grade", "timeliness",
    "completeness", "match", "restatement", "working",
)  # fmt: skip
OF_RECORDS = {
    "records": "the records either side of the comparison has in the month, by the left one's day",
    "records_matched": "those both sides have",
    "match_rate": "records matched over records, a fraction; null where records are not compared",
    "timing": "of those matched, how many stand in different months: a gap that is timing alone",
}
DEFINITIONS = {name: sources.DEFINITIONS[name] for name in GRADED} | OF_RECORDS
WHOLE = ("value", "records", "records_matched", "timing")
CLAIMS = ("claims:provider_mi", "claims:payments")
PAIRS = {
    "referrals": (reconciliation.LEFT, reconciliation.RIGHT),
    "starts": (reconciliation.LEFT, reconciliation.RIGHT),
    "job_outcomes": CLAIMS,
    "sustained_job_outcomes": CLAIMS,
    "exits": ("exits:provider_mi", "exits:bdc"),
}
"""The records behind a measure that are held against each other one by one."""


def report(session: Session, view: View, now: datetime) -> Report:
    """Give the grade of every source's figure in view with the match of the records behind it."""
    graded = sources.report(session, view, now)
    rows = graded.frame.reindex(columns=list(GRADED))
    measures = [str(each) for each in rows["measure"].unique() if str(each) in PAIRS]
    found = [_records(session, replace(view, source=None), each, now) for each in measures]
    records = pd.concat(found, ignore_index=True) if found else _nothing()
    rows, records = (
        each.assign(month=pd.to_datetime(each["month"]).astype(INSTANT)) for each in (rows, records)
    )
    joined = rows.merge(records, on=["contract", "measure", "month"], how="left")
    told = graded.parameters | {"standing": "counts of records, of nobody in particular"}
    return Report(
        NAME,
        told,
        graded.as_at,
        DEFINITIONS,
        joined.reindex(columns=list(DEFINITIONS)),
        whole=WHOLE,
        months=joined,
    )


def _nothing() -> pd.DataFrame:
    return pd.DataFrame(columns=["contract", "measure", "month", *OF_RECORDS])


def _records(session: Session, view: View, measure: str, now: datetime) -> pd.DataFrame:
    """Give what the records behind a measure come to, a row a contract and month."""
    left, right = PAIRS[measure]
    asked = replace(view, left=left, right=right, measure=measure)
    lines: list[dict[str, Any]] = []
    for one in reconciled.in_view(session, asked, now):
        rows = one.rows[one.rows["on"].notna()]
        for month, own in rows.groupby(rows["on"].dt.to_period("M").dt.to_timestamp()):
            totals = reconciliation.totals(own)
            lines.append(
                {
                    "contract": one.terms.reference,
                    "measure": measure,
                    "month": pd.Timestamp(str(month)).as_unit("us"),
                    "records": totals.union,
                    "records_matched": totals.matched,
                    "match_rate": totals.match_rate,
                    "timing": int(own["difference"].eq(Difference.TIMING).sum()),
                }
            )
    return pd.DataFrame(lines) if lines else _nothing()
