"""When was each review, contact and meeting held, and when is the next due?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from db.queries.governance.promised import promised
from db.reports.ground import grounds
from db.reports.view import Report, View

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from db.queries.contracts import Terms
    from monitoring.governance.reviews import Series

NAME = "reviews"
DEFINITIONS = {
    "contract": "the contract's reference",
    "kind": "ppr (performance review), contact (of the contract manager) or tppm (meeting)",
    "risk_rating": "the contract's rating, which sets how often it is reviewed",
    "interval_months": "months between two; null where none is set",
    "last_held": "the day the last was held; null where none is recorded",
    "last_pack": "the number of the review pack the last one used; null where none is named",
    "next_due": "the last one held and the interval; null where that cannot be said",
    "state": "overdue, due soon, planned, none recorded, no interval set or contract ended",
    "days_late": "days past the day it was due",
}
WHOLE = ("interval_months", "last_pack", "days_late")


def report(session: Session, view: View, now: datetime) -> Report:
    """Give each kind of meeting of the contracts in view, one row each."""
    rows = []
    for ground in grounds(session, view, now):
        found = promised(session, ground, view.as_at)
        rows += [
            _row(terms, one)
            for terms in ground.contracts
            for one in found[terms.reference].series
        ]
    frame = pd.DataFrame(rows, columns=list(DEFINITIONS)).astype("object")
    ordered = frame.sort_values("contract", kind="stable", ignore_index=True)
    return Report(NAME, view.parameters(), view.as_at or now, DEFINITIONS, ordered, whole=WHOLE)


def _row(terms: Terms, one: Series) -> dict[str, Any]:
    return {
        "contract": terms.reference,
        "kind": str(one.kind),
        "risk_rating": terms.risk_rating,
        "interval_months": one.every,
        "last_held": one.last.isoformat() if one.last else None,
        "last_pack": one.pack,
        "next_due": one.due.isoformat() if one.due else None,
        "state": str(one.timing),
        "days_late": one.days_late,
    }
