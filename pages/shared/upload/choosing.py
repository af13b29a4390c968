"""Which part of a sending is opened: from its line, or chosen by its name?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from monitoring.review import NEEDS_SOMEBODY
from pages.shared import lines as table
from pages.shared import tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitoring.review import Standing
    from pages.shared.upload.batch import Batch

WIDTHS = {"State": 300, "What changes": "medium"}


def opened(batch: Batch, lines: list[dict[str, str]], states: Sequence[Standing]) -> None:
    """Show a line a part; open the one whose box is ticked, or that is chosen below."""
    st.text("Open a part to look at it or put it right: by the box at its left, or by name below.")
    how = {name: tables.text(name, width=width) for name, width in WIDTHS.items()}
    key = f"parts {batch.draft_id} {batch.shown}"
    ticked = table.chosen(lines, "Parts of this sending", key, how)
    if ticked is not None:
        _open(batch, ticked)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        place = st.selectbox(
            "Part",
            range(len(lines)),
            first_to_mend(states) or 0,
            format_func=lambda at: f"{lines[at]['Part']}: {states[at].words}",
            key=f"part {batch.draft_id} {batch.shown}",
            width=480,
        )
        if st.button("Open this part", key=f"open {batch.draft_id} {batch.shown}"):
            _open(batch, place)


def first_to_mend(states: Sequence[Standing], after: int = -1) -> int | None:
    """Give the place of the next part that somebody can do something about; None without one."""
    needing = [at for at, each in enumerate(states) if each.state in NEEDS_SOMEBODY]
    return next((at for at in needing if at > after), needing[0] if needing else None)


def back(batch: Batch) -> None:
    """Offer the way back to all parts, from one of them."""
    place = batch.opened or 0
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button("Back to all parts", key=f"back {batch.draft_id} {batch.shown}"):
            _open(batch, None)
        st.text(f"Part {place + 1} of {len(batch.parts)}: {batch.parts[place].name}")


def _open(batch: Batch, place: int | None) -> None:
    batch.opened = place
    batch.shown += 1
    st.rerun()
