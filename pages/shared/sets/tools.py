"""How are many months of a draft changed at once: spread, moved, scaled, brought in line?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from monitoring import narrative, reprofiling, sets_shown
from monitoring.vocabulary import ALL_CATEGORIES
from pages.shared.sets import drafts
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from monitoring.reprofiling import Draft, Months
    from pages.shared.sets.asked import Asked

SPREAD, EVEN, MOVE, SCALE = (
    "Spread a total as the months lie",
    "Spread a total evenly",
    "Move the months",
    "Scale to a percentage",
)
HELPS = {
    SPREAD: "The months keep their proportions and add up to the total.",
    EVEN: "Each month gets the same.",
    MOVE: "So many months later, or earlier below 0. What would leave stands in the last month.",
    SCALE: "Each month becomes this percentage of what it is.",
}


def offer(found: Asked, draft: Draft) -> None:
    """Offer to change a stretch of months at once."""
    months = draft.figures[found.key]
    every = list(months)
    with st.popover("Change many months at once"):
        how = st.selectbox("How", list(HELPS))
        st.caption(HELPS[how])
        first = st.selectbox("From", every, format_func=narrative.month)
        last = st.selectbox("To", every, len(every) - 1, format_func=narrative.month)
        stretch = sum(value for month, value in months.items() if first <= month <= last)
        made = _asked(how, stretch)
        if st.button("Change these months", type="primary"):
            changed = reprofiling.changed(months, first, last, made)
            drafts.keep(found, draft.with_figures(found.key, changed))


def _asked(how: str, stretch: float) -> Callable[[Months], Months]:
    """Ask for the number a change needs; give the change."""
    if how == MOVE:
        later = int(st.number_input("Months later", -60, 60, 1, key="months later"))
        return lambda part: reprofiling.shifted(part, later)
    if how == SCALE:
        percent = float(st.number_input("Percentage", 0.0, 1000.0, 100.0, key="percentage"))
        return lambda part: reprofiling.scaled(part, percent)
    total = st.number_input("Total of these months", 0, None, round(stretch), key="total")
    spread = reprofiling.spread if how == SPREAD else reprofiling.evenly
    return lambda part: spread(total, part)


def out_of_line(found: Asked, draft: Draft) -> None:
    """Say where all clients are not the sum of the categories, and offer to put it right."""
    code = found.measure.profile_code
    months: list[date] = reprofiling.out_of_line(draft, code)
    if not months:
        return
    named = sets_shown.uneven([narrative.month(month) for month in months])
    said = f"All clients are not the sum of the categories in {named}."
    st.markdown(f":orange-badge[Does not add up] {as_markdown(said)}")
    with st.container(horizontal=True):
        if st.button("Make all clients the sum"):
            drafts.keep(found, reprofiling.summed(draft, code))
        if (code, ALL_CATEGORIES) in draft.figures and st.button("Share all clients out"):
            drafts.keep(found, reprofiling.shared_out(draft, code))
