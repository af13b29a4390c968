"""Does a return stand, why not where it does not, and has a named person certified it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db.queries import certified
from monitoring.certification import NOT_YET
from monitoring.narrative import endings
from monitoring.vocabulary import Ended
from pages.shared import loaders
from pages.shared.words import as_markdown, sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.queries.submissions import Sent
    from pages.shared.identity import Visitor

STATES = {
    "published": "Published",
    "held": "Published, rows held",
    "withdrawn": "Withdrawn",
    "returned": "Sent back",
    "purged": "Purged",
}
WAITS = "waits"
Waiting = dict[tuple[int, str], bool]


def waiting(visitor: Visitor) -> Waiting:
    """Give the returns that are to be certified, and whether they are."""
    found: Waiting = loaders.read(visitor, ("to certify",), certified.waiting)
    return found


def waits(one: Sent, asked: Mapping[tuple[int, str], bool]) -> bool:
    """Say whether a return still waits to be certified for a contract."""
    return asked.get((one.submission, one.contract)) is False


def word(one: Sent, asked: Mapping[tuple[int, str], bool]) -> str:
    """Say in a few words how a return stands for a contract."""
    return f"{STATES[one.status]}{f', {NOT_YET}' if waits(one, asked) else ''}"


def told(visitor: Visitor, number: int, parts: list[Sent], asked: Waiting) -> None:
    """Say what became of a return after it was published; nothing where nothing did."""
    for part in parts:
        if part.ended_on is not None:
            said = endings.ended(
                Ended(part.status), part.ended_on, part.ended_by, part.ended_why
            )
            about = f"{part.contract}: " if len(parts) > 1 else ""
            st.warning(as_markdown(f"{about}{said}"))
    if any(waits(part, asked) for part in parts):
        months = sorted({each for part in parts for each in part.months})
        words = as_markdown(endings.waits(months))
        st.markdown(f":orange-badge[{sentence(NOT_YET)}] {words}")
    if any((part.submission, part.contract) in asked for part in parts):
        with loaders.reading(visitor) as session:
            for one in certified.said_of(session, number):
                said = endings.certified(one.did, one.at, one.by_user, one.post, one.statement)
                st.text(f"{one.contract}: {said}")
