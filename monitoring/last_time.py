"""What was put right last time, and does the same fault stand in this file again?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from monitoring.checks.header import header_form
from monitoring.mending import Mend, What, column_place
from monitoring.narrative.words import count_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from monitoring.mending import Fault

HEADINGS = frozenset({"unknown_header", "blank_header"})
TAKE_BACK = {
    "row": "Row of the file as it was sent; the header is row 1.",
    "column": "Column of the file.",
    "found": "What stood there; blank where it may not be repeated.",
    "put_right": "What was put in its place; blank where it may not be repeated.",
    "what": "What was done.",
}
"""The columns of the list of mends to take back to the source system."""


def offered(faults: Iterable[Fault], headers: Sequence[str], past: Iterable[Mend]) -> list[Mend]:
    """Give the mends of last time that put a fault of this file right, each with its rows here.

    Values that may not be repeated are not in the record, so they are never offered.

    Parameters
    ----------
    faults
        The kinds of fault of the file as it stands.
    headers
        Its headings.
    past
        What was put right before, the latest first: of two for one value the first counts.
    """
    cells: dict[tuple[str, str], Mend] = {}
    headings: dict[str, Mend] = {}
    for mend in past:
        if mend.what is What.CELLS and mend.shown and mend.before:
            cells.setdefault((header_form(mend.column), mend.before), mend)
        elif mend.what in {What.HEADING, What.COLUMN_OUT}:
            headings.setdefault(header_form(mend.column), mend)
    made = (_again(fault, headers, cells, headings) for fault in faults)
    return [mend for mend in made if mend is not None]


def _again(
    fault: Fault,
    headers: Sequence[str],
    cells: dict[tuple[str, str], Mend],
    headings: dict[str, Mend],
) -> Mend | None:
    found = fault.group.value or ""
    if fault.group.rule in HEADINGS:
        before = headings.get(header_form(found))
        if before is None or (before.what is What.HEADING and not before.after):
            return None
        taken = column_place(headers, before.after) if before.what is What.HEADING else None
        return None if taken is not None else _only(before, found)
    known = cells.get((header_form(fault.heading), found))
    if known is None or not fault.rows:
        return None
    return Mend(
        what=What.CELLS, column=fault.heading, rows=fault.rows, before=found, after=known.after
    )


def _only(before: Mend, heading: str) -> Mend:
    return Mend(what=before.what, column=heading, after=before.after)


def sentence(mend: Mend) -> str:
    """Say what is put right as last time.

    >>> sentence(Mend(what=What.CELLS, column="category", rows=(2, 3), before="x", after="all"))
    "category: 'x' \N{RIGHTWARDS ARROW} 'all' (2 rows)"
    """
    if mend.what is What.HEADING:
        return f"heading '{mend.column}' \N{RIGHTWARDS ARROW} '{mend.after}'"
    if mend.what is What.COLUMN_OUT:
        return f"column '{mend.column}' left out"
    rows = count_of(len(mend.rows), "row", "rows")
    return f"{mend.column}: '{mend.before}' \N{RIGHTWARDS ARROW} '{mend.after or 'blank'}' ({rows})"


def line(mend: Mend) -> dict[str, Any]:
    """Give what would be put right as last time as a line of a table, before it is done."""
    where = "the heading" if mend.what is not What.CELLS else mend.column
    found = mend.before if mend.what is What.CELLS else mend.column
    after = "left out" if mend.what is What.COLUMN_OUT else mend.after or "blank"
    return {"Column": where, "Found": found, "Becomes": after, "Rows": len(mend.rows) or None}


def to_take_back(mends: Iterable[Mend]) -> list[dict[str, Any]]:
    """Give everything put right, a line a cell, to be put right in the system it came from."""
    return [line for mend in mends for line in _lines(mend)]


def _lines(mend: Mend) -> list[dict[str, Any]]:
    if mend.what is What.HEADING:
        return [_line(1, mend.column, mend.column, mend.after, "heading changed")]
    if mend.what is What.COLUMN_OUT:
        return [_line(1, mend.column, mend.column, "", "column left out")]
    out = mend.what is What.ROWS_OUT
    hidden = "" if mend.shown else ", values not repeated"
    what = "row taken out" if out else f"value changed{hidden}"
    found, right = (mend.before, mend.after) if mend.shown and not out else ("", "")
    lines = [_line(row, mend.column, found, right, what) for row in mend.rows]
    if mend.unnamed:
        more = f"{what}, in {count_of(mend.unnamed, 'more row', 'more rows')}"
        lines.append(_line(None, mend.column, found, right, more))
    return lines


def _line(row: int | None, column: str, found: str, right: str, what: str) -> dict[str, Any]:
    told = (row, column, found, right, what)
    return dict(zip(TAKE_BACK, told, strict=True))
