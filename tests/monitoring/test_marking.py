"""Does the marked file say what is wrong, run nothing, and come back as it was?"""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.findings import Problem
from monitoring.inert import harmless
from monitoring.marking import HEADING, LONGEST, is_marked, marked, marks, unmarked
from monitoring.reading import read
from monitoring.vocabulary import Severity
from tests.files import file_of, rows_of

HEADER = ("contract", "month", "value")
ROWS = [["CPA-1", "2009-01", "8o"], ["CPA-1", "2009-02", "-5"], ["CPA-1", "2009-03", "9"]]
PROBLEMS = [
    Problem(2, "value", "not_a_number", Severity.HOLDS, "This is not a number.", "8o"),
    Problem(3, "value", "negative_number", Severity.HOLDS, "This may not be below 0.", "-5"),
    Problem(3, None, "outside_contract", Severity.ATTENTION, "Check the month."),
    Problem(None, None, "control_total", Severity.REFUSES, "The file declares 4."),
]
DANGEROUS = ["=cmd|' /C calc'!A0", "+1+cmd", "-2+3", "@SUM(A1)", "\tx", "'=1+1", "''=1"]


def both(kind):
    return file_of(HEADER, ROWS, kind=kind, delimiter="comma" if kind == "csv" else "")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_first_column_says_what_is_wrong_in_each_row(kind):
    table = read(marked(both(kind), PROBLEMS), f"x.{kind}")
    assert table.headers == (HEADING, *HEADER)
    assert [row[HEADING] for row in rows_of(table)] == [
        "value: This is not a number.",
        "value: This may not be below 0.; For your attention: Check the month.",
        "",
    ]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_marked_file_is_of_the_kind_that_was_sent(kind):
    data = marked(both(kind), PROBLEMS)
    assert data.startswith(b"PK") is (kind == "xlsx")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_marked_file_comes_back_as_it_was(kind):
    back = read(unmarked(read(marked(both(kind), PROBLEMS), f"x.{kind}")), "x.csv")
    assert (back.headers, [list(row.values())[1:] for row in rows_of(back)]) == (HEADER, ROWS)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_the_file_declares_stays_declared(kind):
    table = file_of(HEADER, ROWS, kind=kind, declared={"rows": "3", "total:starts": "12"})
    made = read(marked(table, PROBLEMS), f"x.{kind}", sheet=None)
    assert made.declared == {"rows": "3", "total:starts": "12"}


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_cell_of_a_marked_csv_can_run(text):
    table = file_of(("a", text), [["k", text]])
    data = marked(table, [])
    for row in csv.reader(io.StringIO(data.decode("utf-8-sig"))):
        assert all(cell[:1] not in set("=+-@\t\r") for cell in row)


@pytest.mark.parametrize("text", DANGEROUS[:4])
def test_no_cell_of_a_marked_workbook_can_run_even_when_it_is_opened_and_left(text):
    book = openpyxl.load_workbook(
        io.BytesIO(marked(file_of(("a", "b"), [["k", text]], kind="xlsx"), []))
    )
    cell = book.active["C2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


@given(st.lists(st.text(st.sampled_from("'=+-@1a ,"), max_size=5), min_size=1, max_size=8))
def test_every_cell_of_a_marked_csv_comes_back(texts):
    rows = [[f"k{at}", text] for at, text in enumerate(texts)]
    back = read(unmarked(read(marked(file_of(("a", "b"), rows), []), "x.csv")), "x.csv")
    assert [[row["a"], row["b"]] for row in rows_of(back)] == rows


def test_a_number_below_nought_stays_a_number():
    assert harmless("-5") == "-5"
    assert harmless("-1,234.5") == "-1,234.5"


def test_a_marked_file_is_known_by_its_first_heading():
    assert is_marked(("what to put right", "contract"))
    assert not is_marked(("contract", "what to put right"))
    assert not is_marked(())


def test_a_very_long_marking_is_cut():
    many = [Problem(2, "a", "r", Severity.HOLDS, "x" * 300) for _ in range(9)]
    assert len(marks(many)[2]) == LONGEST
