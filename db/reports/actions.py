"""What was promised, by whom, by when, and what of it is overdue? Every item the reader may see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from db.queries.governance.items import items_of
from db.reports.ground import Ground, grounds
from db.reports.view import Report, View
from monitoring.governance.items import in_order

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from monitoring.governance.items import Item

NAME = "actions"
DEFINITIONS = {
    "contract": "the contract's reference",
    "item": "the item's number within its contract",
    "kind": "issue, action, plan or startup",
    "state": "open, overdue (open and past its date on the working date) or closed",
    "what": "what is to be done, or what is wrong",
    "how": "how it will be done; null where nobody said",
    "who": "who does it, as a post; null where nobody is named",
    "due_on": "by when; null where no date was set",
    "days_late": "days an open item is past its date",
    "review_on": "when it is looked at next",
    "carried": "how often a meeting left it open and carried it over",
    "measure": "the measure it is about",
    "month": "the month it is about; of a plan, the month it begins",
    "plan": "the number of the plan it belongs to",
    "raised_on": "the day the reader's first step of it was written",
    "outcome": "what came of it; null until it is closed",
    "audience": "who reads it",
}
WHOLE = ("item", "days_late", "carried", "plan")


def report(session: Session, view: View, now: datetime) -> Report:
    """Give the open items of the contracts in view, the most carried first; all with ``detail``."""
    rows = [row for ground in grounds(session, view, now) for row in _rows(session, ground, view)]
    frame = pd.DataFrame(rows, columns=list(DEFINITIONS)).astype("object")
    ordered = frame.sort_values("contract", kind="stable", ignore_index=True)
    return Report(
        NAME, view.parameters(), view.as_at or now, DEFINITIONS, ordered, whole=WHOLE
    )


def _rows(session: Session, ground: Ground, view: View) -> list[dict[str, Any]]:
    contracts = {each.contract_id: each.reference for each in ground.contracts}
    found = in_order(items_of(session, contracts, view.as_at), ground.working_date)
    return [
        _row(each, ground.working_date)
        for each in found
        if (view.detail or each.is_open) and view.measure in {None, each.terms.measure}
    ]


def _row(one: Item, on: date) -> dict[str, Any]:
    terms = one.terms
    texts = {name: getattr(terms, name) or None for name in ("how", "who", "measure", "outcome")}
    days = {
        name: day.isoformat() if (day := getattr(terms, name)) else None
        for name in ("due_on", "review_on")
    }
    return {
        "contract": one.contract,
        "item": one.number,
        "kind": str(terms.kind),
        "state": str(one.state(on)),
        "what": terms.what,
        "days_late": one.days_late(on),
        "carried": one.carried,
        "month": f"{terms.month:%Y-%m}" if terms.month else None,
        "plan": terms.within,
        "raised_on": one.steps[0].at.date().isoformat(),
        "audience": str(one.last.audience),
        **texts,
        **days,
    }
