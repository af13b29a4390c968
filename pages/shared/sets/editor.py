"""How are the months of a draft edited, and what would they move, said before they are shared?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db import profile_drafts
from db.store import Store
from monitoring import narrative
from pages.shared import loaders, tables
from pages.shared.sets import drafts, moves, sharing, tools

if TYPE_CHECKING:
    from monitoring.reprofiling import Draft, Months
    from pages.shared.sets.asked import Asked

HELP = (
    "Type into the column New, or copy a column of months in a spreadsheet, choose the first cell "
    "and paste."
)
MONTH, ORIGINAL, NEW = "Month", "Original", "New"


def show(found: Asked, draft: Draft) -> None:
    """Show the draft: its months, what they move, what it says of itself, and where it may go."""
    st.markdown(f"**{drafts.told(draft)}**")
    if found.key not in draft.figures:
        _add_measure(found, draft)
        return
    original = found.sets.months("original", found.key) if found.sets.original else {}
    tools.offer(found, draft)
    edited = _table(found, draft, original)
    moves.show(found, draft, original, edited)
    tools.out_of_line(found, draft)
    sharing.offer(found, draft)


def _add_measure(found: Asked, draft: Draft) -> None:
    """Offer to take up a measure the draft does not have, as it stands in the set it began as."""
    copied = drafts.copied(found, draft.began_as, found.measure.profile_code)
    title = found.measure.title
    if not copied:
        st.info(f"There is no profile of {title} to begin from. Choose another measure.")
        return
    st.text(f"The draft says nothing of {title} yet.")
    if st.button(f"Add {title} as it stands"):
        for key, months in copied.items():
            draft = draft.with_figures(key, months)
        drafts.keep(found, draft)


def _table(found: Asked, draft: Draft, original: Months) -> Months:
    """Show the months to be edited; give them as they stand now, and keep them."""
    turn = st.session_state.get("turn of draft", 0)
    key = f"months {draft.contract} {draft.name} {found.key} {turn}"
    if key not in st.session_state:  # what is typed is added to the months as they stood then
        st.session_state[f"base {key}"] = draft.figures[found.key]
    base: Months = st.session_state[f"base {key}"]
    lines = [
        {MONTH: narrative.month(month), ORIGINAL: original.get(month), NEW: value}
        for month, value in base.items()
    ]
    st.caption(HELP)
    edited = st.data_editor(
        lines,
        key=key,
        hide_index=True,
        disabled=[MONTH, ORIGINAL],
        num_rows="fixed",
        height=tables.ROW_HEIGHT * (min(len(lines), 13) + 1) + 3,
        column_config={
            MONTH: tables.text(MONTH, pinned=True),
            ORIGINAL: tables.figure(ORIGINAL),
            NEW: tables.CONFIG.NumberColumn(NEW, min_value=0, required=True, format="localized"),
        },
        alt="Months of the draft",
    )
    now = {month: float(line[NEW] or 0) for month, line in zip(base, edited, strict=True)}
    if now != draft.figures[found.key]:
        changed = draft.with_figures(found.key, now)
        profile_drafts.keep(Store.open(), found.visitor, changed, loaders.now())
    return now
