"""Which rows does a CSV hold, read without believing any of it?

Every batch is first read the plain way, at the speed of the csv module. A batch that is out of
the ordinary in any way (a row of another width, a quote or a line break within a value, a long
line, a blank row) is read again record by record, which names what is wrong and where.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from functools import partial
from itertools import islice
from operator import methodcaller
from typing import TYPE_CHECKING

from monitoring import inert
from monitoring.reading import declared, headers
from monitoring.reading.decoding import Decoded, decoded
from monitoring.reading.faults import refuse
from monitoring.reading.records import Records
from monitoring.reading.rows import Rows
from monitoring.reading.table import Batch, HowRead, TextTable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from monitoring.reading.limits import Limits

BATCH = 2_500  # rows: few enough for the processor's cache, nearly twice as fast as 20,000
_STEP = 500  # rows transposed at a time, for the same reason
_SAMPLE = 100  # lines looked at for the separator
_FIRST_PLAIN = "$"  # blanks, spaces, quotes and # sort below it


@dataclass(frozen=True, slots=True)
class _Head:
    """What stands before the first row of data."""

    names: tuple[str, ...]
    lines: int  # up to and including the header
    delimiter: str
    quoted: bool  # whether there is a double quote anywhere in the file
    totals: list[list[str]]


def delimited(data: bytes, limits: Limits) -> TextTable:
    """Give a CSV as a table of text.

    Raises
    ------
    Unreadable
        If its encoding, separator or header cannot be believed.
    """
    text = decoded(data)
    head = _head(text, limits)
    below = declared.last_lines(text.utf8, head.delimiter)
    totals = declared.totals([*head.totals, *declared.cells(below, head.delimiter)])
    how = HowRead(
        kind="csv",
        encoding=text.encoding,
        delimiter=headers.DELIMITERS[head.delimiter],
        notes=text.notes,
    )
    batches = partial(_batches, text.utf8, head, limits, totals)
    names = head.names
    if inert.may_be_marked(text.utf8):
        names, batches = tuple(map(inert.as_it_was, names)), partial(_as_they_were, batches)
    return TextTable(headers=names, how=how, batches=batches, declared=totals)


def _as_they_were(batches: Callable[[], Iterator[Batch]]) -> Iterator[Batch]:
    """Take off the apostrophe that keeps a cell from running in a spreadsheet."""
    for batch in batches():
        yield Batch(batch.row_numbers, [list(map(inert.as_it_was, c)) for c in batch.columns])


def _lines(utf8: bytes) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(utf8), encoding="utf-8", newline="\n")


def _head(text: Decoded, limits: Limits) -> _Head:
    lines = list(islice(_lines(text.utf8), _SAMPLE))
    if not text.utf8 or text.utf8.isspace():
        refuse("file_empty", "The file holds nothing. Send the file again.")
    _refuse_long(lines, 1, limits)
    above = 0
    while above < len(lines) and declared.declares(lines[above]):
        above += 1
    mark = headers.delimiter(lines[above:], cut=len(lines) == _SAMPLE)
    if above == len(lines) or not lines[above].strip(f'{mark}" \t\r\n'):
        headers.refuse_missing(above + 1)
    header = headers.header_lines(lines[above:])
    records = Records(mark, limits)
    cells = [row for _, row in records.of(header, above + 1)]
    records.faults.raise_any()
    names = headers.checked(cells[0], above + 1, limits.columns)
    totals = declared.cells(lines[:above], mark)
    return _Head(names, above + len(header), mark, b'"' in text.utf8, totals)


def _batches(utf8: bytes, head: _Head, limits: Limits, totals: dict[str, str]) -> Iterator[Batch]:
    rows = Rows(len(head.names), limits.rows)
    records = Records(head.delimiter, limits, rows.faults)
    for first, lines in _chunks(utf8, head):
        batch = None if rows.ended else _plain(first, lines, head, limits)
        if batch is None:
            _refuse_long(lines, first, limits)
            batch = _careful(first, lines, records, rows)
        rows.counted(len(batch.row_numbers))
        if batch.row_numbers and not rows.faults:
            yield batch
    rows.faults.raise_any()
    if declared.totals([*head.totals, *rows.totals]) != totals:
        declared.refuse_astray()


def _chunks(utf8: bytes, head: _Head) -> Iterator[tuple[int, list[str]]]:
    """Give the lines some thousands at a time, never ending within a quoted value."""
    source = _lines(utf8)
    first = 1 + len(list(islice(source, head.lines)))
    while lines := list(islice(source, BATCH)):
        if head.quoted and "".join(lines).count('"') % 2:
            _extend_to_quote(lines, source)
        yield first, lines
        first += len(lines)


def _extend_to_quote(lines: list[str], source: io.TextIOWrapper) -> None:
    for line in islice(source, BATCH):
        lines.append(line)
        if line.count('"') % 2:
            return


def _plain(first: int, lines: list[str], head: _Head, limits: Limits) -> Batch | None:
    """Give the batch if nothing about it is out of the ordinary."""
    if max(map(len, lines)) > limits.cell:
        return None
    columns = (_unquoted if head.quoted else _split)(lines, head)
    if columns is None or len(columns[0]) != len(lines) or min(columns[0]) < _FIRST_PLAIN:
        return None
    return Batch(list(range(first, first + len(lines))), columns)


def _split(lines: list[str], head: _Head) -> list[list[str]] | None:
    """Give the columns of lines without quotes, unless one is of another width."""
    mark, width = head.delimiter, len(head.names)
    if set(map(methodcaller("count", mark), lines)) != {width - 1}:
        return None
    text = "".join(lines).replace("\r\n", "\n").removesuffix("\n")
    if "\r" in text:
        return None
    cells = text.replace("\n", mark).split(mark)
    return [cells[place::width] for place in range(width)]


def _unquoted(lines: list[str], head: _Head) -> list[list[str]] | None:
    """Give the columns of lines with quotes, unless one is amiss or within a value."""
    columns: list[list[str]] = [[] for _ in head.names]
    reader = csv.reader(lines, delimiter=head.delimiter, strict=True)
    try:
        while rows := list(islice(reader, _STEP)):
            if set(map(len, rows)) != {len(columns)}:
                return None
            for column, cells in zip(columns, zip(*rows, strict=True), strict=True):
                column.extend(cells)
    except csv.Error:
        return None
    return None if '"' in "".join(map("".join, columns)) else columns


def _careful(first: int, lines: list[str], records: Records, rows: Rows) -> Batch:
    numbers: list[int] = []
    kept: list[list[str]] = []
    if not "".join(lines).strip(f"{records.delimiter} \t\r\n"):
        rows.pass_blank(first, len(lines))
        return Batch([], [[] for _ in range(rows.width)])
    for number, row in records.of(lines, first):
        if rows.is_data(number, row):
            numbers.append(number)
            kept.append(row)
    columns = [list(cells) for cells in zip(*kept, strict=True)]
    return Batch(numbers, columns or [[] for _ in range(rows.width)])


def _refuse_long(lines: list[str], first: int, limits: Limits) -> None:
    for number, line in enumerate(lines, first):
        if len(line) > limits.line:
            message = (
                f"Row {number} is {len(line):,} characters long; at most {limits.line:,} are "
                "read. Check that the file is a CSV with one record to a line."
            )
            refuse("line_too_long", message, row=number)
