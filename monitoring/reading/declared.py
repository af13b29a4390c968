"""Which control totals does a file declare about itself?

A sender may write lines such as ``#rows,250`` and ``#total,starts,1234`` above the header or
below the last row of a CSV, or the same pairs on a sheet named ``control`` of a workbook. They
are never data; the checks compare them with what was read.
"""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING, NoReturn

from monitoring.reading.faults import refuse

if TYPE_CHECKING:
    from collections.abc import Iterable

ROWS = "rows"
TOTAL = "total"
CONTROL_SHEET = "control"

_MARK = re.compile(r'[\s"]*#\s*(?:rows|total)(?![\w-])', re.IGNORECASE)
_TAIL = 65_536  # bytes at the end of a file in which its totals are looked for
_FORM = "is not of the form #rows,250 or #total,starts,1234"
_CELLS = {ROWS: 2, TOTAL: 3}


def declares(line: str) -> bool:
    """Say whether a line of a CSV, or the first cell of a row, declares a control total."""
    return _MARK.match(line) is not None


def last_lines(utf8: bytes, delimiter: str) -> list[str]:
    """Give the lines at the end of a CSV that declare totals, in the file's order."""
    found: list[str] = []
    blank = f'{delimiter}" \t\r'
    for line in reversed(utf8[-_TAIL:].decode("utf-8", errors="ignore").split("\n")):
        if declares(line):
            found.append(line)
        elif line.strip(blank):
            break
    return found[::-1]


def cells(lines: list[str], delimiter: str) -> list[list[str]]:
    """Give the cells of lines that declare totals.

    Raises
    ------
    Unreadable
        If a quote or a line break in them is amiss.
    """
    try:
        return list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        _refuse_unclear(_FORM)


def totals(rows: Iterable[list[str]]) -> dict[str, str]:
    """Give the totals declared: ``rows``, and ``total:`` with the name of each measure.

    Raises
    ------
    Unreadable
        If a line has too few or too many cells, or two lines disagree.
    """
    declared: dict[str, str] = {}
    for row in rows:
        cells = [cell.strip() for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        name = cells[0].lstrip("#").strip().lower() if cells else ""
        if len(cells) != _CELLS.get(name) or not all(cells):
            _refuse_unclear(_FORM)
        key = ROWS if name == ROWS else f"{TOTAL}:{cells[1]}"
        if declared.setdefault(key, cells[-1]) != cells[-1]:
            _refuse_unclear("is declared twice with different numbers")
    return declared


def refuse_astray() -> NoReturn:
    """Refuse a file that declares totals where they are not looked for."""
    _refuse_unclear("stands too far from the end of the file")


def _refuse_unclear(what: str) -> NoReturn:
    message = f"A control total {what}. Correct the line or leave it out."
    refuse("totals_unclear", message)
