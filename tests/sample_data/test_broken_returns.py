"""Has every broken return the one fault its name gives, and no other?"""

from __future__ import annotations

import pytest

from monitoring.checks import check
from monitoring.datasets import dataset
from monitoring.findings import Unreadable
from monitoring.reading import PAGE_LIMITS, read
from monitoring.reading.identifiers import personal_data
from tests.sample_data.conftest import SAMPLE
from tests.sample_data.reading import expectation

FOLDER = SAMPLE / "broken_returns"
STARTS = (
    "starts_at06.csv",
    "starts_at06_corrected.csv",
    "start_before_referral.csv",
    "insurance_number.csv",
)
ONE_HELD_ROW = {
    "unknown_category.csv": "unknown_code",
    "unknown_measure.csv": "unknown_measure",
    "rate_for_a_count.csv": "rate_not_count",
    "month_out_of_range.csv": "impossible_date",
    "negative_figure.csv": "negative_number",
    "figure_with_a_letter.csv": "not_a_number",
    "figure_with_decimals.csv": "not_whole",
    "start_before_referral.csv": "referred_on_after_started_on",
}
UNREADABLE = {
    "duplicate_header.csv",
    "empty.csv",
    "nul_byte.csv",
    "two_sheets.xlsx",
}


def checked(name):
    table = read((FOLDER / name).read_bytes(), name, limits=PAGE_LIMITS)
    kind = dataset("starts" if name in STARTS else "monthly_return")
    return check(kind, table, expectation("PLP", "PLP-A1"))


@pytest.mark.parametrize(("name", "rule"), ONE_HELD_ROW.items())
def test_a_fault_of_one_row_is_found_once_and_names_the_rule(name, rule):
    result = checked(name)
    assert [problem.rule for problem in result.problems] == [rule]
    assert len(result.held_rows) == 1


@pytest.mark.parametrize("name", sorted(UNREADABLE))
def test_a_fault_of_the_file_ends_the_reading(name):
    with pytest.raises(Unreadable):
        checked(name)


@pytest.mark.parametrize(
    "name",
    [
        "missing_column.csv",
        "unknown_column.csv",
        "ragged_row.csv",
        "quote_never_closed.csv",
        "unknown_contract.csv",
    ],
)
def test_a_fault_that_refuses_the_file_is_said_and_nothing_of_it_stands(name):
    assert checked(name).refused


def test_a_key_repeated_with_another_figure_holds_both_rows():
    assert len(checked("key_repeated_with_another_figure.csv").held_rows) == 2


def test_the_file_of_at06_has_seven_findings_and_243_sound_rows():
    result = checked("starts_at06.csv")
    assert len(result.problems) == 7
    assert (result.rows_read, len(result.held_rows), len(result.repeated_rows)) == (250, 5, 2)
    assert len(result.row_numbers) == 243


def test_the_corrected_file_of_at06_is_sound():
    result = checked("starts_at06_corrected.csv")
    assert (result.problems, len(result.row_numbers)) == ([], 250)


def test_what_is_shaped_like_an_insurance_number_is_found():
    table = read((FOLDER / "insurance_number.csv").read_bytes(), "a.csv", limits=PAGE_LIMITS)
    assert len(personal_data(table.headers, table.batches())) == 1
