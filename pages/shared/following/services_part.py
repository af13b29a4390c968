"""What is each client owed at least, who got it, and what more is used?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from monitoring.journeys import shown
from monitoring.narrative import journey as words
from pages.shared import tables
from pages.shared.following import owed_columns as owed
from pages.shared.following import people
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.reports import Report

EACH = people.Listing(
    "minimum-service", "Show how each client stands", owed.EACH, shown.each
)


def show(found: Mapping[str, Report]) -> None:
    """Show the least each client is owed, and the services beyond it."""
    rows, used = found["least"].frame, found["services"].frame
    st.markdown("**The least each mandatory client is owed**")
    if len(rows):
        tables.show(
            shown.least(rows)[list(owed.LEAST)], "The least owed, by site", owed.LEAST
        )
        st.caption(as_markdown(words.least_caption(rows)))
    st.markdown("**Services beyond it**")
    if used.empty:
        st.text("No other service is on record for these clients.")
        return
    tables.show(shown.used(used)[list(owed.SERVICES)], "Other services", owed.SERVICES)
