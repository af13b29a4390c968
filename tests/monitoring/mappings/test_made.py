"""Columns of a file are joined, and months counted between its dates, as the mapping says."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.checks import Expectation, check
from monitoring.datasets import dataset
from monitoring.findings import Unreadable
from monitoring.mappings import Mapping, MappingError
from monitoring.mappings.made import joined, months_between
from monitoring.periods import months_of
from monitoring.recognition import fitting_mapping
from tests.files import drawn_file, rows_of

REGISTER = {
    "name": "register",
    "dataset": "contracts",
    "sentence": "A register with region and area apart.",
    "constants": {"programme": "MOJ-CRS"},
    "columns": {"contract": "Ref", "prime": "Prime", "starts_on": "From"},
    "joined": {"district": "{Region}: {Area|whole region}"},
    "months_between": {"length_months": ["From", "To"]},
}
FILE = """
    Ref | Prime | Region | Area  | From       | To
    A   | One   | East   | Essex | 2021-01-01 | 2022-12-31T23:59:00+00
    B   | Two   | East   |       | 2021-06-15 |
"""


def made(drawing=FILE, **changes):
    return Mapping.from_json({**REGISTER, **changes}).apply(drawn_file(drawing), None)


def said(**changes):
    with pytest.raises(MappingError) as refused:
        Mapping.from_json({**REGISTER, **changes})
    return " ".join(refused.value.sentences)


def rules(table):
    return [
        (problem.column, problem.rule)
        for problem in check(dataset("contracts"), table, Expectation()).problems
    ]


def test_columns_are_joined_and_a_blank_has_its_own_words():
    assert [row["district"] for row in rows_of(made())] == ["East: Essex", "East: whole region"]


def test_months_are_counted_between_two_dates_and_a_time_of_day_is_left_aside():
    assert [row["length_months"] for row in rows_of(made())] == ["24", ""]


def test_a_file_read_so_is_sound():
    assert rules(made()) == []


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ("2021-01-31", "2021-01-01", "-1"),  # the wrong way round, if within one month
        ("2021-03-01", "2021-01-01", "-3"),
        ("2021-01-01", "soon", "soon"),
        ("2021-01-01", "03/04/2021", "03/04/2021"),
        ("soon", "2021-01-01", "soon"),
        ("", "2021-01-01", ""),
    ],
)
def test_what_cannot_be_counted_is_left_to_the_checks(first, last, months):
    assert months_between(first, last) == months


def test_an_end_before_the_start_is_shown_and_never_taken_as_a_length():
    faulty = FILE.replace("2022-12-31T23:59:00+00", "2020-12-31")
    assert [column for column, _ in rules(made(faulty))] == ["length_months"]


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 9000))
def test_the_months_counted_are_those_the_dates_touch(first, days):
    last = min(first + timedelta(days), date(2099, 12, 31))
    assert int(months_between(str(first), str(last))) == len(months_of(first, last))


@given(st.lists(st.tuples(st.text(), st.text())))
def test_every_row_keeps_its_own_cells(rows):
    columns = list(zip(*rows, strict=True)) or [(), ()]
    told = joined("{A}|{B}".replace("|", " / "), columns)
    assert told == [f"{a.strip()} / {b.strip()}" for a, b in rows]


@pytest.mark.parametrize("heading", ["Region", "Area", "To"])
def test_every_heading_a_column_is_made_from_is_needed(heading):
    with pytest.raises(Unreadable) as fault:
        made(FILE.replace(heading, "Another"), ignore="*")
    assert [(each.rule, each.column) for each in fault.value.problems] == [
        ("missing_header", heading)
    ]


def test_a_heading_used_in_making_a_column_is_known_and_may_not_be_dropped():
    assert made().how.mapping == "register"
    assert "dropped and used" in said(drop=["Area"])


def test_a_heading_used_twice_is_refused():
    twice = FILE.replace("| To", "| Area").replace("2022-12-31T23:59:00+00", "x")
    with pytest.raises(Unreadable) as fault:
        made(twice, months_between={})
    assert [each.rule for each in fault.value.problems] == ["repeated_header"]


def test_an_identifier_in_a_joined_column_is_replaced_first():
    mapping = Mapping.from_json({**REGISTER, "reference": ["Area"]})
    table = mapping.apply(drawn_file(FILE), lambda form: f"<{len(form)}>")
    assert [row["district"] for row in rows_of(table)] == ["East: <5>", "East: whole region"]


def test_a_joined_column_may_stand_in_every_row_of_a_wide_one():
    wide = Mapping.from_json(
        {
            "name": "wide",
            "dataset": "monthly_return",
            "sentence": "Wide.",
            "constants": {"client_category": "all", "contract": "CPA-1"},
            "joined": {"month": "{Year}-{No}"},
            "wide": {"measure": {"S": "starts", "J": "job_outcomes"}},
        }
    )
    table = wide.apply(drawn_file("Year | No | S | J\n2009 | 04 | 1 | 2\n2009 | 05 | 3 | 4"), None)
    assert [(row["month"], row["value"]) for row in rows_of(table)] == [
        ("2009-04", "1"),
        ("2009-04", "2"),
        ("2009-05", "3"),
        ("2009-05", "4"),
    ]


def test_the_mapping_that_uses_more_of_a_header_fits_it_better():
    plain = {**REGISTER, "name": "plain", "joined": {"district": "{Region}"}, "months_between": {}}
    both = [Mapping.from_json({**each, "ignore": "*"}) for each in (plain, REGISTER)]
    headers = ["Ref", "Prime", "Region", "Area", "From", "To"]
    assert fitting_mapping(headers, both).name == "register"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"joined": {"district": "England"}}, "joins no heading"),
        ({"joined": {"district": "{Region}: {Area"}}, "braces do not match"),
        ({"joined": {"district": "{A|b|c} {Area}"}}, "braces do not match"),
        ({"joined": {"district": 3}}, "texts only"),
        ({"joined": {"town": "{Area}"}}, "no column 'town'"),
        ({"joined": {"district": "{Area}", "prime": "{Area}"}}, "filled in two ways"),
        ({"joined": {}}, "'district' is needed"),
        ({"months_between": {"length_months": ["From"]}}, "between two headings"),
        ({"months_between": {"length_months": "From"}}, "wrong type"),
        ({"months_between": {"length_months": ["From", 3]}}, "texts only"),
    ],
)
def test_what_cannot_be_made_is_said(changes, words):
    assert words in said(**changes)


def test_what_is_made_is_written_without_loss():
    assert Mapping.from_json(REGISTER).as_json() == REGISTER
