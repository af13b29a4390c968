"""What did the visitor note beside an item, so that it stays away until it is worse?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db import attention
from db.attention import Line
from db.store import Store
from pages.shared import loaders

if TYPE_CHECKING:
    from collections.abc import Mapping

    from monitoring.needs import Need
    from pages.shared.identity import Visitor


def take(visitor: Visitor, need: Need) -> None:
    """Take a line about an item, which then stays away until it is worse."""
    with st.form(f"note {need.key}", border=False):
        line = st.text_input("What you did or will do", max_chars=200)
        st.caption("Only you read this. The item stays away until it gets worse.")
        if st.form_submit_button("Note it") and line.strip():
            written = Line(need.key, line.strip(), need.level, loaders.now())
            attention.note(Store.open(), visitor.login, written)
            st.rerun()


def listed(visitor: Visitor, kept: Mapping[str, Line]) -> None:
    """List what the visitor has noted, each with a way back."""
    if not kept:
        return
    with st.expander(f"Noted by you ({len(kept)})"):
        for item, line in kept.items():
            with st.container(horizontal=True, vertical_alignment="center"):
                st.text(f"{line.line} ({line.at:%d %B %Y})", width="stretch")
                if st.button("Bring back", key=f"unnote {item}"):
                    attention.unnote(Store.open(), visitor.login, item)
                    st.rerun()
