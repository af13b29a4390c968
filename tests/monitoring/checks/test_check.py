"""A file is checked whole: every fault is listed, and only sound rows go on."""

from datetime import date

from monitoring.checks import Expectation, check
from monitoring.datasets import dataset
from monitoring.findings import Unreadable, refuses
from monitoring.reading.table import Batch, HowRead, TextTable
from monitoring.vocabulary import Severity
from tests.files import drawn_file, file_of

STARTS = dataset("starts")
RETURN = dataset("monthly_return")
COUNTS = Expectation(measures=frozenset({"starts", "job_outcomes"}), rates=frozenset({"yield"}))


def found(checked):
    return [(problem.row, problem.column, problem.rule) for problem in checked.problems]


def starts(count):
    return [
        ["CPA-1", f"R-{number}", "2009-04-02", "2009-04-20", "mandatory"]
        for number in range(1, count + 1)
    ]


STARTS_HEADER = ["contract", "client_ref", "referred_on", "started_on", "client_category"]


def test_a_file_with_three_kinds_of_fault_lists_seven_findings_and_holds_five_rows():
    """AT-06 of requirements.md."""
    rows = starts(250)
    for at in (9, 19, 29):  # rows 11, 21 and 31 of the file
        rows[at][4] = "compulsory"
    for at in (39, 49):  # rows 41 and 51
        rows[at][3] = "2009-04-01"
    rows[99], rows[199] = rows[98][:], rows[198][:]  # rows 101 and 201 repeat the row above
    checked = check(STARTS, file_of(STARTS_HEADER, rows), Expectation())
    assert found(checked) == [
        (11, "client_category", "unknown_code"),
        (21, "client_category", "unknown_code"),
        (31, "client_category", "unknown_code"),
        (41, "started_on", "referred_on_after_started_on"),
        (51, "started_on", "referred_on_after_started_on"),
        (101, None, "repeated_row"),
        (201, None, "repeated_row"),
    ]
    assert (checked.rows_read, checked.rows_held, len(checked.row_numbers)) == (250, 5, 243)
    assert list(checked.held_rows) == [11, 21, 31, 41, 51]
    assert checked.repeated_rows == [101, 201]
    assert not checked.refused
    assert checked.problems[0].value == "compulsory"


def test_values_are_typed_and_every_column_of_the_dataset_is_there():
    checked = check(STARTS, file_of(STARTS_HEADER, starts(1)), Expectation())
    assert list(checked.columns) == [column.name for column in STARTS.columns]
    assert checked.columns["referred_on"] == [date(2009, 4, 2)]
    assert checked.columns["adviser_ref"] == [None]
    assert checked.row_numbers == [2]


def test_columns_stand_in_any_order_and_headings_are_compared_case_and_spaces_apart():
    table = drawn_file("""
        Client Category | VALUE | contract | Measure | month
        all             | 38    | CPA-1    | Starts  | 2009-04
    """)
    checked = check(RETURN, table, COUNTS)
    assert checked.problems == []
    assert checked.columns["value"] == [38]
    assert checked.columns["measure"] == ["starts"]


def test_every_fault_of_the_header_is_named_at_once():
    table = drawn_file("""
        contract | monht   | measure | Measure | value |
        CPA-1    | 2009-04 | starts  | starts  | 1     | x
    """)
    checked = check(RETURN, table, COUNTS)
    assert checked.refused
    assert [(p.rule, p.column) for p in checked.problems] == [
        ("repeated_header", "measure"),
        ("unknown_header", "monht"),
        ("blank_header", None),
        ("missing_header", "month"),
        ("missing_header", "client_category"),
    ]
    assert "Did you mean month?" in checked.problems[1].message
    assert checked.columns["value"] == []


def test_a_file_without_a_header_is_told_the_headings_and_its_cells_are_not_repeated():
    table = drawn_file("""
        CPA-1 | R-1 | 2009-04-02
        CPA-1 | R-2 | 2009-04-02
    """)
    checked = check(STARTS, table, Expectation())
    assert [p.rule for p in checked.problems] == ["no_header"]
    assert "R-1" not in str(checked.problems)


def test_a_long_or_unseen_heading_is_shown_short_and_clean():
    table = file_of(["contract", "x" * 100, "a\x07b"], [])
    columns = [p.column for p in check(RETURN, table, COUNTS).problems if p.value]
    assert columns == ["x" * 59 + "…", "ab"]


def test_only_a_mapping_may_fill_internal_columns():
    drawing = """
        contract | month   | measure | client_category | value | missing_reason
        CPA-1    | 2009-04 | starts  | all             |       | suppressed
        CPA-1    | 2009-05 | starts  | all             | 4     | suppressed
        CPA-1    | 2009-06 | starts  | all             |       |
    """
    assert found(check(RETURN, drawn_file(drawing), COUNTS)) == [
        (1, "missing_reason", "unknown_header")
    ]
    checked = check(RETURN, drawn_file(drawing, mapping="export 1"), COUNTS)
    assert checked.columns["missing_reason"] == ["suppressed", None, "not_returned"]


