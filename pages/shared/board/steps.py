"""How is an item raised, changed, carried over, closed and opened again on its page?"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from db import governance
from monitoring.governance.items import KINDS, Did, ItemKind
from pages.shared import written
from pages.shared.board import choosing, fields

if TYPE_CHECKING:
    from db.reports.board import Board
    from monitoring.governance.items import Item, Terms
    from pages.shared.identity import Visitor


def raising(visitor: Visitor, found: Board) -> None:
    """Offer to raise an issue, an action or a plan."""
    mine = written.sides(visitor, found.terms)
    if not mine:
        return
    with st.expander("Raise an issue, an action or a plan"):
        kind = st.segmented_control(
            "What is it",
            list(ItemKind),
            default=ItemKind.ISSUE,
            format_func=lambda one: KINDS[one],
            key="kind of item",
            required=True,
        )
        kind = ItemKind(kind or ItemKind.ISSUE)
        with st.form(f"raise {kind}", border=False):
            terms = fields.asked(found, kind, f"new {kind}")
            terms = replace(terms, meeting=choosing.meeting(found, "Raised in", f"in {kind}"))
            audience = written.readers(mine, f"new {kind}")
            if st.form_submit_button("Save", type="primary"):
                where, pen = written.place(found.terms, audience), written.pen(visitor)
                written.save(partial(governance.raise_item, pen, where, terms), "Raised.")


def offer(visitor: Visitor, found: Board, one: Item) -> None:
    """Offer the steps that can follow; none to who only looks on."""
    if not written.sides(visitor, found.terms, one.last.arrangement):
        return
    steps = (
        (("Close it", _close), ("Change it", _change), ("Carry it over", _carry))
        if one.is_open
        else (("Open it again", _reopen),)
    )
    with st.container(horizontal=True):
        for label, form in steps:
            with st.popover(label), st.form(f"{label} {one.number}", border=False):
                form(visitor, found, one)


def _close(visitor: Visitor, found: Board, one: Item) -> None:
    said = written.lines("What came of it", f"outcome {one.number}")
    st.caption("Nothing closes without an outcome. It stays with every step before it.")
    if st.form_submit_button("Close it", type="primary"):
        _take(visitor, found, one, Did.CLOSED, replace(one.terms, outcome=said.strip(), text=""))


def _change(visitor: Visitor, found: Board, one: Item) -> None:
    kept = replace(one.terms, outcome="", text="")
    terms = fields.asked(found, one.terms.kind, f"change {one.number}", kept)
    why = st.text_input("What changed, or what was done", key=f"why {one.number}", max_chars=500)
    mine = written.sides(visitor, found.terms, one.last.arrangement)
    audience = written.readers(mine, f"change {one.number}", one.last.audience)
    if st.form_submit_button("Save", type="primary"):
        terms = replace(terms, text=why.strip())
        where = written.place(found.terms, audience, one.last.arrangement)
        pen = written.pen(visitor)
        written.save(
            partial(governance.take_step, pen, where, one.number, Did.CHANGED, terms), "Changed."
        )


def _carry(visitor: Visitor, found: Board, one: Item) -> None:
    number = choosing.meeting(found, "Carried over by", f"carry {one.number}", needed=True)
    if number is None:
        st.text("Write the meeting down first; then it can carry this over.")
    if st.form_submit_button("Carry it over", disabled=number is None):
        _take(visitor, found, one, Did.CARRIED, replace(one.terms, meeting=number, text=""))


def _reopen(visitor: Visitor, found: Board, one: Item) -> None:
    why = written.lines("Why it is opened again", f"again {one.number}")
    if st.form_submit_button("Open it again"):
        terms = replace(one.terms, outcome="", text=why.strip())
        _take(visitor, found, one, Did.REOPENED, terms)


def _take(visitor: Visitor, found: Board, one: Item, did: Did, terms: Terms) -> None:
    """Take a step for those who read the item already."""
    where = written.place(found.terms, one.last.audience, one.last.arrangement)
    pen = written.pen(visitor)
    written.save(partial(governance.take_step, pen, where, one.number, did, terms), "Saved.")
