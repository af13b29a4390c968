"""Quarter and year are the contract's own, named by their first month."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring import periods
from monitoring.periods import By
from tests.tables import table

JULY, DECEMBER = date(2008, 7, 1), date(2007, 12, 1)
MONTHS = st.dates(date(1999, 1, 1), date(2040, 12, 31)).map(periods.first_of)


@pytest.mark.parametrize(
    ("month", "quarter", "year"),
    [
        (date(2007, 12, 1), date(2007, 12, 1), date(2007, 12, 1)),
        (date(2008, 2, 1), date(2007, 12, 1), date(2007, 12, 1)),
        (date(2008, 3, 1), date(2008, 3, 1), date(2007, 12, 1)),
        (date(2008, 11, 1), date(2008, 9, 1), date(2007, 12, 1)),
        (date(2008, 12, 1), date(2008, 12, 1), date(2008, 12, 1)),
        (date(2007, 11, 1), date(2007, 9, 1), date(2006, 12, 1)),
    ],
)
def test_a_contract_from_december_has_quarters_and_years_from_december(month, quarter, year):
    assert periods.quarter_of(month, DECEMBER) == quarter
    assert periods.year_of(month, DECEMBER) == year


def test_each_contract_keeps_its_own_quarter():
    frame = table("""
        month   | starts_on
        2008-09 | 2008-07
        2008-09 | 2007-12
    """)
    named = periods.period_of(frame["month"], By.QUARTER, frame["starts_on"])
    assert list(named) == [pd.Timestamp("2008-07-01"), pd.Timestamp("2008-09-01")]


def test_the_total_is_named_by_the_contracts_first_month():
    months = pd.Series(pd.to_datetime(["2008-09-01", "2010-01-01"]))
    assert set(periods.period_of(months, By.TOTAL, date(2008, 7, 15))) == {pd.Timestamp(JULY)}


@given(MONTHS, MONTHS, st.sampled_from([By.MONTH, By.QUARTER, By.YEAR]))
def test_a_frame_and_a_single_month_agree_and_the_period_holds_its_month(month, starts_on, by):
    named = periods.period_of(pd.Series(pd.to_datetime([month])), by, starts_on).iloc[0].date()
    single = {
        By.MONTH: month,
        By.QUARTER: periods.quarter_of(month, starts_on),
        By.YEAR: periods.year_of(month, starts_on),
    }[by]
    assert named == single
    assert named <= month <= periods.last_of(named, by)


@given(MONTHS, st.integers(-500, 500))
def test_months_added_can_be_taken_away_again(month, count):
    assert periods.add_months(periods.add_months(month, count), -count) == month


def test_months_between_two_are_both_included_and_none_when_reversed():
    assert periods.months_of(DECEMBER, date(2008, 1, 1)) == [DECEMBER, date(2008, 1, 1)]
    assert periods.months_of(JULY, DECEMBER) == []


def test_a_return_falls_due_seven_days_after_its_month_ends():
    assert periods.due_on(date(2010, 11, 1), 7) == date(2010, 12, 7)
    assert periods.due_on(date(2009, 2, 1), 7) == date(2009, 3, 7)


def test_a_month_stays_provisional_to_the_day_it_closes():
    month = date(2010, 11, 1)
    closing = periods.closes_on(month, 7, 20)
    assert closing == date(2010, 12, 27)
    months = pd.Series(pd.to_datetime([month]))
    assert periods.provisional(months, closing, 7, 20).iloc[0]
    assert not periods.provisional(months, date(2010, 12, 28), 7, 20).iloc[0]


def test_the_last_month_due_is_one_whose_due_date_has_passed():
    assert periods.last_ended(date(2010, 12, 10)) == date(2010, 11, 1)
    assert periods.last_due(date(2010, 12, 10), 7) == date(2010, 11, 1)
    assert periods.last_due(date(2010, 12, 7), 7) == date(2010, 10, 1)


@given(st.dates(date(2000, 1, 1), date(2030, 12, 31)), st.integers(0, 400))
def test_however_late_returns_fall_due_the_next_month_after_the_last_due_is_not_due_yet(day, days):
    last = periods.last_due(day, days)
    assert periods.due_on(last, days) < day
    after = periods.add_months(last, 1)
    assert after > periods.last_ended(day) or periods.due_on(after, days) >= day


def test_months_absent_between_the_first_and_the_last_become_rows_that_hold_nothing():
    filled = periods.complete(
        table("""
        contract | month   | actual
        A        | 2008-12 | 5
        A        | 2009-02 | 7
        B        | 2009-01 | 1
    """),
        ["contract"],
    )
    assert list(filled["contract"]) == ["A", "A", "A", "B"]
    assert filled["actual"].isna().tolist() == [False, True, False, False]
    assert filled["month"].iloc[1] == pd.Timestamp("2009-01-01")


def test_completing_nothing_gives_nothing():
    nothing = pd.DataFrame({"contract": [], "month": []})
    assert periods.complete(nothing, ["contract"]).empty
