"""How is a table shown: figures to the right, unknown left blank, one column that opens its row?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from monitoring import copying
from pages.shared import copied, printed
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    import pandas as pd

ROWS_IN_VIEW = 20
ROW_HEIGHT = 35
CONFIG = st.column_config

Column = Any
"""A column's configuration, which has no public type."""


def show(
    frame: pd.DataFrame,
    alt: str,
    columns: dict[str, Column],
    rows: int = ROWS_IN_VIEW,
    placeholder: str = "",
) -> None:
    """Show a frame's columns as configured, so many rows without scrolling.

    It copies with its headings; in a print view it stands in full.
    """
    if printed.asked_for():
        st.table(copying.cells(frame, copied.shown(frame, columns)), border="horizontal", alt=alt)
        return
    st.dataframe(
        frame,
        column_config=columns,
        hide_index=True,
        height=height(len(frame), rows),
        alt=alt,
        placeholder=placeholder,
    )
    copied.offer(frame, alt, columns)


def height(count: int, rows: int = ROWS_IN_VIEW) -> int:
    """Give the height of a table of so many rows, with its header, in pixels."""
    return ROW_HEIGHT * (min(count, rows) + 1) + 3


def written(frame: pd.DataFrame, alt: str, labels: dict[str, str]) -> None:
    """Show columns of words as a plain table, whose cells break into lines where they must."""
    told = frame[list(labels)].map(lambda cell: as_markdown(str(cell)))
    st.table(told.rename(columns=labels), border="horizontal", hide_index=True, alt=alt)


def show_known(
    frame: pd.DataFrame, alt: str, columns: dict[str, Column], rows: int = ROWS_IN_VIEW
) -> None:
    """Show a frame's columns as configured, but for those in which nothing is known."""
    kept = {name: how for name, how in columns.items() if frame[name].notna().any()}
    show(frame[list(kept)], alt, kept, rows)


def opened(key: str) -> str | None:
    """Give the name in the cell just pressed, whose row is looked up by it and not by its place."""
    pressed = st.session_state.get(key)
    return str(pressed["label"]) if pressed else None


def button(label: str, key: str) -> Column:
    """Give a column whose cells open what they name."""
    return CONFIG.ButtonColumn(label, type="secondary", alignment="left", pinned=True, key=key)


def text(label: str, **how: Any) -> Column:  # noqa: ANN401 - as Streamlit takes them
    """Give a column of words."""
    return CONFIG.TextColumn(label, **how)


def month(label: str, **how: Any) -> Column:  # noqa: ANN401 - as Streamlit takes them
    """Give a column of days shown as their month, which orders as they do."""
    return CONFIG.DateColumn(label, format="MMM YYYY", **how)


def day(label: str, **how: Any) -> Column:  # noqa: ANN401 - as Streamlit takes them
    """Give a column of days."""
    return CONFIG.DateColumn(label, format="D MMM YYYY", **how)


def right(label: str, **how: Any) -> Column:  # noqa: ANN401 - as Streamlit takes them
    """Give a column of figures that are written as words."""
    return CONFIG.TextColumn(label, alignment="right", **how)


def figure(label: str) -> Column:
    """Give a column of figures with their thousands marked."""
    return CONFIG.NumberColumn(label, format="localized")


def percent(label: str) -> Column:
    """Give a column of shares that stand in percent."""
    return CONFIG.NumberColumn(label, format="%.1f%%")


def points(label: str) -> Column:
    """Give a column of distances between shares, in percentage points."""
    return CONFIG.NumberColumn(label, format="%+.1f points")


def bar(label: str) -> Column:
    """Give a column of shares that stand in percent, each with its bar."""
    return CONFIG.ProgressColumn(label, format="%.1f%%", min_value=0, max_value=100, width=105)


def picture(label: str) -> Column:
    """Give a column of small pictures, such as a line of history."""
    return CONFIG.ImageColumn(label, width=112)
