"""How are rows written down for people and for scripts?

Unknown is ``null`` for a script and blank for a person, never 0; a count is a whole number and a
rate a fraction; months are YYYY-MM. Source: architecture section 7.
"""

from __future__ import annotations

import json
import math
from dataclasses import asdict, fields
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pandas as pd

from monitoring.inert import harmless, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from _typeshed import DataclassInstance

SAMPLE = "Sample store: plainly synthetic or published data"
"""What stands on everything a sample store gives out."""

MONTHS = frozenset({"month", "months_to", "months", "cohort", "first_month", "last_month", "ended"})
"""Columns that hold months, printed without a day."""


FEW = 3
"""How many months a table's cell has room for."""


def plain(value: object, *, month: bool = False) -> object:
    """Give a value as JSON knows it."""
    if value is None or value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, pd.Timestamp | datetime | date):
        return _when(value, month=month)
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, str) and type(value) is not str:
        return str(value)
    if isinstance(value, tuple | list):
        return [plain(each, month=month) for each in value]
    return value


def _when(value: date, *, month: bool) -> str:
    if month:
        return f"{value:%Y-%m}"
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.isoformat()
    return value.isoformat()[:10]


def records(frame: pd.DataFrame, whole: Iterable[str] = ()) -> list[dict[str, Any]]:
    """Give a frame's rows as plain values.

    Parameters
    ----------
    frame
        Any frame.
    whole
        Columns that are counts: they come as whole numbers, however the frame keeps them.
    """
    counts = set(whole)
    rows = []
    for row in frame.to_dict("records"):
        made = {str(name): plain(value, month=name in MONTHS) for name, value in row.items()}
        rows.append(
            {name: _whole(value) if name in counts else value for name, value in made.items()}
        )
    return rows


def objects(rows: Iterable[DataclassInstance]) -> list[dict[str, Any]]:
    """Give dataclass instances as plain rows."""
    return [
        {name: plain(value, month=name in MONTHS) for name, value in asdict(row).items()}
        for row in rows
    ]


def names(kind: type[DataclassInstance]) -> list[str]:
    """Give the columns that ``objects`` makes of a dataclass, also where there is no row."""
    return [each.name for each in fields(kind)]


def _whole(value: object) -> object:
    if isinstance(value, list):
        return [_whole(each) for each in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def as_json(answer: object) -> str:
    """Give one JSON object."""
    return json.dumps(answer, ensure_ascii=False, allow_nan=False, default=str)


def as_csv(rows: Sequence[Mapping[str, object]], columns: Sequence[str]) -> str:
    """Give rows as CSV; text a spreadsheet would run as a formula is made harmless."""
    lines = [list(map(harmless, columns))]
    lines += [[_cell(row.get(name)) for name in columns] for row in rows]
    made = [",".join(map(quoted, line)) or '""' for line in lines]
    return "".join(f"{line}\n" for line in made)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return harmless(value, typed=True) if isinstance(value, str) else str(value)


def as_table(rows: Sequence[Mapping[str, object]], columns: Sequence[str]) -> str:
    """Give rows as a table to read on a terminal, numbers to the right.

    A column of lines to be drawn (lists of numbers) is left out.
    """
    if not rows:
        return "No rows."
    columns = [name for name in columns if not any(_is_line(row.get(name)) for row in rows)]
    cells = [[_shown(row.get(name), short=name in MONTHS) for name in columns] for row in rows]
    right = [all(isinstance(row.get(name), int | float | None) for row in rows) for name in columns]
    widths = [max(len(name), *(len(line[at]) for line in cells)) for at, name in enumerate(columns)]
    lines = [
        _line(list(columns), widths, right),
        _line(["-" * width for width in widths], widths, right),
    ]
    lines += [_line(line, widths, right) for line in cells]
    return "\n".join(lines)


def _is_line(value: object) -> bool:
    """Say whether a value is a list of numbers, which nobody reads in a table."""
    return isinstance(value, list) and any(not isinstance(each, str) for each in value)


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    parts = [
        cell.rjust(width) if to_right else cell.ljust(width)
        for cell, width, to_right in zip(cells, widths, right, strict=True)
    ]
    return "  ".join(parts).rstrip()


def _shown(value: object, *, short: bool = False) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return _stretch(value) if short else "; ".join(value)
    if isinstance(value, int):
        return f"{value:,}"
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _stretch(months: list[str]) -> str:
    """Give a few months in a row; of many the first, the last and how many."""
    if len(months) <= FEW:
        return ", ".join(months)
    return f"{months[0]} to {months[-1]} ({len(months)})"
