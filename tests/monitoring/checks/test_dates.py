"""A date is read as its writer meant it, or not at all."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.checks.dates import Order, TwoWays, month_reader, order_of, read_date
from monitoring.checks.faults import Fault

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))
APRIL_20 = date(2009, 4, 20)


def month(text):
    return month_reader({})(text)


@pytest.mark.parametrize(
    "text",
    [
        "2009-04-20",
        "2009/04/20",
        "2009.4.20",
        "2009-04-20 00:00:00",
        "2009-04-20T00:00:00",
        "20 April 2009",
        "20-Apr-2009",
        "20Apr2009",
        "20th april 2009",
        "April 20, 2009",
    ],
)
def test_a_date_beyond_doubt_is_read(text):
    assert read_date(text) == APRIL_20


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("2009-02-30", "impossible_date"),
        ("31/04/2009", "impossible_date"),
        ("32/13/2009", "impossible_date"),
        ("31 Feb 2009", "impossible_date"),
        ("0209-04-20", "date_out_of_range"),
        ("9999-12-31", "date_out_of_range"),
        ("01/01/0001", "date_out_of_range"),
        ("2009-04-20 10:30", "time_of_day"),
        ("20/04/2009 10:30:00", "time_of_day"),
        ("39923", "spreadsheet_number"),
        ("39923.5", "spreadsheet_number"),
        ("20/04/09", "two_digit_year"),
        ("20-Apr-09", "two_digit_year"),
        ("09-04-20", "two_digit_year"),
        ("Apr 2009", "month_not_date"),
        ("Jan-09", "month_not_date"),
        ("2009-04", "month_not_date"),
        ("04/2009", "month_not_date"),
        ("20 Apr", "date_without_year"),
        ("20 Smarch 2009", "not_a_date"),
        ("soon", "not_a_date"),
        ("20/04-2009", "not_a_date"),
        ("20090420", "not_a_date"),
    ],
)
def test_a_date_in_doubt_is_refused_for_its_own_reason(text, rule):
    found = read_date(text)
    assert isinstance(found, Fault)
    assert found.rule == rule


@pytest.mark.parametrize(
    "text",
    [
        "2009-04",
        "2009/4",
        "04/2009",
        "2009-04-01",
        "April 2009",
        "apr 2009",
        "Apr-09",
        "2009 Apr",
        "1 April 2009",
        "2009-04-01 00:00:00",
    ],
)
def test_a_month_is_read_as_its_first_day(text):
    assert month(text) == date(2009, 4, 1)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("2009-04-20", "not_first_of_month"),
        ("20/04/2009", "not_first_of_month"),
        ("2009-13", "impossible_date"),
        ("Apr-79", "two_digit_year"),
        ("Smarch 2009", "not_a_month"),
        ("Smarch-09", "not_a_month"),
        ("April", "not_a_month"),
        ("39904", "spreadsheet_number"),
        ("3009-04", "date_out_of_range"),
    ],
)
def test_anything_else_is_no_month(text, rule):
    assert month(text).rule == rule


def test_september_is_known_by_three_names():
    assert month("Sept 2009") == month("Sep 2009") == month("September 2009") == date(2009, 9, 1)


def test_a_short_year_filled_up_is_noted():
    notes = {}
    read = month_reader(notes)
    read("Apr-09")
    assert list(notes) == ["month_with_short_year"]


def test_the_first_of_a_month_shows_which_part_is_the_day():
    assert month("01/04/2009") == TwoWays(date(2009, 4, 1), None)
    assert month("4/1/2009") == TwoWays(None, date(2009, 4, 1))
    assert month("01/01/2009") == date(2009, 1, 1)


@given(DAYS)
def test_a_date_written_both_ways_is_never_read_as_a_third_day(day):
    found = read_date(f"{day.day:02d}/{day.month:02d}/{day.year}")
    if isinstance(found, TwoWays):
        assert found.day_first == day
    else:
        assert found == day
        assert day.day == day.month


@given(st.lists(DAYS, min_size=1), st.booleans())
def test_a_file_written_in_one_way_is_read_back_whole_or_said_to_be_assumed(days, day_first):
    write = "{0.day}/{0.month}/{0.year}" if day_first else "{0.month}/{0.day}/{0.year}"
    read = [read_date(write.format(day)) for day in days]
    order = order_of((each for each in read if isinstance(each, TwoWays)), day_first=day_first)
    settled = [order.choose(each) if isinstance(each, TwoWays) else each for each in read]
    assert settled == days
    assert not order.contradicted
    assert order.proved or all(each.day <= 12 for each in days)


@given(DAYS)
def test_no_date_is_guessed_where_a_file_contradicts_itself(day):
    proofs = [read_date("25/04/2009"), read_date("04/25/2009")]
    order = order_of(proofs, day_first=True)
    found = read_date(f"{day.day}/{day.month}/{day.year}")
    if isinstance(found, TwoWays):
        meant = order.choose(found)
        assert isinstance(meant, Fault) if found.month_first else meant == day
    assert isinstance(order.choose(proofs[1]), Fault)


def test_month_first_is_believed_when_the_caller_says_so():
    found = read_date("03/04/2009")
    assert order_of([found], day_first=False).choose(found) == date(2009, 3, 4)
    assert order_of([found], day_first=True) == Order(day_first=True, doubtful=True)


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused_without_a_stumble(text):
    for read in (read_date, month):
        found = read(text)
        assert isinstance(found, date | TwoWays | Fault)
        if isinstance(found, date):
            assert date(1900, 1, 1) <= found < date(2101, 1, 1) + timedelta(days=0)
