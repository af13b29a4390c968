"""How is a return put right in the browser, and what is written down about it?

A mend changes cells, takes rows out, or renames or leaves out a column. Mends are applied to the
file as text and give a CSV; that file is read and checked again from its first byte, so nothing is
believed because it was mended here.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from monitoring.checks.grouping import Group, group
from monitoring.checks.header import header_form
from monitoring.checks.words import tidy
from monitoring.datasets.specification import Kind
from monitoring.rewriting import Sheet, sheet_of
from monitoring.vocabulary import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from monitoring.datasets.specification import Dataset
    from monitoring.findings import Problem
    from monitoring.reading.table import TextTable

MOST_RECORDED = 1_000  # rows named in the record of one mend; past it they are counted
UNREPEATED = frozenset({Kind.CLIENT, Kind.REFERENCE})  # as in findings: never repeated


class What(StrEnum):
    """What a mend does to the file."""

    CELLS = "cells"
    ROWS_OUT = "rows taken out"
    HEADING = "heading"
    COLUMN_OUT = "column left out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mend:
    """One thing put right by the sender.

    ``rows`` are numbered as in the file when it was made; ``column`` is a heading of that file.
    ``shown`` says whether ``before`` and ``after`` may be repeated to others.
    """

    what: What
    column: str = ""
    rows: tuple[int, ...] = ()
    before: str = ""
    after: str = ""
    shown: bool = False
    unnamed: int = 0  # rows of a record beyond those it names
    by: str = ""  # one spelling of the organisation that put it right

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Mend:
        """Give a mend back from what the submission keeps of it."""
        return cls(
            what=What(record["what"]),
            column=record["column"] or "",
            rows=tuple(record["rows"]),
            before=record["before"] or "",
            after=record["after"] or "",
            shown=record["after"] is not None,
            unnamed=record["count"] - len(record["rows"]),
            by=record.get("by", ""),
        )

    def as_json(self) -> dict[str, object]:
        """Give the mend as the submission keeps it; values that may not be repeated are null."""
        told: dict[str, object] = {
            "what": str(self.what),
            "column": self.column or None,
            "rows": list(self.rows[:MOST_RECORDED]),
            "count": len(self.rows),
            "before": self.before if self.shown else None,
            "after": self.after if self.shown else None,
        }
        return told | ({"by": self.by} if self.by else {})

    @property
    def sentence(self) -> str:
        """Say in one sentence what was put right."""
        match self.what:
            case What.ROWS_OUT:
                return f"{self._where} taken out of the file."
            case What.HEADING:
                return f"Heading {self.column} changed to {self.after}."
            case What.COLUMN_OUT:
                return f"Column {self.column} left out."
            case _:
                value = (self.after or "blank") if self.shown else "a new value"
                was = f" (was {self.before})" if self.shown and self.before else ""
                return f"{self._where}: {self.column} set to {value}{was}."

    @property
    def _where(self) -> str:
        count = len(self.rows) + self.unnamed
        return f"{count:,} rows" if self.unnamed else rows_in_words(self.rows)


class MendError(ValueError):
    """A mend names a row or a column that the file does not have."""


def mended(table: TextTable, mends: Iterable[Mend]) -> bytes:
    """Give a file with mends applied, as a CSV.

    Parameters
    ----------
    table
        The file as text.
    mends
        What to put right; all of them number the rows as ``table`` does.

    Raises
    ------
    MendError
        If a mend names a row or a column that is not there.
    """
    sheet = sheet_of(table)
    at = {number: place for place, number in enumerate(sheet.numbers)}
    out: set[int] = set()
    in_order = sorted(mends, key=lambda mend: mend.what is not What.CELLS)
    for mend in in_order:
        if not at.keys() >= set(mend.rows):
            msg = "a mend names a row that is not in the file"
            raise MendError(msg)
        if mend.what is What.ROWS_OUT:
            out.update(at[row] for row in mend.rows)
        else:
            _apply(sheet, mend, [at[row] for row in mend.rows])
    sheet.rows = [row for place, row in enumerate(sheet.rows) if place not in out]
    return sheet.as_csv()


def numbers(table: TextTable) -> list[int]:
    """Give the number of every row of a file."""
    return [number for batch in table.batches() for number in batch.row_numbers]


def still_there(table: TextTable, mends: Iterable[Mend]) -> list[int]:
    """Give the numbers of the rows of a file that mends leave in it, in their order."""
    out = {row for mend in mends if mend.what is What.ROWS_OUT for row in mend.rows}
    return [number for number in numbers(table) if number not in out]


def _apply(sheet: Sheet, mend: Mend, places: list[int]) -> None:
    """Change cells, a heading or the columns of a sheet."""
    column = column_place(sheet.headers, mend.column)
    if column is None:
        msg = "a mend names a column that is not in the file"
        raise MendError(msg)
    if mend.what is What.HEADING:
        sheet.headers[column] = mend.after
    elif mend.what is What.COLUMN_OUT:
        for cells in (sheet.headers, *sheet.rows):
            del cells[column]
    else:
        for place in places:
            sheet.rows[place][column] = mend.after


def column_place(headers: Sequence[str], column: str) -> int | None:
    """Give where a column stands in a header, case, spaces and underscores apart."""
    forms = [header_form(header) for header in headers]
    wanted = header_form(column)
    return forms.index(wanted) if wanted in forms else None


@dataclass(frozen=True, slots=True)
class Fault:
    """One kind of fault to put right: findings alike in rule, column and value.

    ``rows`` are all rows that hold it and ``heading`` the column of the file where the cells
    stand; it is blank where the fault is not in the cells of one column.
    """

    group: Group
    rows: tuple[int, ...]
    heading: str

    @property
    def blocks(self) -> bool:
        """Say whether holding the rows does not help."""
        return self.group.severity is Severity.REFUSES


def faults(
    problems: Sequence[Problem], table: TextTable | None, sources: Mapping[str, str] | None = None
) -> list[Fault]:
    """Give what stands in the way of publishing, the gravest and then the most frequent first.

    Parameters
    ----------
    problems
        Everything found.
    table
        The file as it stands; None where it cannot be read.
    sources
        The file's own heading of each column, where a saved mapping renames them.
    """
    blocking = [each for each in problems if each.severity is not Severity.ATTENTION]
    rows: dict[tuple[str, str, str | None, str | None], list[int]] = {}
    for each in blocking:
        found = rows.setdefault((each.severity, each.rule, each.column, each.value), [])
        if each.row is not None and each.row > 1:
            found.append(each.row)
    return [
        _fault(one, rows[one.severity, one.rule, one.column, one.value], table, sources or {})
        for one in group(blocking)
    ]


def _fault(
    one: Group, rows: list[int], table: TextTable | None, sources: Mapping[str, str]
) -> Fault:
    wanted = sources.get(one.column or "", one.column or "")
    place = column_place(table.headers, wanted) if table is not None and rows else None
    if table is None or place is None:
        return Fault(one, tuple(sorted(set(rows))), "")
    if one.severity is Severity.REFUSES and one.value is not None:
        rows = rows_sharing(table, place, one.value)  # such a finding names the first row only
    return Fault(one, tuple(sorted(set(rows))), table.headers[place])


def rows_sharing(table: TextTable, place: int, value: str) -> list[int]:
    """Give the rows whose cell in a column holds a value, spaces around it apart."""
    return [
        number
        for batch in table.batches()
        for number, text in zip(batch.row_numbers, batch.columns[place], strict=True)
        if tidy(text) == value
    ]


def may_be_repeated(dataset: Dataset, column: str) -> bool:
    """Say whether a column's values may stand in a receipt that others read."""
    found = next((c for c in dataset.columns if header_form(c.name) == header_form(column)), None)
    if found is None:
        return False
    return not (found.kind in UNREPEATED or found.sensitive or found.free_text)


