"""May this person open this page, on this run?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import streamlit as st

from pages.shared import identity
from pages.shared.registry import BY_NAME

if TYPE_CHECKING:
    from pages.shared.identity import Visitor

NOBODY = "Nobody is signed in, so there is nothing to show. Sign in to see your contracts."
NOBODY_DEMO = "Choose on the start page whom to view as."


def guard(file: str) -> Visitor:
    """Give who is looking, or end the run: the first statement of every page.

    A page that is not there and one that is not the visitor's end in the same words.
    """
    visitor = identity.visitor()
    if visitor is None:
        st.title("Sign in")
        st.text(NOBODY_DEMO if identity.demonstration() else NOBODY)
        st.stop()
    page = BY_NAME.get(Path(file).stem)
    if page is None or not page.opens_for(visitor):
        not_found()
    return visitor


def not_found() -> NoReturn:
    """Say that there is nothing of that name, and end the run."""
    st.title("Not found")
    st.text("This page does not exist, or what it names is not yours to see.")
    st.stop()
