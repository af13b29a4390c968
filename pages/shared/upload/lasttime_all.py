"""What of every part was put right last time? All of it is shown, and put right in one press."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from monitoring import last_time, mending
from monitoring.narrative.words import count_of
from pages.shared import lines
from pages.shared.upload import lasttime

if TYPE_CHECKING:
    from monitoring.mending import Mend
    from pages.shared.identity import Visitor
    from pages.shared.upload.batch import Batch
    from pages.shared.upload.draft import Draft

SEVERAL = 2  # parts; of one alone it is offered where the part is opened
UNDO = (
    "Made by your organisation in earlier returns of the same kinds. Each part is looked at again, "
    "and what was put right can be undone in it."
)


def offer(visitor: Visitor, batch: Batch) -> None:
    """Show what was put right last time and stands wrong again, part by part, with one button."""
    found = [(draft, _offered(visitor, draft)) for draft in batch.parts]
    found = [(draft, mends) for draft, mends in found if mends]
    if len(found) < SEVERAL:
        return
    told = [{"Part": draft.name} | last_time.line(each) for draft, mends in found for each in mends]
    parts = count_of(len(found), "part", "parts")
    with st.container(border=True):
        st.markdown(f"**Put right as last time in {parts}**")
        lines.show(told, "Put right as last time")
        st.caption(UNDO)
        label = f"Put all {len(told)} right in {parts}"
        if st.button(label, type="primary", key=f"as last time {batch.draft_id} {batch.shown}"):
            for draft, mends in found:
                draft.put_right(tuple(mends))
            batch.shown += 1
            st.rerun()


def _offered(visitor: Visitor, draft: Draft) -> list[Mend]:
    """Give the mends of last time that fit a part as it was last looked at."""
    if draft.is_done or draft.foreseen is None or draft.unsaid:
        return []
    first = draft.foreseen[1].first
    if first.how is None:
        return []
    own = draft.mapping.columns if draft.mapping else None
    return lasttime.offered(visitor, draft, mending.faults(first.problems, draft.table, own))
