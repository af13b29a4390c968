"""Is the first row a header, and what separates its cells?"""

from __future__ import annotations

import csv
import re
from collections import Counter
from typing import TYPE_CHECKING, NoReturn

from monitoring.findings import Problem, Unreadable, refuses
from monitoring.reading.declared import declares
from monitoring.reading.faults import refuse

if TYPE_CHECKING:
    from collections.abc import Sequence

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}
"""The separators a CSV may have, and what a sender calls them."""

_QUOTED = re.compile(r'"[^"]*"')
_LETTER = re.compile(r"[^\W\d_]")
_NAMED = 10  # headings or columns named in a message
_SHOWN = 60  # characters of a heading repeated in a message


def checked(cells: Sequence[str], row: int, most: int) -> tuple[str, ...]:
    """Give the headings, their outer and doubled spaces removed.

    Raises
    ------
    Unreadable
        If a heading is blank or repeats another (case and spaces apart), if no heading holds a
        letter, or if there are too many.
    """
    headers = tuple(" ".join(cell.split()) for cell in cells)
    if len(headers) > most:
        message = f"The header has {len(headers):,} columns; at most {most:,} are read."
        refuse("too_many_columns", message, row=row)
    if not any(_LETTER.search(header) for header in headers):
        refuse_missing(row)
    problems = [*_blank(headers, row), *_repeated(headers, row)]
    if problems:
        raise Unreadable(*problems)
    return headers


def refuse_missing(row: int) -> NoReturn:
    """Refuse a file whose first row names no columns."""
    message = (
        f"Row {row} should hold the names of the columns and does not. "
        "Put the header in the first row, starting in the first column, with nothing above it."
    )
    refuse("header_missing", message, row=row)


def _blank(headers: tuple[str, ...], row: int) -> list[Problem]:
    places = [place for place, header in enumerate(headers, 1) if not header]
    if not places:
        return []
    columns = ", ".join(map(str, places[:_NAMED])) + (" and more" if places[_NAMED:] else "")
    message = (
        f"The header has no name in column {columns}. Name the column, or delete it if it is empty."
    )
    return [refuses("header_blank", message, row=row)]


def _repeated(headers: tuple[str, ...], row: int) -> list[Problem]:
    counts = Counter("".join(header.split()).casefold() for header in headers)
    again = {name: count for name, count in counts.items() if name and count > 1}
    first = {"".join(header.split()).casefold(): header for header in reversed(headers)}
    return [
        refuses(
            "header_repeated",
            f"{count} columns are named {first[name][:_SHOWN]!r}. Keep one, or rename the others.",
            row=row,
            column=first[name][:_SHOWN],
        )
        for name, count in list(again.items())[:_NAMED]
    ]


def header_lines(lines: Sequence[str]) -> list[str]:
    """Give the lines the header spans: more than one when a quoted heading is broken."""
    quotes = 0
    for end, line in enumerate(lines, 1):
        quotes += line.count('"')
        if quotes % 2 == 0:
            return list(lines[:end])
    return list(lines)


def delimiter(lines: Sequence[str], *, cut: bool) -> str:
    """Give the separator the header uses and the first rows agree with.

    Parameters
    ----------
    lines
        The first lines of the file, from the header on.
    cut
        Whether the file goes on, so that the last record may be incomplete.

    Raises
    ------
    Unreadable
        If the first rows are rectangular under more than one separator.
    """
    bare = _QUOTED.sub("", "".join(header_lines(lines)))
    found = [mark for mark in DELIMITERS if mark in bare]
    if len(found) <= 1:
        return found[0] if found else ","
    widths = {mark: _widths(lines, mark, cut=cut) for mark in found}
    fitting = [mark for mark in found if len(set(widths[mark])) == 1]
    has_rows = any(len(each) > 1 for each in widths.values())
    if len(fitting) > 1 and has_rows:
        names = " and by ".join(DELIMITERS[mark] for mark in fitting)
        message = (
            f"The rows can be split by {names}, and it is not plain which is meant. "
            "Save the file again with one separator, and values that hold another in quotes."
        )
        refuse("delimiter_unclear", message)
    return max(fitting or found, key=lambda mark: widths[mark][:1])


def _widths(lines: Sequence[str], mark: str, *, cut: bool) -> list[int]:
    widths: list[int] = []
    try:
        widths.extend(
            len(row)
            for row in csv.reader(lines, delimiter=mark, strict=True)
            if any(cell.strip() for cell in row) and not declares(row[0])
        )
    except csv.Error:
        return widths if cut else [*widths, 0]
    return widths[:-1] if cut and len(widths) > 1 else widths
