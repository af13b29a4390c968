"""May this person open this page, on this run?"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import streamlit as st

from db import journal
from db.journal import Act, Deed
from db.store import Store
from pages.shared import identity, signing_in
from pages.shared.registry import BY_NAME

if TYPE_CHECKING:
    from pages.shared.identity import Visitor


def guard(file: str) -> Visitor:
    """Give who is looking, or end the run: the first statement of every page.

    A page that is not there and one that is not the visitor's end in the same words.
    """
    visitor = identity.visitor()
    if visitor is None:
        signing_in.asked()
        st.stop()
    page = BY_NAME.get(Path(file).stem)
    if page is None or not page.opens_for(visitor):
        refuse(visitor, f"page {Path(file).stem}")
    return visitor


def refuse(visitor: Visitor, subject: str) -> NoReturn:
    """Write a refusal down and end the run in the words for what is not there."""
    act = Act(action=Deed.OPEN, subject=subject, result="refused")
    journal.write(Store.open(), visitor, act, datetime.now(tz=UTC))
    not_found()


def not_found() -> NoReturn:
    """Say that there is nothing of that name, and end the run."""
    st.title("Not found")
    st.text("This page does not exist, or what it names is not yours to see.")
    st.stop()
