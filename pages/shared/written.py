"""How does somebody write something down on a page: for whom, and what if it is refused?

What people write is read afresh on every run, so that it is seen at once after saving.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import streamlit as st

from db.publishing.request import CallError
from db.store import Store
from db.writing import Pen, Place
from monitoring.audiences import WORDS, Audience, Side, open_to, widens
from pages.shared import loaders, pickers
from pages.shared.words import as_markdown, sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from db.queries.contracts import Terms
    from pages.shared.identity import Visitor

Found = TypeVar("Found")
SAVED = "what was saved"
LONGEST = 2_000  # characters of a text
WITH_THE_DEPARTMENT = {
    Audience.SHARED: "shared with DWP",
    Audience.EVERYONE: "shared with DWP and the partners",
}
"""What the audiences are called by who is not of the department."""


def read(visitor: Visitor, how: Callable[[Any], Found]) -> Found:
    """Read what people wrote, as it stands now."""
    with loaders.reading(visitor) as session:
        return how(session)


def sides(visitor: Visitor, terms: Terms, arrangement: str = "") -> tuple[Side, ...]:
    """Give the sides of a contract the visitor writes for; none for who only looks on."""
    return visitor.scope.writes_for(terms.contract_id, arrangement)


def readers(mine: Sequence[Side], key: str, least: Audience | None = None) -> Audience:
    """Ask who will read it, before it is saved; the writer's own side unless more are chosen.

    ``least`` are those who read it already: they go on reading it.
    """
    every = list(dict.fromkeys(one for side in mine for one in open_to(side)))
    options = [one for one in every if least is None or widens(least, one)]
    if least in options:
        options.sort(key=lambda one: one is not least)
    words = {**WORDS, **({} if Side.DEPARTMENT in mine else WITH_THE_DEPARTMENT)}
    return st.radio(
        "Who will read this",
        options,
        format_func=lambda one: sentence(words[one]),
        key=f"readers {key}",
        horizontal=True,
    )


def place(terms: Terms, audience: Audience, arrangement: str = "") -> Place:
    """Give where something is written: about which contract, for whom."""
    return Place(terms.reference, audience, arrangement)


def pen(visitor: Visitor) -> Pen:
    """Give the visitor's pen at this moment."""
    return Pen(Store.open(), visitor, loaders.now())


def save(write: Callable[[], object], said: str) -> None:
    """Write it and show the page anew, or say why it cannot be written."""
    try:
        write()
    except CallError as refused:
        st.error(as_markdown(str(refused)))
        return
    st.session_state[SAVED] = said
    st.rerun()


def saved() -> None:
    """Say once that something was saved."""
    if said := st.session_state.pop(SAVED, ""):
        st.toast(said)


def day(label: str, key: str, value: date | None = None) -> date | None:
    """Ask for a day, which may be left open."""
    given = st.date_input(
        label,
        value=value,
        key=key,
        format="DD/MM/YYYY",
        min_value=pickers.EARLIEST,
        max_value=pickers.LATEST,
    )
    return given if not isinstance(given, tuple) else None


def lines(label: str, key: str, value: str = "", hint: str = "") -> str:
    """Ask for a text of some lines."""
    return st.text_area(label, value=value, key=key, max_chars=LONGEST, placeholder=hint, height=80)
