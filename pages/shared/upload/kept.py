"""Which file is this person sending? Kept for the visit, and for one person only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from pages.shared.identity import Visitor
    from pages.shared.upload.draft import Draft

KEPT_AS = "return being sent"


def current(visitor: Visitor) -> Draft | None:
    """Give the file this person is sending, or None."""
    draft: Draft | None = st.session_state.get(KEPT_AS)
    return draft if draft is not None and draft.login == visitor.login else None


def begin(draft: Draft) -> None:
    """Take up a file."""
    st.session_state[KEPT_AS] = draft


def forget() -> None:
    """Let go of the file, so that another can be dropped."""
    st.session_state.pop(KEPT_AS, None)
