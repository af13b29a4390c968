"""What does a variation change, in its own figures or words?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from monitoring import reprofiling, sets_shown
from monitoring.vocabulary import ALL_CATEGORIES
from pages.shared import tables
from pages.shared.sets.moves import SHIFTS
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    from monitoring.variations import Variation
    from pages.shared.sets.asked import Asked


def show(found: Asked, one: Variation) -> None:
    """Say what was before and after; a profile also month by month."""
    if not one.figures:
        if one.before or one.after:
            had, has = (as_markdown(text or "not said") for text in (one.before, one.after))
            st.markdown(f"**Before.** {had}. **After.** {has}.")
        return
    st.markdown(f"It brings in the set **{as_markdown(one.set)}**.")
    for (code, category), after in one.figures.items():
        if category != ALL_CATEGORIES and (code, ALL_CATEGORIES) in one.figures:
            continue
        before = one.had.get((code, category), {})
        measure = found.programme.by_code[code]
        said = sets_shown.shifts_finding(before, after, measure)
        st.markdown(f"**{as_markdown(measure.title)}.** {as_markdown(said)}")
        with st.expander(f"{measure.title}, month by month"):
            rows = reprofiling.compared(before, after)
            alt = f"{one.reference}: {measure.title}, month by month"
            tables.show(rows[list(SHIFTS)], alt, SHIFTS, 12)
