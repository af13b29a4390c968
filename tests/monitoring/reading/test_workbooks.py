"""A workbook gives the text a person would type, or is refused with the cell and the remedy."""

import io
import json
from datetime import date, datetime, time, timedelta

import pytest
import xlsxwriter
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.table import Table

from monitoring.findings import Unreadable
from monitoring.reading import PAGE_LIMITS, read, sheets, workbook_child
from monitoring.reading.cells import UnfitCellError, texts
from monitoring.reading.faults import Faults
from tests.monitoring.reading.made import (
    GOOD_ROWS,
    SHEET,
    edited,
    limits,
    numbers_of,
    refusal,
    rows_in,
    rows_of,
    rules,
    workbook,
)

HEADER = ["contract", "month", "starts"]
NAME = "return.xlsx"


def here(data, *, limits=PAGE_LIMITS, **asked):
    """Ask what the child is asked, in this process; give its answer and its batches."""
    kept = io.BytesIO()
    names = ("rows", "columns", "cell")
    request = {"task": "read", "sheet": None, **{name: getattr(limits, name) for name in names}}
    return workbook_child.answer(data, request | asked, kept), kept.getvalue().splitlines()


def shown(data, **said):
    """Give the rows of a workbook, the same from the child and from here."""
    rows = rows_in(data, NAME, **said)
    columns = [json.loads(line)["columns"] for line in here(data, **said)[1]]
    assert [list(row) for some in columns for row in zip(*some, strict=True)] == rows
    return rows


def refused(data, **said):
    """Give the problems of a workbook, the same from the child and from here."""
    problems = refusal(data, NAME, **said)
    with pytest.raises(Unreadable) as refused_here:
        here(data, **said)
    assert refused_here.value.problems == problems
    return problems


def cells(*values):
    """Give the text of the cells of one row."""
    header = [f"c{number}" for number in range(len(values))]
    return shown(workbook([header, list(values)]))[0]


def calculated(rows, **formulas):
    """Give a workbook as Excel saves it: formulas with their values, calculated."""
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept)
    sheet = book.add_worksheet("return")
    for at, row in enumerate(rows):
        sheet.write_row(at, 0, row)
    for cell, (formula, value) in formulas.items():
        sheet.write_formula(cell, formula, None, value)
    book.close()
    return edited(
        kept.getvalue(), "xl/workbook.xml", lambda xml: xml.replace(b' fullCalcOnLoad="1"', b"")
    )


def test_a_workbook_gives_the_rows_its_sheet_shows():
    data = workbook([HEADER, ["CPA-1", "2009-04", 12], ["CPA-1", "2009-05", 20]])
    table = read(data, NAME)
    assert table.headers == tuple(HEADER)
    assert rows_of(table) == rows_of(table) == GOOD_ROWS
    assert numbers_of(table) == [2, 3]
    assert (table.how.kind, table.how.sheet, table.how.notes) == ("xlsx", "return", ())
    assert (table.how.encoding, table.how.delimiter) == ("", "")


def test_a_workbook_longer_than_a_batch_is_numbered_through():
    data = workbook([["n"], *([number] for number in range(6_001))])
    table = read(data, NAME)
    assert numbers_of(table) == list(range(2, 6_003))
    assert rows_of(table)[-1] == ["6000"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("  text ", "  text "),
        ("00123", "00123"),
        (12, "12"),
        (-3.0, "-3"),
        (1.5, "1.5"),
        (0.1 + 0.2, "0.3"),
        (1e-7, "0.0000001"),
        (123456789012345, "123456789012345"),
        (True, "yes"),
        (False, "no"),
        (date(2009, 4, 1), "2009-04-01"),
        (datetime(2009, 4, 1), "2009-04-01"),  # noqa: DTZ001 - a workbook knows no zones
        (datetime(2009, 4, 1, 10, 30), "2009-04-01 10:30:00"),  # noqa: DTZ001 - as above
        (time(10, 30), "10:30:00"),
        (timedelta(hours=37, minutes=30), "37:30:00"),
        ("Caf\u200bé", "Café"),
        ("two\nlines", "two\nlines"),
    ],
)
def test_a_cell_gives_what_a_person_would_type(value, text):
    assert cells("x", value) == ["x", text]


def test_a_month_that_excel_made_a_date_gives_the_first_of_the_month():
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["month", "starts"])
    month = book.add_format({"num_format": "mmm-yy"})
    sheet.write_datetime(1, 0, datetime(2009, 1, 1), month)  # noqa: DTZ001 - as above
    sheet.write(1, 1, 5)
    book.close()
    assert shown(kept.getvalue()) == [["2009-01-01", "5"]]


def test_a_workbook_that_counts_from_1904_gives_the_same_dates():
    def from_1904(book):
        book.epoch = CALENDAR_MAC_1904

    data = workbook([["on"], [date(2009, 4, 1)], [date(2010, 2, 28)]], change=from_1904)
    assert shown(data) == [["2009-04-01"], ["2010-02-28"]]


