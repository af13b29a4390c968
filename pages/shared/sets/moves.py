"""What would a draft move over the whole contract, said and drawn before it goes anywhere?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from monitoring import charts, narrative, reprofiling, sets_shown
from monitoring.profile_sets import ProfileSet
from pages.shared import charting, events, tables
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    from monitoring.reprofiling import Draft, Months
    from pages.shared.sets.asked import Asked

SHIFTS: dict[str, tables.Column] = {
    "month": tables.CONFIG.DateColumn("Month", format="MMMM YYYY", pinned=True),
    "original": tables.figure("Original"),
    "new": tables.figure("New"),
    "difference": tables.CONFIG.NumberColumn("Difference", format="%+.10g"),
    "moved": tables.CONFIG.NumberColumn("Moved so far", format="%+.10g"),
}


def show(found: Asked, draft: Draft, original: Months, edited: Months) -> None:
    """Say and draw what the draft moves over the whole contract, before it is shared."""
    said = sets_shown.shifts_finding(original, edited, found.measure)
    st.markdown(as_markdown(said))
    whole, asked = sum(original.values()), sum(edited.values())
    figures = (("Original total", whole), ("New total", asked), ("Difference", asked - whole))
    for column, (label, value) in zip(st.columns(3), figures, strict=True):
        column.metric(label, narrative.number(value))
    first = found.sets.original
    sets = [(first, original)] if first and original else []
    title = f"{found.measure.title} by month: the original and the draft"
    figure = charts.profile_sets([*sets, (ProfileSet(draft.name, draft.kind), edited)], title)
    happened = events.on(
        figure, events.of_contract(found.visitor, found.terms.reference, found.as_at)
    )
    charting.show(figure, f"{title}. {said}", "moves")
    events.listed(happened)
    with st.expander("What moves, month by month"):
        rows = reprofiling.compared(original, edited)
        tables.show(rows[list(SHIFTS)], "What moves, month by month", SHIFTS, 12)