def edits(
    table: TextTable,
    before: Mapping[int, Sequence[str]],
    after: Mapping[int, Sequence[str]],
    dataset: Dataset,
) -> tuple[Mend, ...]:
    """Give a mend for every cell that differs between two states of some rows.

    Parameters
    ----------
    table
        The file, for its headings.
    before, after
        The cells of each row, in the order of the headings.
    dataset
        What the file is, which settles whose values may be repeated.
    """
    return tuple(
        Mend(
            what=What.CELLS,
            column=heading,
            rows=(row,),
            before=was,
            after=now,
            shown=may_be_repeated(dataset, heading),
        )
        for row, cells in after.items()
        for heading, was, now in zip(table.headers, before[row], cells, strict=True)
        if was != now
    )


def rows_of(table: TextTable, numbers: Iterable[int], most: int) -> dict[int, list[str]]:
    """Give the cells of some rows of a file, at most so many of them."""
    wanted = set(sorted(numbers)[:most])
    found: dict[int, list[str]] = {}
    for batch in table.batches():
        for number, *cells in zip(batch.row_numbers, *batch.columns, strict=True):
            if number in wanted:
                found[number] = list(cells)
        if len(found) == len(wanted):
            break
    return found


@dataclass(frozen=True, slots=True)
class Wording:
    """Findings that say the same of one column and value: how many, and in which rows."""

    severity: Severity
    column: str
    value: str
    message: str
    count: int
    rows: tuple[int, ...]


def by_wording(problems: Iterable[Problem]) -> list[Wording]:
    """Put findings of one wording together, the gravest and then the most frequent first."""
    together: dict[tuple[Severity, str, str, str], list[int | None]] = {}
    for each in problems:
        key = (each.severity, each.column or "", each.value or "", each.message)
        together.setdefault(key, []).append(each.row)
    found = [
        Wording(*key, len(rows), tuple(row for row in rows if row is not None))
        for key, rows in together.items()
    ]
    order = list(Severity)
    return sorted(found, key=lambda each: (order.index(each.severity), -each.count))


def rows_in_words(rows: Sequence[int], named: int = 6) -> str:
    """Name rows: Row 4, Rows 4 and 9, Rows 4, 9, 12 and 30 more.

    >>> rows_in_words([4, 9, 12])
    'Rows 4, 9 and 12'
    """
    if not rows:
        return "No row"
    if len(rows) == 1:
        return f"Row {rows[0]:,}"
    if len(rows) > named + 1:
        first = ", ".join(f"{row:,}" for row in rows[:named])
        return f"Rows {first} and {len(rows) - named:,} more"
    *first_rows, last = rows
    return f"Rows {', '.join(f'{row:,}' for row in first_rows)} and {last:,}"


def free_headings(dataset: Dataset, headers: Sequence[str]) -> tuple[str, ...]:
    """Give the columns of a dataset that a file's header does not name yet."""
    named = Counter(map(header_form, headers))
    return tuple(c.name for c in dataset.public_columns if not named[header_form(c.name)])
