"""Numbers, months, shares and money as people write them."""

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.narrative import words
from tests.monitoring.test_programmes import shipped

OUTCOMES = shipped("PLP").measure("job_outcomes")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (1234, "1,234"),
        (1234567.0, "1,234,567"),
        (59.333, "59.3"),
        (-80, "\u221280"),
        (0.04, "0"),
        (-0.04, "0"),
        (2.95, "3"),
        (math.nan, "not known"),
        (None, "not known"),
    ],
)
def test_a_figure_has_its_thousands_marked_and_at_most_one_decimal(value, text):
    assert words.number(value) == text


@pytest.mark.parametrize(
    ("fraction", "text"),
    [
        (178 / 300, "59.3%"),
        (0.5, "50.0%"),
        (0, "0.0%"),
        (0.0004, "under 0.1%"),
        (12.5, "1,250.0%"),
        (-0.25, "\u221225.0%"),
        (math.nan, "not known"),
        (math.inf, "no limit"),
        (None, "not known"),
    ],
)
def test_a_share_is_a_percentage_with_one_decimal_and_never_0_for_something(fraction, text):
    assert words.percent(fraction) == text


def test_dates_and_months_are_written_out():
    assert words.day(date(2009, 2, 14)) == "14 February 2009"
    assert words.month(date(2009, 2, 1)) == "February 2009"


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2009, 1, 1), date(2009, 3, 1), "January to March 2009"),
        (date(2008, 12, 1), date(2009, 2, 1), "December 2008 to February 2009"),
        (date(2009, 1, 1), date(2009, 1, 1), "January 2009"),
    ],
)
def test_a_span_names_its_year_once(first, last, text):
    assert words.months_span(first, last) == text


@pytest.mark.parametrize(
    ("pence", "text"),
    [
        (120_000_000, "\u00a31.2 million"),
        (5_000_000, "\u00a350,000"),
        (123_456, "\u00a31,234.56"),
        (-5000, "\u2212\u00a350"),
        (0, "\u00a30"),
    ],
)
def test_money_is_pounds_and_millions_are_said(pence, text):
    assert words.money(pence) == text


def test_one_is_a_person_and_two_are_people():
    assert words.quantity(1, OUTCOMES) == "1 person"
    assert words.quantity(2, OUTCOMES) == "2 people"
    assert words.quantity(0, OUTCOMES) == "0 people"


def test_names_are_joined_as_a_sentence_does():
    assert words.listed([]) == ""
    assert words.listed(["A"]) == "A"
    assert words.listed(["A", "B", "C"]) == "A, B and C"


def test_a_title_inside_a_sentence_keeps_its_abbreviations():
    assert words.lower_first("Job outcomes") == "job outcomes"
    assert words.lower_first("PLMI figures") == "PLMI figures"
    assert (words.verb("Job outcomes"), words.verb("Caseload")) == ("are", "is")


def test_points_are_the_distance_of_two_shares():
    assert words.points(-0.02) == "2.0 points"


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12))
def test_no_figure_is_written_as_a_minus_nought(value):
    assert words.number(value) not in {"-0", "\u22120", "\u22120.0"}


def test_a_month_is_short_in_a_cell():
    assert words.month_short(date(2009, 2, 14)) == "Feb 2009"
