"""Which improvement plans are there, and how did the measure stand before and after?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from db.reports import board as boards
from monitoring.governance import plans, shown
from monitoring.governance.items import ItemKind
from monitoring.narrative import day, month
from pages.shared import loaders, tables, written
from pages.shared.board import items
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    from db.reports import View
    from db.reports.board import Board
    from monitoring.governance.items import Item
    from pages.shared.identity import Visitor

STRETCHES = {
    "when": tables.text("When", pinned=True, width=120),
    "value": tables.right("Mean or ratio"),
    "counts": tables.right("Counts"),
    "first": tables.month("From"),
    "last": tables.month("To"),
}


def show(visitor: Visitor, view: View, found: Board) -> None:
    """Show every improvement plan with its measure before and after, and the actions in it."""
    every = [one for one in found.items if one.terms.kind is ItemKind.PLAN]
    if not every:
        st.info(
            "There is no improvement plan you may see. Raise one below: it shows the measure it is "
            "to move before it began, while it ran and after it."
        )
    for one in every:
        with st.container(border=True):
            _one(visitor, view, found, one)


def _one(visitor: Visitor, view: View, found: Board, one: Item) -> None:
    terms = one.terms
    st.markdown(f"**{as_markdown(terms.what)}**")
    badge = ":orange-badge[Past its date] " if one.days_late(found.on) else ""
    st.markdown(f"{badge}{as_markdown(_told(one))}")
    if terms.month and terms.due_on and terms.measure in found.measures:
        _before_and_after(visitor, view, one)
    if st.button(f"Open plan {one.number}", key=f"plan {one.number}"):
        st.query_params["item"] = str(one.number)
        st.rerun()
    within = [each for each in found.items if each.terms.within == one.number]
    if within:
        items.table(found, within, f"Actions within plan {one.number}")


def _told(one: Item) -> str:
    """Say from when to when a plan runs, who answers for it and how it stands."""
    terms = one.terms
    begins = f"From {month(terms.month)}" if terms.month else "Begin not set"
    ends = f" to {day(terms.due_on)}" if terms.due_on else ""
    state = "Open" if one.is_open else f"Closed: {terms.outcome}"
    return f"{begins}{ends}, {terms.who or 'nobody named'}. {state}."


def _before_and_after(visitor: Visitor, view: View, one: Item) -> None:
    asked = replace(view, measure=one.terms.measure)
    measure, figures, until = written.read(
        visitor, lambda session: boards.measured(session, asked, loaders.now())
    )
    if one.terms.month is None or one.terms.due_on is None:  # pragma: no cover - asked before
        return
    found = plans.before_and_after(figures, one.terms.month, one.terms.due_on, until)
    st.markdown(as_markdown(plans.sentence(found, measure)))
    rows = shown.stretches(found, measure)
    tables.show(
        shown.table(rows, STRETCHES), f"{measure.title} around plan {one.number}", STRETCHES
    )
    st.caption(plans.NOT_AN_EFFECT)
