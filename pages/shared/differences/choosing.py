"""Which worklist is looked at, and which part of it?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from db.reports import View
from monitoring import narrative
from monitoring.reconciliation import SIDES
from monitoring.worklist import views
from monitoring.worklist.shown import class_said
from monitoring.worklist.views import Wanted
from pages.shared import choices, pickers
from pages.shared.differences import reading
from pages.shared.differences.options import PAIRS, STATES, TURNS

if TYPE_CHECKING:
    from db.queries.contracts import Terms
    from db.worklist.seen import Seen
    from pages.shared.identity import Visitor

@dataclass(frozen=True, slots=True)
class Chosen:
    """What is looked at: the contract, the two records, and what is found."""

    terms: Terms
    view: View
    found: Seen | None


def chosen(visitor: Visitor) -> Chosen:
    """Show the choices in a row; give what they ask for, and what is found."""
    with pickers.in_a_row():
        terms = choices.contract(visitor)
        pair = pickers.one("records", "Records", PAIRS, width=215)
        when = choices.as_at()
    left, right = pair.split("/")
    assert {left, right} <= set(SIDES)  # noqa: S101 - our own names
    view = View(contract=terms.reference, left=left, right=right, as_at=when)
    return Chosen(terms, view, reading.found(visitor, view))


def wanted(visitor: Visitor, found: Seen) -> Wanted:
    """Show the filters; give what is wanted of the list."""
    work = found.work
    classes = {"": "Every kind"} | {
        code: class_said(code, found.titles) for code in sorted(set(work["difference"])) if code
    }
    owners = {"": "Anybody"} | {name: name for name in sorted(set(work["owner"])) if name}
    months = {"": "Every month"} | {
        f"{one:%Y-%m}": narrative.month(one)
        for one in sorted({day.replace(day=1).date() for day in work["on"]}, reverse=True)
    }
    with pickers.in_a_row():
        state = pickers.one("state", "State", STATES, default=views.OPEN, width=165)
        difference = pickers.one("class", "How they differ", classes, width=200)
        turn = pickers.one("turn", "Whose turn", TURNS, width=165)
        owner = pickers.one("owner", "Owner", owners, width=150)
        month = pickers.one("month", "Month", months, width=150)
        late = st.checkbox("Overdue", key="overdue items")
        own = visitor.name in owners and st.checkbox("Mine", key="my items")
    return Wanted(
        state=state,
        difference=difference,
        turn=turn,
        owner=visitor.name if own else owner,
        month=date.fromisoformat(f"{month}-01") if month else None,
        overdue=late,
    )