def test_a_number_longer_than_excel_keeps_is_refused_by_cell():
    problems = refused(workbook([["n", "ref"], [1, 1234567890123456]]))
    assert rules(problems) == [("cell_unfit", 2)]
    assert "Cell B2" in problems[0].message
    assert problems[0].value is None


@pytest.mark.parametrize(
    ("value", "words"),
    [("x" * 4_001, "4,001 characters"), ("\x9d", "control"), (float("inf"), "no number")],
)
def test_a_cell_that_cannot_be_trusted_is_named_and_the_others_are_kept(value, words):
    faults = Faults()
    assert texts(["kept", value, "too"], 7, 4_000, faults) == ["kept", "", "too"]
    with pytest.raises(Unreadable) as refused:
        faults.raise_any()
    assert rules(refused.value.problems) == [("cell_unfit", 7)]
    assert "Cell B7" in refused.value.problems[0].message
    assert words in refused.value.problems[0].message
    assert issubclass(UnfitCellError, ValueError)


def test_midnight_is_a_date_however_the_parser_gives_it():
    midnight = datetime(2009, 4, 1)  # noqa: DTZ001 - a workbook knows no zones
    assert texts([midnight], 1, 10, Faults()) == ["2009-04-01"]


def test_only_one_sheet_holds_anything_so_that_one_is_read():
    data = workbook(None, sheets={"notes": [], "return": [HEADER, *GOOD_ROWS], "more": []})
    assert read(data, NAME).how.sheet == "return"
    assert sheets(data, NAME) == ("return",)


def test_several_sheets_are_named_and_one_must_be_said():
    data = workbook(None, sheets={"April": [HEADER, *GOOD_ROWS], "May": [HEADER, ["B", "2", "3"]]})
    problems = refused(data)
    assert rules(problems) == [("several_sheets", None)]
    assert "'April', 'May'" in problems[0].message
    assert sheets(data, NAME) == ("April", "May")
    assert shown(data, sheet=" may ") == [["B", "2", "3"]]
    assert rules(refused(data, sheet="June")) == [("sheet_unknown", None)]


def test_many_sheets_are_counted_not_listed():
    data = workbook(None, sheets={f"S{number}": [["a"]] for number in range(25)})
    assert "'S19' and 5 more" in refused(data)[0].message


def test_a_hidden_sheet_is_left_out_said_and_read_only_when_asked_for():
    def hide(book):
        book["lists"].sheet_state = "hidden"

    data = workbook(None, sheets={"return": [HEADER, *GOOD_ROWS], "lists": [["a"]]}, change=hide)
    table = read(data, NAME)
    assert table.how.sheet == "return"
    assert table.how.notes == ("Hidden sheets were not read: 'lists'.",)
    assert read(data, NAME, sheet="lists").how.notes == ()
    assert here(data)[0]["notes"] == list(table.how.notes)


def test_hidden_rows_are_read_and_said():
    def hide(book):
        book["return"].row_dimensions[2].hidden = True

    data = workbook([HEADER, *GOOD_ROWS], change=hide)
    table = read(data, NAME)
    assert rows_of(table) == GOOD_ROWS
    assert table.how.notes == ("Hidden rows were read with the others (rows: 1).",)
    assert here(data)[0]["notes"] == list(table.how.notes)


def test_a_chart_sheet_or_a_table_does_no_harm():
    def add(book):
        book.create_chartsheet("chart")
        book["return"].add_table(Table(displayName="Return", ref="A1:C3"))
        book["return"]["A1"].font = Font(bold=True)

    data = workbook([HEADER, *GOOD_ROWS], change=add)
    assert shown(data) == GOOD_ROWS


def test_merged_cells_are_refused_by_place():
    def merge(book):
        book["return"].merge_cells("A2:A3")

    problems = refused(workbook([HEADER, *GOOD_ROWS], change=merge))
    assert rules(problems) == [("merged_cells", None)]
    assert "A2:A3" in problems[0].message


def test_a_formula_gives_its_last_value_and_is_said():
    data = calculated([HEADER, ["CPA-1", "2009-04", ""]], C2=("=5+7", 12))
    table = read(data, NAME)
    assert rows_of(table) == [["CPA-1", "2009-04", "12"]]
    assert table.how.notes == (
        "Formulas were read by the value last calculated (cells: 1, the first C2).",
    )
    assert here(data)[0]["notes"] == list(table.how.notes)


def test_a_formula_that_gives_blank_text_is_blank():
    data = calculated([HEADER, ["CPA-1", "2009-04", ""]], C2=('=""', 77))
    blank = edited(data, SHEET, lambda xml: xml.replace(b"<v>77</v>", b"<v></v>"))
    text = edited(blank, SHEET, lambda xml: xml.replace(b'<c r="C2">', b'<c r="C2" t="str">'))
    assert shown(text) == [["CPA-1", "2009-04", ""]]
    assert rules(refused(blank)) == [("formula_not_calculated", 2)]


def test_a_formula_never_calculated_is_refused_by_cell():
    problems = refused(workbook([HEADER, ["CPA-1", "2009-04", "=5+7"]]))
    assert rules(problems) == [("formula_not_calculated", 2)]
    assert "Cell C2" in problems[0].message


