"""What did those who left a post leave to the next, and how is a note left?"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from db import governance
from db.queries import governance as reads
from monitoring.governance.handing_over import HANDED_OVER, Leaving
from monitoring.narrative import day
from monitoring.narrative.promises import read_by
from pages.shared import loaders, written
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    from db.queries.contracts import Terms
    from pages.shared.identity import Visitor


def show(visitor: Visitor, terms: Terms) -> None:
    """Show what was left for whoever comes next, and take a note of one's own."""
    numbers = {terms.contract_id: terms.reference}
    found = written.read(visitor, lambda session: reads.handovers(session, numbers))
    for one in found:
        with st.container(border=True):
            st.markdown(f"**{HANDED_OVER[one.role]}, {day(one.on_date)}**")
            st.text(one.text)
            st.caption(as_markdown(f"Left by {one.who}. {read_by(one.audience)}."))
    mine = [role for role in HANDED_OVER if role in visitor.roles]
    sides = written.sides(visitor, terms)
    if not found:
        st.info("Nobody has left a note about this contract that you may read.")
    if not (mine and sides):
        return
    with st.expander("Leave a note to whoever comes next"), st.form("handover", border=False):
        role = st.selectbox("Your post", mine, format_func=lambda one: HANDED_OVER[one])
        on = written.day("You leave on", "leaving") or loaders.now().date()
        text = written.lines("What the next needs to know", "leaving text")
        to = st.text_input("Their login, if you know it", max_chars=120)
        audience = written.readers(sides, "handover")
        if st.form_submit_button("Save", type="primary"):
            leaving = Leaving(role, on, text, to)
            where, pen = written.place(terms, audience), written.pen(visitor)
            written.save(partial(governance.hand_over, pen, where, leaving), "Left.")