def test_the_contract_named_by_the_sender_fills_a_missing_column():
    table = file_of(STARTS_HEADER[1:], [row[1:] for row in starts(2)])
    checked = check(STARTS, table, Expectation(contract="CPA-9"))
    assert checked.columns["contract"] == ["CPA-9", "CPA-9"]
    assert found(check(STARTS, table, Expectation())) == [(1, "contract", "missing_header")]


def test_a_file_of_another_contract_than_the_sender_named_is_refused():
    rows = starts(2)
    rows[1][0] = "CPA-2"
    checked = check(STARTS, file_of(STARTS_HEADER, rows), Expectation(contract="CPA-1"))
    assert found(checked) == [(3, "contract", "other_contract")]
    assert checked.refused
    assert checked.row_numbers == [2]


def test_a_blank_in_a_needed_column_holds_the_row_and_one_in_an_optional_column_does_not():
    table = drawn_file("""
        contract | month   | measure | client_category | value
        CPA-1    |         | starts  | all             | 1
        CPA-1    | 2009-05 | starts  | all             |
    """)
    checked = check(RETURN, table, COUNTS)
    assert found(checked) == [(2, "month", "blank")]
    assert checked.problems[0].value is None
    assert checked.columns["value"] == [None]
    assert checked.columns["missing_reason"] == ["not_returned"]


def test_a_blank_of_the_key_is_kept_as_the_store_keeps_it():
    table = drawn_file("""
        contract | client_ref | scheduled_on | result
        CPA-1    | R-1        | 2009-04-20   | attended
    """)
    checked = check(dataset("appointments"), table, Expectation())
    assert (checked.columns["slot"], checked.columns["wfi_no"]) == ([""], [0])
    table = drawn_file("""
        contract | client_ref | outcome
        CPA-1    | R-1        | JO
    """)
    checked = check(dataset("claims"), table, Expectation())
    assert checked.columns["referred_on"] == [date(1, 1, 1)]
    assert checked.columns["outcome"] == ["job_outcomes"]


def test_case_references_are_never_repeated_in_a_finding():
    rows = starts(3)
    rows[0][1], rows[1][1] = "R-\x07secret", ""
    checked = check(STARTS, file_of(STARTS_HEADER, rows), Expectation())
    assert found(checked) == [
        (2, "client_ref", "control_character"),
        (3, "client_ref", "blank"),
    ]
    assert "secret" not in str(checked.problems)


def test_a_line_of_totals_is_told_from_a_row():
    table = drawn_file("""
        contract | month   | measure | client_category | value
        CPA-1    | 2009-04 | starts  | all             | 38
        Total    |         |         |                 | 38
    """)
    assert (3, "contract", "total_row") in found(check(RETURN, table, COUNTS))
    rows = [*starts(1), ["", "TOTAL", "", "", "1"]]
    assert (3, "client_ref", "total_row") in found(
        check(STARTS, file_of(STARTS_HEADER, rows), Expectation())
    )


def test_every_fault_of_a_row_is_listed():
    table = drawn_file("""
        contract | month | measure | client_category | value
        CPA-1    | soon  | begins  | everyone        | many
    """)
    checked = check(RETURN, table, COUNTS)
    assert [rule for _, _, rule in found(checked)] == [
        "not_a_month",
        "unknown_measure",
        "unknown_code",
        "not_a_number",
    ]
    assert len(checked.held_rows[2]) == 4
    assert {p.severity for p in checked.problems} == {Severity.HOLDS}


def test_a_rate_is_not_returned_but_may_be_a_target():
    table = drawn_file("""
        contract | month   | measure | client_category | value
        CPA-1    | 2009-04 | yield   | all             | 1
    """)
    assert found(check(RETURN, table, COUNTS)) == [(2, "measure", "rate_not_count")]
    table = drawn_file("""
        contract | set      | month   | measure | client_category | value
        CPA-1    | original | 2009-04 | yield   | all             | 0.50
        CPA-1    | original | 2009-04 | starts  | all             | 12.5
        CPA-1    | original | 2009-05 | starts  | all             | 12.0
    """)
    checked = check(dataset("profiles"), table, COUNTS)
    assert found(checked) == [(3, "value", "whole_number")]
    assert checked.problems[0].value == "12.5"
    assert checked.columns["value"] == [0.5, 12.0]


def test_a_fault_further_down_the_file_ends_the_reading():
    def batches():
        yield Batch([2], [[cell] for cell in starts(1)[0]])
        raise Unreadable(refuses("ragged", "Row 3 has four cells.", row=3))

    checked = check(STARTS, TextTable(tuple(STARTS_HEADER), HowRead("csv"), batches), Expectation())
    assert (found(checked), checked.refused) == ([(3, None, "ragged")], True)


