"""Frames for tests, drawn as tables, so that a reader sees the case and not its construction."""

from __future__ import annotations

import re

import pandas as pd

_MONTH = re.compile(r"\d{4}-\d{2}")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_WORDS = {"yes": True, "no": False}


def table(drawing: str) -> pd.DataFrame:
    """Give the frame drawn: a header, then a row a line, cells parted by ``|``.

    A column of months (2009-01) or days is read as dates, one of yes and no as truths, one of
    numbers as numbers; a blank cell is unknown.
    """
    header, *rows = [line.strip() for line in drawing.strip().splitlines()]
    names = [name.strip() for name in header.split("|")]
    cells = [[cell.strip() for cell in row.split("|")] for row in rows]
    assert all(len(row) == len(names) for row in cells), "every row has as many cells as the header"
    return pd.DataFrame({name: _column([row[i] for row in cells]) for i, name in enumerate(names)})


def _column(texts: list[str]) -> pd.Series:
    known = [text for text in texts if text]
    if known and all(_MONTH.fullmatch(text) or _DATE.fullmatch(text) for text in known):
        return pd.to_datetime(pd.Series([text or None for text in texts]), format="ISO8601")
    if known and all(text in _WORDS for text in known):
        return pd.Series([_WORDS.get(text) for text in texts], dtype="object")
    try:
        return pd.Series([float(text) if text else float("nan") for text in texts])
    except ValueError:
        return pd.Series([text or None for text in texts], dtype="object")
