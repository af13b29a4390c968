"""Which columns are made from several of the file's: joined, or counted in months between dates?

``{heading}`` in a text stands for the cell under that heading, and ``{heading|text}`` for the text
where the cell is blank; everything else in it stands for itself.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from monitoring.checks.dates import read_date
from monitoring.periods import months_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_CELL = re.compile(r"\{([^{}|]+)(?:\|([^{}|]*))?\}")
_TIME = re.compile(r"[T ][0-9]{1,2}:[0-9]{2}.*$")
DATES = 2  # the one counted from and the one counted to


def headings_in(text: str) -> tuple[str, ...]:
    """Give the headings a text joins, in its order.

    >>> headings_in("{Region}: {Area|all of it}")
    ('Region', 'Area')
    """
    return tuple(heading for heading, _ in _CELL.findall(text))


def fault_of(name: str, text: str) -> str:
    """Say what is wrong with the text that fills a column; blank when nothing is."""
    if not headings_in(text):
        return f"{name!r} joins no heading; write one in braces, or make it a constant."
    if set("{}|") & set(_CELL.sub("", text)):
        return f"{name!r} is joined from {text!r}, whose braces do not match."
    return ""


def joined(text: str, cells: Sequence[Sequence[str]]) -> list[str]:
    """Give the text of each row: its cells, in the order of the headings, in their places.

    >>> joined("{Region}: {Area|all of it}", [["East", "West"], ["Essex", ""]])
    ['East: Essex', 'West: all of it']
    """
    pieces = _CELL.split(text)  # what stands between, a heading, what stands for a blank, ...
    instead, between = pieces[2::3], pieces[3::3]
    return [
        pieces[0]
        + "".join(
            (cell.strip() or (other or "")) + rest
            for cell, other, rest in zip(row, instead, between, strict=True)
        )
        for row in zip(*cells, strict=True)
    ]


def months_between(first: str, last: str) -> str:
    """Give how many months two dates touch, both included; blank where either is blank.

    What is no date, or can be read in two ways, is given back for the checks to show.

    >>> months_between("2021-01-15", "2021-03-01T12:00:00+00")
    '3'
    """
    if not first.strip() or not last.strip():
        return ""
    found = [read_date(_TIME.sub("", each.strip())) for each in (first, last)]
    begins, ends = found
    if not (isinstance(begins, date) and isinstance(ends, date)):
        return next(
            text
            for text, day in zip((first, last), found, strict=True)
            if not isinstance(day, date)
        )
    if ends < begins:
        return f"-{len(months_of(ends, begins))}"  # refused by the checks as a count
    return str(len(months_of(begins, ends)))
