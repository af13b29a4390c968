"""The next review is due an interval after the last one held: AT-18's calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from monitoring.audiences import Audience
from monitoring.governance.reviews import (
    Meeting,
    MeetingKind,
    Term,
    Timing,
    later_by,
    months_by_rating,
    series,
    standing,
)
from monitoring.parameters import parse

AT = datetime(2009, 1, 15, 9, tzinfo=UTC)
TERM = Term(date(2008, 4, 1), date(2011, 3, 31))


def meeting(held_on, kind=MeetingKind.PPR, number=1, replaces=None):
    return Meeting(
        "CPA-1", number, kind, held_on, "face", "", "", AT, Audience.SHARED, "cm", AT, replaces
    )


def ppr(meetings, on, every=3):
    return series(meetings, MeetingKind.PPR, every, TERM, on)


def test_with_risk_high_and_the_last_on_15_january_the_next_is_due_on_15_april():
    every = months_by_rating(parse("ppr_months_by_risk", "high=3"), "High")
    found = ppr([meeting(date(2009, 1, 15))], date(2009, 3, 1), every)
    assert (found.due, found.timing) == (date(2009, 4, 15), Timing.PLANNED)
    assert found.later[0] == date(2009, 7, 15)


@pytest.mark.parametrize(
    ("on", "timing", "late"),
    [
        (date(2009, 3, 31), Timing.PLANNED, 0),
        (date(2009, 4, 1), Timing.DUE, 0),
        (date(2009, 4, 15), Timing.DUE, 0),
        (date(2009, 4, 16), Timing.OVERDUE, 1),
    ],
)
def test_it_is_due_two_weeks_before_and_overdue_the_day_after(on, timing, late):
    found = ppr([meeting(date(2009, 1, 15))], on)
    assert (found.timing, found.days_late) == (timing, late)


def test_another_rating_has_the_interval_that_somebody_set_and_none_until_then():
    assert months_by_rating({"high": 3}, "Medium") is None
    assert months_by_rating(parse("ppr_months_by_risk", "high=3; medium=6"), " medium ") == 6
    assert months_by_rating({"high": 3}, None) is None
    found = ppr([meeting(date(2009, 1, 15))], date(2010, 1, 1), None)
    assert (found.timing, found.due, found.last) == (Timing.NO_INTERVAL, None, date(2009, 1, 15))


def test_before_the_first_a_review_is_due_an_interval_after_the_contract_began():
    assert ppr([], date(2008, 5, 1)).due == date(2008, 7, 1)


def test_of_contacts_nobody_wrote_down_it_is_not_said_that_they_are_overdue():
    found = series([], MeetingKind.CONTACT, 1, TERM, date(2009, 5, 1))
    assert (found.timing, found.due) == (Timing.NONE_RECORDED, None)


def test_only_meetings_of_the_kind_held_by_the_day_count():
    held = [meeting(date(2009, 1, 15)), meeting(date(2009, 2, 20), MeetingKind.TPPM, 2)]
    assert ppr(held, date(2009, 3, 1)).last == date(2009, 1, 15)
    assert ppr([*held, meeting(date(2009, 4, 14), number=3)], date(2009, 3, 1)).due == date(
        2009, 4, 15
    )


def test_nothing_is_due_when_the_contract_has_ended_nor_planned_beyond_its_end():
    held = [meeting(date(2010, 12, 15))]
    assert ppr(held, date(2011, 4, 1)).timing is Timing.ENDED
    assert ppr(held, date(2010, 12, 20)).later == ()


def test_the_last_day_of_a_short_month_stands_for_one_it_does_not_have():
    assert later_by(date(2008, 11, 30), 3) == date(2009, 2, 28)


def test_an_entry_that_corrects_another_stands_in_its_place():
    wrong, right = meeting(date(2009, 1, 15)), meeting(date(2009, 1, 16), number=2, replaces=1)
    assert [each.number for each in standing([wrong, right])] == [2]


def test_who_may_not_see_a_review_held_is_not_told_that_one_is_overdue():
    found = series([], MeetingKind.PPR, 3, TERM, date(2009, 5, 1), seen=False)
    assert (found.timing, found.due, found.days_late) == (Timing.NONE_RECORDED, None, 0)
