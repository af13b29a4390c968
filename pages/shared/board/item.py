"""What was promised in one item, what happened to it, and what can be done with it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from monitoring.governance.items import DONE, KINDS, Did
from monitoring.narrative import day, month
from monitoring.narrative.promises import carried_words, read_by, step_sentence
from pages.shared import panels
from pages.shared.board import steps
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    from datetime import date

    from db.reports.board import Board
    from monitoring.governance.items import Item
    from pages.shared.identity import Visitor


def opened(visitor: Visitor, found: Board, *, now: bool) -> None:
    """Show the item in the address: what was promised, every step, and what can be done with it."""
    asked = st.query_params.get("item", "")
    one = found.item(int(asked)) if asked.isdecimal() else None
    if one is None:
        if asked:
            st.text("There is no item of that number here, or it is not yours to see.")
        return
    with st.container(border=True):
        badge = f" :orange-badge[{carried_words(one)}]" if one.carried else ""
        st.markdown(f"**{as_markdown(one.terms.what)}**{badge}")
        for heading, text in _told(found, one):
            st.markdown(f"**{heading}.** {as_markdown(text)}")
        _measure(visitor, found, one)
        st.markdown("**What happened**")
        if one.steps_before:
            st.caption("Earlier steps were written for fewer readers.")
        st.text("\n".join(step_sentence(step, DONE[step.did]) for step in one.steps))
        if now:  # what was known on an earlier day is for reading only
            steps.offer(visitor, found, one)
        if st.button("Close this view", key="no item"):
            del st.query_params["item"]
            st.rerun()


def _told(found: Board, one: Item) -> list[tuple[str, str]]:
    terms = one.terms
    told = [
        ("Kind", f"{KINDS[terms.kind]} {one.number}, {read_by(one.last.audience).lower()}"),
        ("How", terms.how),
        ("Who", terms.who or ("nobody named yet" if one.is_open else "")),
        ("By when", _day(terms.due_on) or ("no date set yet" if one.is_open else "")),
        ("Looked at next", _day(terms.review_on)),
        ("Month", month(terms.month) if terms.month else ""),
        ("Outcome", terms.outcome if one.last.did is Did.CLOSED else ""),
    ]
    within = found.item(terms.within) if terms.within else None
    told.append(("Within", within.terms.what if within else ""))
    return [(heading, text) for heading, text in told if text]


def _day(value: date | None) -> str:
    return day(value) if value else ""


def _measure(visitor: Visitor, found: Board, one: Item) -> None:
    """Link to the figures an item is about."""
    code = one.terms.measure
    if code in found.measures:
        query = {"contract": one.contract, "measure": code}
        query |= {"month": f"{one.terms.month:%Y-%m}"} if one.terms.month else {}
        panels.link(visitor, "profile_vs_actual", f"See {found.measures[code].lower()}", **query)
