"""What did somebody who left a post leave to the visitor? Shown on their home until noted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db import attention
from db.attention import Line
from db.queries import governance as reads
from db.store import Store
from monitoring.governance.handing_over import HANDED_OVER
from monitoring.narrative import day
from pages.shared import loaders, written
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    from monitoring.governance.handing_over import Handover
    from pages.shared.identity import Visitor


def show(visitor: Visitor) -> None:
    """Show the hand-over notes that wait for the visitor."""
    posts = visitor.roles & set(HANDED_OVER)
    numbers = {each.contract_id: name for name, each in loaders.contracts(visitor).items()}
    if not posts or not numbers:
        return
    found = written.read(visitor, lambda session: reads.handovers(session, numbers))
    mine = [one for one in found if one.is_for(visitor.login, posts)]
    kept = attention.noted(Store.open(), visitor.login) if mine else {}
    for one in mine:
        if one.key not in kept:
            _one(visitor, one)


def _one(visitor: Visitor, one: Handover) -> None:
    with st.container(border=True):
        st.markdown(
            f"**Left for you: {as_markdown(one.contract)}, {HANDED_OVER[one.role].lower()}, "
            f"{day(one.on_date)}**"
        )
        st.text(one.text)
        if st.button("I have read it", key=one.key):
            said = f"Read what was left for {one.contract}"
            line = Line(one.key, said, 0, loaders.now())
            attention.note(Store.open(), visitor.login, line)
            st.rerun()
