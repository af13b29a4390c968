"""When is what due, and which of several periods decides?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from monitoring import datasets, retention
from monitoring.retention import DataClass, Place, Rule

PLACE = Place("CPA-1", "PLP", date(2009, 12, 31))
ON = date(2012, 2, 1)
PEOPLE = DataClass.CLIENT_ROWS


def rule(months, since=date(2009, 6, 1), **where):
    return Rule(data_class=PEOPLE, months=months, valid_from=since, **where)


def test_a_class_is_kept_for_its_months_after_the_contract_s_last_month():
    # 24 months after December 2009 end with December 2011
    assert retention.due_on([], PEOPLE, PLACE, ON) == date(2012, 1, 1)
    assert retention.due_on([], DataClass.NOTES, PLACE, ON) == date(2016, 1, 1)


def test_what_has_no_end_or_is_always_kept_is_never_due():
    assert retention.due_on([], PEOPLE, Place("C", "PLP", None), ON) is None
    assert retention.due_on([], DataClass.FIGURES, PLACE, ON) is None
    assert retention.due_on([rule(None)], PEOPLE, PLACE, ON) is None


@pytest.mark.parametrize(
    ("rules", "months"),
    [
        ([], 24),
        ([rule(36)], 36),
        ([rule(36), rule(12, contract="CPA-1")], 12),
        ([rule(12), rule(None, programme="PLP")], None),
        ([rule(None, programme="PLP"), rule(9, contract="CPA-1")], 9),
        ([rule(36, since=ON + timedelta(days=1))], 24),
        ([rule(36, step=1), rule(12, step=2)], 12),
        ([rule(36, since=ON), rule(12, step=2)], 36),
        ([rule(12, contract="CPA-2"), rule(12, programme="NHS-TT")], 24),
    ],
)
def test_the_nearest_then_latest_period_in_force_decides(rules, months):
    assert retention.months_kept(rules, PEOPLE, ON, PLACE) == months
    assert retention.months_kept(rules[::-1], PEOPLE, ON, PLACE) == months


def test_a_file_goes_with_the_first_thing_it_may_hold():
    year, two = date(2011, 1, 1), date(2012, 1, 1)
    due = {name: retention.file_due_on([], name, PLACE, ON) for name in datasets.ALL}
    assert {name for name, day in due.items() if day == year} == {
        "starts", "appointments", "complaints"
    }
    assert {day for name, day in due.items()} == {year, two}


def test_every_dataset_with_people_is_in_a_class():
    about = {name for name in datasets.ALL if retention.about_people(name)}
    assert {name for name, spec in datasets.ALL.items() if spec.holds_clients} - about == {
        "complaints"  # which stay, without their client and their words
    }
    assert retention.words_about_people("complaints") == ("summary", "learning")
    assert "feedback" in about


def test_every_class_has_a_period_or_is_always_kept_and_says_why():
    assert set(retention.SCHEDULE) == set(DataClass)
    sorted_out = {*retention.OF_CONTRACT, *retention.OF_ENTRIES, DataClass.FIGURES}
    assert sorted_out == set(DataClass)
    assert all(line.why and line.covers for line in retention.SCHEDULE.values())


DAYS = some.dates(min_value=date(2001, 1, 1), max_value=date(2040, 12, 31))
MONTHS = some.integers(min_value=1, max_value=retention.LONGEST)


@given(on=DAYS, later=some.integers(0, 4000), months=MONTHS)
def test_what_is_kept_begins_later_as_days_pass_and_never_after_the_day(on, later, months):
    rules = [Rule(data_class=DataClass.ACCESS, months=months, valid_from=date.min)]
    since = retention.kept_since(rules, DataClass.ACCESS, on)
    assert since < on
    assert since <= retention.kept_since(rules, DataClass.ACCESS, on + timedelta(days=later))


@given(last=DAYS, months=MONTHS, longer=MONTHS)
def test_a_longer_period_is_due_later(last, months, longer):
    place = Place("CPA-1", "PLP", last)
    short, long = (
        retention.due_on([rule(each, since=date.min)], PEOPLE, place, ON)
        for each in (months, months + longer)
    )
    assert last < short < long
