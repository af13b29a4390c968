"""Is a sender told what was read and what changes, in words that count what they say?"""

from __future__ import annotations

from datetime import date

from monitoring.findings import Problem, attention, holds, refuses
from monitoring.narrative import returns
from monitoring.reading.table import HowRead


def month(number, year=2009):
    return date(year, number, 1)


def test_how_a_csv_was_read():
    how = HowRead("csv", "Windows-1252", "semicolon", dates="day first", mapping="wide 2")
    assert returns.how_read(how, 1250, {"rows": "1250"}) == (
        "CSV in Windows-1252, separated by semicolons; 1,250 rows; dates were read day first; "
        "through the mapping wide 2; 1 control total declared."
    )


def test_how_a_workbook_was_read():
    how = HowRead("xlsx", sheet="Return", dates="workbook dates")
    assert returns.how_read(how, 1, {}) == (
        "Excel workbook, sheet Return; 1 row; dates are the workbook's own."
    )


def test_a_header_that_ended_the_reading_says_nothing_of_rows():
    assert returns.how_read(HowRead("csv", "UTF-8", "tab"), 0, {}) == (
        "CSV in UTF-8, separated by tabs."
    )


def test_declared_totals_in_words():
    assert returns.declared_totals({"rows": "250", "total:starts": "98"}) == [
        "250 rows",
        "98 in all for starts",
    ]


def held(row):
    return holds("unknown_code", "Not one of them.", row=row)


def test_rows_with_faults_are_counted_once_however_many_faults_they_have():
    assert returns.faults([held(2), held(2), held(5)], 250, read=True) == (
        "2 of 250 rows cannot be stored as they are. "
        "Nothing is stored until they are put right or held."
    )
    assert returns.faults([held(2)], 3, read=True).startswith(
        "1 of 3 rows cannot be stored as it is."
    )


def test_a_fault_of_the_whole_file_comes_first():
    whole = refuses("unknown_contract", "Not known.")
    assert returns.faults([whole], 3, read=True) == (
        "The file as a whole cannot be stored yet. Nothing was stored."
    )
    assert "and 1 of 3 rows cannot be stored as it is" in returns.faults(
        [whole, held(2)], 3, read=True
    )
    assert returns.faults([whole], 0, read=False).startswith("The file cannot be read.")


def test_what_is_only_for_attention_stands_in_no_way():
    assert returns.faults([attention("x", "Look.")], 3, read=True) == ""


def test_months_in_a_row_are_a_span_and_others_are_named_or_counted():
    assert returns.span([]) == "no months"
    assert returns.span([month(1), month(2), month(3)]) == "January to March 2009"
    assert returns.span([month(1), month(3)]) == "January 2009 and March 2009"
    apart = [month(number) for number in (1, 3, 4, 5, 6, 7, 9)]
    assert returns.span(apart) == "7 months from January 2009 to September 2009"


def test_contracts_are_named_while_they_are_few():
    assert returns.contracts([""]) == "reference data"
    assert returns.contracts(["A"]) == "contract A"
    assert returns.contracts(["A", "B"]) == "contracts A and B"
    assert returns.contracts([str(number) for number in range(7)]) == "7 contracts"


def test_only_what_happens_is_said():
    assert returns.changes(1200, 0, 3, 0) == "Rows: 1,200 added and 3 removed."
    assert returns.changes(0, 0, 0, 0) == "Nothing changes."


def test_a_question_is_put_in_the_sender_s_words():
    asked = Problem(
        None,
        "value",
        "large_change",
        attention("x", "y").severity,
        "starts of contract A moves from 80 to 1,180 over the same month.",
    )
    assert returns.question(asked, {"starts": "Starts"}) == (
        "This is right: Starts of contract A moves from 80 to 1,180 over the same month."
    )


def test_how_far_a_total_moves():
    assert returns.moved(80, 1180) == "+1,100"
    assert returns.moved(80, 70) == "\N{MINUS SIGN}10"
    assert returns.moved(80, 80) == "no change"


def test_which_version_it_is():
    assert returns.versions([1, 1]) == "1 (the first return of these months)"
    assert returns.versions([2]) == "2"
    assert returns.versions([1, 3]) == "1 to 3, by contract"
    assert returns.versions([]) == "not known"
