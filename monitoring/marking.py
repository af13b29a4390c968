"""Where in the file is each thing wrong? The file as sent, with a first column that says so.

The marked file can be put right in a spreadsheet and sent back as it is: the marking column is
known by its heading and taken off again, and every cell comes back as it was.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import xlsxwriter  # type: ignore[import-untyped]  # ships no types

from monitoring.checks.header import header_form
from monitoring.inert import runs
from monitoring.reading.declared import CONTROL_SHEET
from monitoring.rewriting import Sheet, declared_cells, sheet_of
from monitoring.vocabulary import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitoring.findings import Problem
    from monitoring.reading.table import TextTable

HEADING = "What to put right"
LONGEST = 1_000  # characters of one marking
_WIDEST = 60  # characters of the marking column in a workbook
_ATTENTION = "For your attention: "


def marks(problems: Sequence[Problem]) -> dict[int, str]:
    """Give what is wrong in each row, in words, by the row's number."""
    said: dict[int, list[str]] = {}
    for each in problems:
        if each.row is not None:
            lead = _ATTENTION if each.severity is Severity.ATTENTION else ""
            where = f"{each.column}: " if each.column else ""
            said.setdefault(each.row, []).append(f"{lead}{where}{each.message}")
    return {row: "; ".join(words)[:LONGEST] for row, words in said.items()}


def marked(table: TextTable, problems: Sequence[Problem]) -> bytes:
    """Give a file as it was sent with a first column that says what is wrong in each row.

    A workbook gives a workbook and a CSV a CSV. No cell of it can run as a formula.
    """
    sheet, said = sheet_of(table), marks(problems)
    sheet.headers.insert(0, HEADING)
    for number, cells in zip(sheet.numbers, sheet.rows, strict=True):
        cells.insert(0, said.get(number, ""))
    if table.how.kind == "xlsx":
        return _workbook(sheet, table.how.sheet)
    return sheet.as_csv()


def is_marked(headers: Sequence[str]) -> bool:
    """Say whether a header is that of a marked file."""
    return bool(headers) and header_form(headers[0]) == header_form(HEADING)


def unmarked(table: TextTable) -> bytes:
    """Give a marked file as a CSV without the marking, every cell as it was."""
    sheet = sheet_of(table)
    del sheet.headers[0]
    sheet.rows = [cells[1:] for cells in sheet.rows]
    return sheet.as_csv()


def _workbook(sheet: Sheet, name: str) -> bytes:
    """Write a workbook of texts, which stay texts when somebody opens a cell and leaves it."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False,
                                     "strings_to_urls": False})
    page = book.add_worksheet(name or None)
    styles = {
        "head": book.add_format({"bold": True, "quote_prefix": True}),
        "mark": book.add_format({"bg_color": "#FCE4D6", "text_wrap": True, "valign": "top"}),
        "cell": book.add_format({"quote_prefix": True}),
        "plain": None,
    }
    _write(page, 0, sheet.headers, ["head"] * len(sheet.headers), styles)
    for at, cells in enumerate(sheet.rows, start=1):
        kinds = ["cell" if runs(text) else "plain" for text in cells]
        _write(page, at, cells, ["mark" if cells[0] else "plain", *kinds[1:]], styles)
    page.freeze_panes(1, 1)
    page.set_column(0, 0, _WIDEST)
    page.set_column(1, len(sheet.headers) - 1, 16)
    page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    if sheet.declared:
        control = book.add_worksheet(CONTROL_SHEET)
        for at, declared in enumerate(declared_cells(sheet.declared)):
            _write(control, at, declared, ["plain"] * len(declared), styles)
    book.close()
    return out.getvalue()


def _write(
    page: Any,  # noqa: ANN401 - the writer's own class
    at: int,
    cells: Sequence[str],
    kinds: Sequence[str],
    styles: dict[str, Any],
) -> None:
    for column, (text, kind) in enumerate(zip(cells, kinds, strict=True)):
        if text:
            page.write_string(at, column, text, styles[kind])
