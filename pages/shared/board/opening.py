"""Which contract is the board of, and what heads it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db.publishing.request import CallError
from db.reports import View
from db.reports import board as boards
from monitoring.governance.items import State
from monitoring.narrative.words import count_of, day
from pages.shared import choices, loaders, panels, pickers, written
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    from db.reports.board import Board
    from pages.shared.identity import Visitor


def chosen(visitor: Visitor) -> tuple[View, Board]:
    """Show the choices in a row; give what they ask for, and what is written of it."""
    with pickers.in_a_row():
        terms = choices.contract(visitor)
        when = choices.as_at()
    view = View(contract=terms.reference, as_at=when)
    try:
        return view, written.read(
            visitor, lambda session: boards.board(session, view, loaders.now())
        )
    except CallError as said:
        st.info(as_markdown(str(said)))
        st.stop()


def figures(found: Board) -> None:
    """Show the few figures that head the page."""
    items = [one for one in found.promised.items if one.is_open]
    late = sum(one.state(found.on) is State.OVERDUE for one in items)
    often = max((one.carried for one in items), default=0)
    review = found.promised.series[0]
    told = (
        ("Next performance review", day(review.due) if review.due else "not set", review.timing),
        ("Open", str(len(items)), "issues, actions and plans"),
        ("Overdue", str(late), "of those open"),
        ("Carried over most", f"{often}\N{MULTIPLICATION SIGN}", _carried(often)),
    )
    for column, (label, value, beside) in zip(st.columns(len(told)), told, strict=True):
        column.metric(label, value, str(beside), delta_color="off", delta_arrow="off")


def what_next(visitor: Visitor, found: Board) -> None:
    """Offer what can be done from here."""
    contract = found.terms.reference
    st.markdown("**What next**")
    with st.container(horizontal=True):
        panels.link(visitor, "profile_vs_actual", "See profile against actual", contract=contract)
        panels.link(visitor, "requests", "Ask for figures, once", contract=contract)
        panels.link(visitor, "responsibilities", "See who owns what", contract=contract)
        panels.link(visitor, "calendar", "See returns due", contract=contract)


def _carried(often: int) -> str:
    return f"left open by {count_of(often, 'meeting', 'meetings')}" if often else "nothing carried"
