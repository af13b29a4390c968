"""For whom, of which quarter and with which sections is a pack made?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db import packs
from db.packs import Asked
from db.queries.knowledge import LONDON
from monitoring.audiences import WORDS, Audience, Side
from monitoring.narrative.words import months_span
from monitoring.pack import PARTS, Part
from monitoring.pack.readers import PACKS_FOR
from monitoring.periods import By, last_of
from pages.shared import loaders, written
from pages.shared.words import sentence

if TYPE_CHECKING:
    from datetime import date

    from db.queries.contracts import Terms
    from pages.shared.identity import Visitor

SHARED = (
    "A shared pack holds only what the provider may read: nothing written for DWP only is in it."
)


def offer(visitor: Visitor, terms: Terms) -> None:
    """Offer to make a pack, to those of the department."""
    if Side.DEPARTMENT not in written.sides(visitor, terms):
        st.caption("The department makes review packs; those shared with you are listed here.")
        return
    st.subheader("Make a pack")
    audience = st.radio(
        "Who will read it",
        PACKS_FOR,
        format_func=lambda one: sentence(WORDS[one]),
        key="pack readers",
        horizontal=True,
    )
    if audience is Audience.SHARED:
        st.caption(SHARED)
    quarter = st.selectbox(
        "Quarter of the contract", _quarters(visitor, terms), format_func=_span, width=320
    )
    parts = st.multiselect(
        "Sections", list(PARTS), default=list(PARTS), format_func=lambda part: PARTS[part]
    )
    if st.button("Freeze and number the pack", type="primary", disabled=not parts):
        _make(visitor, terms, quarter, (audience, parts))


def _quarters(visitor: Visitor, terms: Terms) -> list[date]:
    """Give the contract's quarters that have begun, the last one that is over first."""
    of = loaders.programmes(visitor)[terms.programme]
    today = of.working_date or loaders.now().astimezone(LONDON).date()
    return packs.quarters(terms, today)


def _span(first: date) -> str:
    return months_span(first, last_of(first, By.QUARTER))


def _make(
    visitor: Visitor, terms: Terms, quarter: date, chosen: tuple[Audience, list[Part]]
) -> None:
    audience, parts = chosen
    pen = written.pen(visitor)
    ordered = tuple(part for part in PARTS if part in parts)
    asked = Asked(terms.reference, quarter, ordered, audience, pen.now)

    def write() -> None:
        with st.spinner("Reading what is known of the quarter"):
            made = packs.make(pen, asked)
        st.query_params["pack"] = str(made.kept.number)

    written.save(write, "Frozen and numbered.")
