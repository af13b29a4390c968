"""How does a worklist go out to the provider as a workbook, and come back with its answers?

The items stand by a code that says nothing of anybody; the reasons are a list to choose from. What
comes back is read as text, and every row that cannot be taken says what, where and how to mend it.
"""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import xlsxwriter  # type: ignore[import-untyped]  # ships no types

from monitoring.findings import Problem, refuses
from monitoring.inert import runs
from monitoring.worklist.causes import CAUSES, OTHER, code_of
from monitoring.worklist.steps import Said

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from monitoring.reading.table import TextTable

SHEET, ABOUT, LISTS = "Items", "About", "Reasons"
ITEM, REASON, ANSWER = "item", "reason", "answer"
COLUMNS: Mapping[str, int] = {
    ITEM: 15,
    "client_ref": 20,
    "on": 12,
    "difference": 30,
    "records_say": 60,
    "state": 18,
    "answer_by": 12,
    REASON: 34,
    ANSWER: 60,
}
"""The columns with their width in characters; the last two are filled in."""

LONGEST = 2_000  # characters of an answer, as on the page


def workbook(rows: Sequence[Mapping[str, str]], about: Iterable[tuple[str, str]]) -> bytes:
    """Give the workbook: the items, the reasons to choose from, and what it is.

    Parameters
    ----------
    rows
        A text for each of COLUMNS, a row an item.
    about
        What the workbook says of itself: its marking, as-at, whose eyes, the filters.
    """
    out = io.BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, settings)
    top = {"text_wrap": True, "valign": "top"}
    head = book.add_format({**top, "bold": True, "bottom": 1})
    plain, quoted = book.add_format(top), book.add_format({**top, "quote_prefix": True})
    page = book.add_worksheet(SHEET)
    for at, (name, width) in enumerate(COLUMNS.items()):
        page.set_column(at, at, width)
        page.write_string(0, at, name, head)
        for down, row in enumerate(rows, start=1):
            text = row[name]
            page.write_string(down, at, text, quoted if runs(text) else plain)
    page.freeze_panes(1, 1)
    told = book.add_worksheet(ABOUT)
    told.set_column(0, 0, 24)
    told.set_column(1, 1, 90)
    for down, pair in enumerate(about):
        for at, text in enumerate(pair):
            told.write_string(down, at, text, quoted if runs(text) else plain)
    _reasons(book, page, len(rows))
    book.close()
    return out.getvalue()


def _reasons(book: xlsxwriter.Workbook, page: xlsxwriter.worksheet.Worksheet, many: int) -> None:
    """Offer the reasons as a list in the cells that take one."""
    lists = book.add_worksheet(LISTS)
    lists.set_column(0, 0, COLUMNS[REASON])
    for down, words in enumerate(CAUSES.values()):
        lists.write_string(down, 0, words)
    at = list(COLUMNS).index(REASON)
    page.data_validation(
        1,
        at,
        max(many, 1),
        at,
        {
            "validate": "list",
            "source": f"={LISTS}!$A$1:$A${len(CAUSES)}",
            "error_title": "Choose a reason",
            "error_message": "Choose one of the list. For another, choose the last and say which.",
        },
    )


@dataclass(frozen=True, slots=True)
class Answers:
    """What came back: an answer by the item's code with its row, and what cannot be taken."""

    said: Mapping[str, tuple[int, Said]]
    problems: tuple[Problem, ...] = ()


def answers(table: TextTable) -> Answers:
    """Read the answers of a workbook or CSV; a row without reason and answer is not answered yet.

    Raises
    ------
    Unreadable
        If a row further down cannot be believed.
    """
    headers = [name.strip().lower() for name in table.headers]
    missing = [name for name in (ITEM, REASON, ANSWER) if name not in headers]
    if missing:
        told = f"There is no column {', '.join(missing)}. Send the workbook as you were sent it."
        return Answers({}, (refuses("column_missing", told, row=1),))
    rows = list(_rows(table, headers))
    often = Counter(code for _, code, reason, text in rows if reason or text)
    said: dict[str, tuple[int, Said]] = {}
    problems: list[Problem] = []
    for number, code, reason, text in rows:
        if not (reason or text):
            continue
        problem = _problem(number, code, (reason, text), often)
        if problem is None:
            said[code] = (number, Said(reason=code_of(reason) or "", text=text))
        else:
            problems.append(problem)
    return Answers(said, tuple(problems))


def _rows(table: TextTable, headers: list[str]) -> Iterable[tuple[int, str, str, str]]:
    places = [headers.index(name) for name in (ITEM, REASON, ANSWER)]
    for batch in table.batches():
        columns = [batch.columns[place] for place in places]
        for number, code, reason, text in zip(batch.row_numbers, *columns, strict=True):
            yield number, code.strip().lower(), reason.strip(), text.strip()


def _problem(
    number: int, code: str, said: tuple[str, str], often: Counter[str]
) -> Problem | None:
    """Give what is wrong with one answer; None where nothing is."""
    reason, text = said
    known = code_of(reason)
    if not code:
        told = "The item's code is gone. Copy it from the workbook you were sent."
        return refuses("item_missing", told, row=number, column=ITEM)
    if often[code] > 1:
        told = "This item stands in several rows. Keep the row with its answer."
        return refuses("item_twice", told, row=number, column=ITEM)
    if known is None:
        told = "Choose a reason of the list on the sheet Reasons, spelt as it is there."
        return refuses("reason_unknown", told, row=number, column=REASON)
    if known == OTHER and not text:
        told = "Say the other reason in a sentence."
        return refuses("answer_missing", told, row=number, column=ANSWER)
    if len(text) > LONGEST:
        told = f"An answer has at most {LONGEST:,} characters. Shorten it."
        return refuses("answer_too_long", told, row=number, column=ANSWER)
    return None
