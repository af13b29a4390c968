"""Files for the reader, made in memory, and short ways to ask what it makes of them."""

from __future__ import annotations

import io
import zipfile

import openpyxl

from monitoring.findings import Unreadable
from monitoring.reading import PAGE_LIMITS, read

GOOD = b"contract,month,starts\nCPA-1,2009-04,12\nCPA-1,2009-05,20\n"
GOOD_ROWS = [["CPA-1", "2009-04", "12"], ["CPA-1", "2009-05", "20"]]
SHEET = "xl/worksheets/sheet1.xml"


def rows_of(table):
    """Give a table's rows as lists of text."""
    return [list(row) for batch in table.batches() for row in zip(*batch.columns, strict=True)]


def numbers_of(table):
    """Give the row numbers of a table."""
    return [number for batch in table.batches() for number in batch.row_numbers]


def rows_in(data, name="return.csv", **said):
    """Give the rows of a file."""
    return rows_of(read(data, name, **said))


def answered(data, name="return.csv", **said):
    """Give the rows of a file and no problems, or no rows and what it is refused for."""
    try:
        return rows_in(data, name, **said), ()
    except Unreadable as refused:
        return None, refused.problems


def refusal(data, name="return.csv", **said):
    """Give the problems a file is refused for, once it is read to its end."""
    rows, problems = answered(data, name, **said)
    assert problems, f"not refused, but read as {rows}"
    return problems


def rules(problems):
    """Give each problem's rule and row."""
    return [(problem.rule, problem.row) for problem in problems]


def workbook(rows, *, title="return", change=None, sheets=None):
    """Give the bytes of a workbook: rows on one sheet, or several by name; ``change`` edits it."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, some in (sheets or {title: rows}).items():
        sheet = book.create_sheet(name)
        for row in some:
            sheet.append(row)
    if change:
        change(book)
    return saved(book)


def saved(book):
    """Give the bytes of a workbook."""
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def edited(data, part, edit):
    """Give the bytes of a workbook with one of its parts changed."""
    kept = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for one in source.infolist():
            held = source.read(one)
            changed = edit(held) if one.filename == part else held
            if one.filename == part:
                assert changed != held, "the edit found what it edits"
            target.writestr(one.filename, changed)
    return kept.getvalue()


def limits(**changed):
    """Give the page's limits with some of them changed."""
    names = PAGE_LIMITS.__dataclass_fields__
    return type(PAGE_LIMITS)(**{name: getattr(PAGE_LIMITS, name) for name in names} | changed)
