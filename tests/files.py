"""Files for tests, drawn as tables and read as text, so that a test needs no reader."""

from __future__ import annotations

from monitoring.reading.table import Batch, HowRead, TextTable


def drawn_file(drawing, **sides):
    """Give the text table drawn: a header, then a row a line, cells parted by ``|``."""
    header, *rows = [
        [cell.strip() for cell in line.split("|")] for line in drawing.strip().splitlines()
    ]
    return file_of(header, rows, **{"batch": 2, **sides})


def file_of(  # noqa: PLR0913 - a file has many sides
    header, rows, *, delimiter=",", kind="csv", mapping="", declared=None, batch=1000
):
    """Give a text table from a header and rows, handed on in batches of a few rows."""
    assert all(len(row) == len(header) for row in rows), "every row has as many cells as the header"

    def batches():
        for start in range(0, len(rows), batch):
            some = rows[start : start + batch]
            numbers = list(range(start + 2, start + 2 + len(some)))
            yield Batch(numbers, [list(column) for column in zip(*some, strict=True)])

    how = HowRead(kind, delimiter=delimiter, mapping=mapping)
    return TextTable(tuple(header), how, batches, declared or {})


def rows_of(table):
    """Give every row of a text table as a dictionary, with its row number under ``row``."""
    return [
        {"row": number, **dict(zip(table.headers, cells, strict=True))}
        for batch in table.batches()
        for number, *cells in zip(batch.row_numbers, *batch.columns, strict=True)
    ]
