"""Each kind of return falls due so many days after its period ends, as its contract says."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring import due

MARCH = date(2009, 3, 1)


@pytest.mark.parametrize(
    ("kind", "day"),
    [
        ("provider_mi", date(2009, 4, 7)),
        ("plmi", date(2009, 4, 7)),
        ("lms", date(2009, 4, 7)),
        ("payments", date(2009, 4, 20)),
        ("partner", date(2009, 4, 7)),
        ("published", date(2009, 4, 7)),
    ],
)
def test_each_source_has_its_own_day(kind, day):
    assert due.due_on(kind, MARCH, {}) == day


def test_a_contract_may_give_a_source_more_days_than_another():
    parameters = {"plmi_due_days": 10}
    assert due.due_on("plmi", MARCH, parameters) == date(2009, 4, 10)
    assert due.due_on("provider_mi", MARCH, parameters) == date(2009, 4, 7)


def test_plmi_due_on_7_april_and_received_on_10_april_is_3_days_late():
    assert due.days_late(date(2009, 4, 10), due.due_on("plmi", MARCH, {})) == 3


def test_a_return_that_came_early_is_not_late():
    assert due.days_late(date(2009, 4, 2), due.due_on("plmi", MARCH, {})) == 0


def test_a_partners_week_falls_due_its_days_after_it_ends():
    assert due.week_due_on(date(2009, 3, 8), {"partner_return_days": 5}) == date(2009, 3, 13)


@pytest.mark.parametrize("kind", ["dwp", "bdc", "survey", "tppm", "clerical", "agreed"])
def test_a_source_that_owes_no_return_has_no_day(kind):
    assert due.days_allowed(kind, {}) is None
    with pytest.raises(ValueError, match=f"no return falls due from source {kind}"):
        due.due_on(kind, MARCH, {})


@given(st.dates(date(2008, 1, 1), date(2012, 12, 31)), st.integers(0, 60))
def test_a_month_never_falls_due_before_it_ends(day, days):
    month = day.replace(day=1)
    fell_due = due.due_on("plmi", month, {"plmi_due_days": days})
    assert (fell_due.year, fell_due.month) >= (month.year, month.month)
    assert due.days_late(fell_due, fell_due) == 0
