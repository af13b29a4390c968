"""A client held once more than the other record does is named before anything is paired."""

import pytest

from monitoring.reconciliation import Rules
from tests.monitoring.reconciliation.drawing import classes, compared


def record(*days):
    return "client_id | on\n" + "\n".join(f"1 | 2009-{day}" for day in days)


def of(left, right, **rules):
    rows = compared(record(*left), record(*right), rules=Rules(**rules))
    return [(day[5:], difference) for _, day, difference in classes(rows)]


def test_the_second_of_two_rows_is_the_duplicate():
    assert of(["03-10"], ["03-10", "03-20"]) == [("03-10", "agrees"), ("03-20", "duplicate")]


def test_a_repeat_is_never_paired_with_another_referral():
    assert of(["03-10", "06-10"], ["03-10", "03-20"]) == [
        ("03-10", "agrees"),
        ("03-20", "duplicate"),
        ("06-10", "left_only"),
    ]


def test_the_row_without_another_near_it_is_the_duplicate_even_when_it_came_first():
    assert of(["03-14"], ["03-10", "03-14"]) == [("03-10", "duplicate"), ("03-14", "agrees")]


def test_two_referrals_in_a_fortnight_that_stand_in_both_are_no_duplicates():
    assert of(["03-10", "03-20"], ["03-11", "03-24"]) == [
        ("03-10", "within_tolerance"),
        ("03-20", "date"),
    ]


@pytest.mark.parametrize(("day", "difference"), [("04-07", "duplicate"), ("04-08", "right_only")])
def test_a_row_is_a_repeat_within_28_days(day, difference):
    assert of(["03-10"], ["03-10", day]) == [("03-10", "agrees"), (day, difference)]


def test_the_left_record_can_hold_a_client_twice_too():
    assert of(["03-10", "03-20"], ["03-10"]) == [("03-10", "agrees"), ("03-20", "duplicate")]


def test_of_a_client_on_one_side_alone_one_row_stays():
    assert of([], ["03-10", "03-20", "03-30"]) == [
        ("03-10", "right_only"),
        ("03-20", "duplicate"),
        ("03-30", "duplicate"),
    ]


def test_the_same_day_twice_is_a_duplicate_with_a_number_of_its_own():
    rows = compared(record("03-10"), record("03-10", "03-10"))
    assert list(zip(rows["difference"], rows["nth"], strict=True)) == [
        ("agrees", 0),
        ("duplicate", 1),
    ]