def test_a_file_of_a_header_alone_is_sound_and_empty():
    checked = check(
        RETURN, file_of(["contract", "month", "measure", "client_category"], []), COUNTS
    )
    assert (checked.problems, checked.rows_read, checked.row_numbers) == ([], 0, [])
    assert checked.how.dates == ""


def test_how_dates_were_read_is_said():
    def dates(text, kind="csv"):
        rows = [["CPA-1", "R-1", text, "", "mandatory"]]
        return check(STARTS, file_of(STARTS_HEADER, rows, kind=kind), Expectation()).how.dates

    assert dates("2009-04-02") == "year first"
    assert dates("2009-04-02", "xlsx") == "workbook dates"
    assert dates("02/04/2009") == "day first"


def test_day_first_is_assumed_and_said_where_nothing_proves_it():
    rows = [["CPA-1", "R-1", "02/04/2009", "", "mandatory"]]
    checked = check(STARTS, file_of(STARTS_HEADER, rows), Expectation())
    assert checked.columns["referred_on"] == [date(2009, 4, 2)]
    assert found(checked) == [(None, None, "dates_assumed")]


def test_a_date_that_can_be_read_in_one_way_settles_the_whole_file():
    rows = starts(2)
    rows[0][2:4] = ["04/02/2009", ""]
    rows[1][2:4] = ["2009-04-02", "04/20/2009"]
    checked = check(STARTS, file_of(STARTS_HEADER, rows), Expectation())
    assert checked.columns["referred_on"] == [date(2009, 4, 2)] * 2
    assert checked.how.dates == "month first"
    assert found(checked) == [(None, None, "dates_read")]


def test_dates_that_prove_day_first_need_no_remark():
    rows = starts(1)
    rows[0][2:4] = ["02/04/2009", "20/04/2009"]
    checked = check(STARTS, file_of(STARTS_HEADER, rows), Expectation())
    assert (checked.problems, checked.how.dates) == ([], "day first")


def test_a_file_that_writes_dates_both_ways_holds_the_rows_in_doubt():
    rows = starts(4)
    for row, text in zip(
        rows, ["20/03/2009", "03/20/2009", "03/04/2009", "04/04/2009"], strict=True
    ):
        row[2] = text
    checked = check(STARTS, file_of(STARTS_HEADER, rows), Expectation())
    assert found(checked) == [
        (3, "referred_on", "day_and_month_in_doubt"),
        (4, "referred_on", "day_and_month_in_doubt"),
    ]
    assert checked.problems[0].value == "03/20/2009"
    assert checked.row_numbers == [2, 5]


def test_months_rewritten_by_a_spreadsheet_are_read_and_noted_once():
    table = drawn_file("""
        contract | month  | measure | client_category | value
        CPA-1    | Apr-09 | starts  | all             | 1,234
        CPA-1    | May-09 | starts  | all             | 2,345
    """)
    checked = check(RETURN, table, COUNTS)
    assert checked.columns["month"] == [date(2009, 4, 1), date(2009, 5, 1)]
    assert checked.columns["value"] == [1234, 2345]
    assert found(checked) == [
        (None, "month", "month_with_short_year"),
        (None, "value", "thousands_separators"),
    ]


def test_a_comma_is_not_left_out_of_a_file_parted_by_semicolons():
    rows = [["CPA-1", "2009-04", "starts", "all", "1,234"]]
    header = ["contract", "month", "measure", "client_category", "value"]
    table = file_of(header, rows, delimiter="semicolon")
    assert found(check(RETURN, table, COUNTS)) == [(2, "value", "comma_in_number")]


def test_line_breaks_stand_in_free_text_only():
    rows = [["CPA-1", "2009-04", "starts", "all", "1", "one\ntwo"]]
    header = ["contract", "month", "measure", "client_category", "value", "note"]
    assert check(RETURN, file_of(header, rows), COUNTS).columns["note"] == ["one\ntwo"]
    rows[0][0] = "CPA\n1"
    assert found(check(RETURN, file_of(header, rows), COUNTS)) == [(2, "contract", "line_break")]


def test_more_texts_than_are_remembered_are_read_all_the_same(monkeypatch):
    monkeypatch.setattr("monitoring.checks.readers.MOST_REMEMBERED", 2)
    rows = [["CPA-1", f"R {n}", f"2009-04-{n:02d}", "", "mandatory"] for n in range(1, 29)]
    checked = check(STARTS, file_of(STARTS_HEADER, rows), Expectation())
    assert checked.columns["client_ref"] == [f"R {n}" for n in range(1, 29)]
    assert checked.columns["referred_on"][-1] == date(2009, 4, 28)


def test_findings_of_a_mapping_stand_among_the_others():
    table = drawn_file("""
        contract | month   | measure | client_category | value
        CPA-1    | 2009-04 | starts  | all             | 1
    """)
    noted = refuses("made_up", "Noted on the way.", row=2)
    table = TextTable(table.headers, table.how, table.batches, found=(noted,))
    assert check(RETURN, table, COUNTS).problems == [noted]
