"""How are lines of words and figures, made on the page, shown as a table that copies?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from monitoring import copying
from pages.shared import copied, printed, tables

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Line = Mapping[str, Any]

DAY = "D MMM YYYY"


def show(
    lines: Sequence[Line],
    alt: str,
    columns: Mapping[str, tables.Column] | None = None,
    placeholder: str = "",
) -> None:
    """Show lines under their names as headings; ``columns`` says how some of them are shown."""
    frame, how = _laid_out(lines, columns)
    tables.show(frame, alt, how, placeholder=placeholder)


def chosen(
    lines: Sequence[Line],
    alt: str,
    key: str,
    columns: Mapping[str, tables.Column] | None = None,
) -> int | None:
    """Show lines of which one can be ticked; give its place."""
    frame, how = _laid_out(lines, columns)
    if printed.asked_for():
        st.table(copying.cells(frame, copied.shown(frame, how)), border="horizontal", alt=alt)
        return None
    picked = st.dataframe(
        frame,
        hide_index=True,
        height=tables.height(len(frame)),
        on_select="rerun",
        selection_mode="single-row",
        key=key,
        alt=alt,
        column_config=how,
        placeholder="",
    )
    copied.offer(frame, alt, how)
    rows: list[int] = picked["selection"]["rows"]
    return rows[0] if rows else None


def _laid_out(
    lines: Sequence[Line], columns: Mapping[str, tables.Column] | None
) -> tuple[pd.DataFrame, dict[str, tables.Column]]:
    frame = pd.DataFrame([{str(name): cell for name, cell in line.items()} for line in lines])
    own = columns or {}
    return frame, {name: own.get(name, tables.CONFIG.Column(name)) for name in frame.columns}