def test_values_left_by_a_program_that_cannot_calculate_are_not_believed():
    # Such programs write 0 beside every formula and ask Excel to calculate when it opens the file.
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["n", "twice"])
    sheet.write(1, 0, 4)
    sheet.write_formula(1, 1, "=A2*2")
    book.close()
    assert rules(refused(kept.getvalue())) == [("formula_not_calculated", 2)]


def test_a_formula_whose_value_was_lost_is_refused():
    data = calculated([HEADER, ["CPA-1", "2009-04", ""]], C2=("=5+7", 12))
    lost = edited(data, SHEET, lambda xml: xml.replace(b"<v>12</v>", b""))
    assert rules(refused(lost)) == [("formula_not_calculated", 2)]


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#DIV/0!"])
def test_an_error_value_is_refused_by_cell(error):
    problems = refused(workbook([HEADER, ["CPA-1", "2009-04", error]]))
    assert rules(problems) == [("error_value", 2)]
    assert "Cell C2" in problems[0].message


def test_an_error_in_a_cell_without_a_name_is_refused_too():
    data = workbook([HEADER, ["CPA-1", "2009-04", "#REF!"]])
    unnamed = edited(data, SHEET, lambda xml: xml.replace(b'<c r="C2" t="e">', b'<c t="e">'))
    assert rules(refused(unnamed)) == [("error_value", None)]


def test_blank_rows_are_left_out_at_the_end_and_refused_between():
    data = workbook([HEADER, *GOOD_ROWS, [" "], ["", "", " "]])
    assert shown(data) == GOOD_ROWS
    gap = workbook([HEADER, GOOD_ROWS[0], [], GOOD_ROWS[1]])
    assert rules(refused(gap)) == [("blank_row", 3)]


def test_a_value_under_no_heading_is_refused_and_blanks_there_are_not():
    data = workbook([[*HEADER, "  "], [*GOOD_ROWS[0], ""], [*GOOD_ROWS[1], "x"]])
    assert rules(refused(data)) == [("ragged_row", 3)]
    assert shown(workbook([[*HEADER, " "], [*GOOD_ROWS[0], " "]])) == GOOD_ROWS[:1]


@pytest.mark.parametrize(
    "rows", [[[], HEADER, ["A", "2", "3"]], [[None, *HEADER], [None, "A", "2", "3"]], [[1, 2], [3]]]
)
def test_a_table_that_does_not_begin_with_its_header_in_the_first_cell_is_refused(rows):
    assert rules(refused(workbook(rows))) == [("header_missing", 1)]


def test_an_empty_workbook_is_refused():
    assert rules(refused(workbook([]))) == [("file_empty", None)]


def test_totals_are_declared_on_a_sheet_of_their_own():
    control = [["rows", 2], [None], ["#total", "starts", 32]]
    data = workbook(None, sheets={"return": [HEADER, *GOOD_ROWS], "Control": control})
    table = read(data, NAME)
    assert table.declared == {"rows": "2", "total:starts": "32"}
    assert rows_of(table) == GOOD_ROWS
    assert sheets(data, NAME) == ("return",)


def test_an_empty_sheet_of_totals_declares_nothing():
    data = workbook(None, sheets={"return": [HEADER, *GOOD_ROWS], "control": []})
    assert read(data, NAME).declared == {}


def test_totals_above_and_below_the_table_are_declared_too():
    data = workbook([["#rows", 2], HEADER, *GOOD_ROWS, ["#total", "starts", 32]])
    table = read(data, NAME)
    assert table.declared == {"rows": "2", "total:starts": "32"}
    assert numbers_of(table) == [3, 4]
    assert here(data)[0]["declared"] == table.declared


def test_totals_without_a_table_are_no_table():
    assert rules(refused(workbook([["#rows", 2]]))) == [("header_missing", 2)]


def test_more_rows_or_columns_than_the_limit_are_refused():
    data = workbook([["a", "b"], *([n, n] for n in range(11))])
    assert rules(refused(data, limits=limits(rows=10))) == [("too_many_rows", None)]
    assert rules(refused(data, limits=limits(columns=1))) == [("too_many_columns", 1)]


def test_the_child_answers_here_as_it_does_in_its_own_process():
    control = [["rows", 2]]
    shown = {"return": [HEADER, *GOOD_ROWS, [" "]], "control": control}
    answer, batches = here(workbook(None, sheets=shown))
    assert answer == {
        "sheet": "return",
        "headers": tuple(HEADER),
        "notes": [],
        "declared": {"rows": "2"},
    }
    assert batches == [
        b'{"first": 2, "columns": [["CPA-1", "CPA-1"], ["2009-04", "2009-05"], ["12", "20"]]}'
    ]
    assert here(workbook(None, sheets=shown), task="sheets")[0] == {"sheets": ["return"]}


def test_what_is_no_workbook_is_refused_here_too():
    with pytest.raises(Unreadable) as refused_here:
        here(b"no workbook")
    assert rules(refused_here.value.problems) == [("workbook_damaged", None)]
