"""How does a table leave by the clipboard: its heading, as-at and marking first, then its cells?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

import pandas as pd

from monitoring.inert import harmless

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True, slots=True)
class Shown:
    """How a column stands on its page: its heading, and the format of its figures or days."""

    label: str
    format: str = ""


TAB = "\t"
MOST = 500  # rows; a longer table is downloaded
_MIDNIGHT = " 00:00:00"
_DAYS: Mapping[str, Callable[[date], str]] = MappingProxyType(
    {
        "MMM YYYY": lambda one: f"{one:%b %Y}",
        "MMMM YYYY": lambda one: f"{one:%B %Y}",
        "D MMM YYYY": lambda one: f"{one.day} {one:%b %Y}",
    }
)
_FIGURE = re.compile(r"[+-]?\d[\d,.]*( ?%| points)?")


def as_text(frame: pd.DataFrame, columns: Mapping[str, Shown], heading: str) -> str:
    """Give a table as lines of cells parted by tabs, which a spreadsheet or Word takes as a table.

    Parameters
    ----------
    frame
        What is shown.
    columns
        The columns to give, in order, each with its heading and format on the page.
    heading
        What stands above it: what the table is, as at when, and how it is to be handled.
    """
    shown = cells(frame, columns).head(MOST).map(_inert)
    lines = [TAB.join(shown.columns), *(TAB.join(row) for row in shown.itertuples(index=False))]
    left = len(frame) - len(shown)
    more = [f"{left:,} more rows are in the download."] if left else []
    return "\n".join([heading, *lines, *more])


def cells(frame: pd.DataFrame, columns: Mapping[str, Shown]) -> pd.DataFrame:
    """Give a frame's columns as the text of their cells, under their headings."""
    return pd.DataFrame(
        {
            how.label: [_cell(value, how.format) for value in frame[name]]
            for name, how in columns.items()
        },
        index=frame.index,
        dtype="object",
    )


def _cell(value: object, how: str) -> str:
    """Write one cell: unknown blank, figures and days as on the page."""
    if value is None or (not isinstance(value, list | tuple) and pd.isna(value)):  # type: ignore[call-overload]  # any scalar will do
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return _figure(float(value), how)
    if isinstance(value, date) and how in _DAYS:
        return _DAYS[how](value)
    return " ".join(str(value).removesuffix(_MIDNIGHT).split())


def _inert(text: str) -> str:
    """Keep a cell from running as a formula where it is put into a spreadsheet."""
    return text if _FIGURE.fullmatch(text) else harmless(text)


def _figure(value: float, how: str) -> str:
    """Write a figure in its column's format, else as short as it is exact."""
    if "%" in how:
        return how % value
    if how == "localized":
        return f"{value:,.0f}" if value.is_integer() else f"{value:,.1f}"
    return f"{value:.0f}" if value.is_integer() else f"{value:.3f}".rstrip("0")
