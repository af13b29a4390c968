"""What did the bid assume, and what do the returns say?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from db import assumptions
from db.publishing.request import CallError
from monitoring import assumptions as assumed
from monitoring.assumptions import BANDS, CODES, SHARES, Assumption
from monitoring.vocabulary import ALL_CATEGORIES
from pages.shared import loaders, tables
from pages.shared.words import as_markdown, sentence

if TYPE_CHECKING:
    from pages.shared.sets.asked import Asked

COLUMNS: dict[str, tables.Column] = {
    "title": tables.text("Assumed of", pinned=True),
    "assumed": tables.right("As bid"),
    "found": tables.right("To date"),
    "said": tables.text("Set beside each other"),
}
READ_BY = "Read by the department and the provider."
EVERYBODY, NO_BAND = "All clients", "No band"


def show(found: Asked) -> None:
    """Show every assumption beside experience, and take another down."""
    try:
        with loaders.reading(found.visitor) as session:
            lines = assumptions.beside_experience(
                session, found.contract, loaders.now(), found.as_at
            )
    except CallError as said:
        st.info(as_markdown(str(said)))
        return
    st.markdown(as_markdown(assumed.finding(lines)))
    if lines:
        rows = pd.DataFrame(lines)
        tables.show(rows[list(COLUMNS)], "The bid and experience", COLUMNS)
        told = "To date ends at the last month returned. Of fewer than 10, only counts are given."
        st.caption(as_markdown(f"{assumed.origins(lines)} {told}".strip()))
    if found.binds:
        _form(found)


def _form(found: Asked) -> None:
    """Take down what the bid assumed."""
    with st.expander("Write down what the bid assumed"), st.form("assumption"):
        left, right = st.columns(2)
        code = left.selectbox("What was assumed", list(CODES), format_func=CODES.__getitem__)
        whom = left.selectbox(
            "Of", (ALL_CATEGORIES, *found.programme.categories), format_func=_whom
        )
        band = left.selectbox("Band", ("", *BANDS), format_func=lambda one: one or NO_BAND,
                              help="Only for the share of starters in a readiness band.")
        value = right.number_input(
            "Number of people, or percentage", 0.0, None, 0.0,
            help="37 for 37 in a hundred where it is a share; the number of people where not.",
        )
        origin = right.text_input("Where is it written?", placeholder="Bid, table 4")
        st.caption(READ_BY)
        if st.form_submit_button("Write it down"):
            amount = assumed.of_percent(value) if code in SHARES else value
            said = Assumption(code, whom, band, amount, origin.strip())
            try:
                assumptions.write(found.pen, found.contract, said)
            except CallError as refusal:
                st.error(str(refusal))
                return
            st.rerun()


def _whom(category: str) -> str:
    return EVERYBODY if category == ALL_CATEGORIES else sentence(category)
