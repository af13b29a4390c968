"""Data is asked for once, the answer names what answers it, and the hours are counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from monitoring.audiences import Audience
from monitoring.governance.parties import Party
from monitoring.governance.requests import (
    Did,
    Holding,
    Request,
    Step,
    Wanted,
    effort,
    latest_of_each,
    not_held,
    refusal,
    spans,
)

JANUARY, FEBRUARY, MARCH = (date(2010, month, 1) for month in (1, 2, 3))
WANTED = Wanted(
    of_party=Party.PRIME,
    purpose="Starts by office, for the district's meeting",
    measure="starts",
    first_month=JANUARY,
    last_month=MARCH,
    due_on=date(2010, 4, 30),
)


def step(number, did, wanted=WANTED, by="tppm", at=datetime(2010, 4, 12, 9, tzinfo=UTC)):
    return Step(number, did, wanted, by, at, Audience.SHARED)


def request(*steps, number=1):
    return Request("CPA-1", number, steps or (step(1, Did.ASKED),))


def holding(submission, months, dataset="monthly_return"):
    return Holding(submission, dataset, "provider_mi", months, date(2010, 4, 5), "prime-1")


def test_an_open_request_is_late_after_its_date_and_a_settled_one_never():
    assert request().days_late(date(2010, 5, 3)) == 3
    answered = request(step(1, Did.ASKED), step(2, Did.ANSWERED, by="prime"))
    assert answered.days_late(date(2010, 5, 3)) == 0


def test_a_request_says_what_for_and_by_when():
    assert "what it is for" in refusal(None, Did.ASKED, replace(WANTED, purpose=" "), "tppm")
    assert "by when" in refusal(None, Did.ASKED, replace(WANTED, due_on=None), "tppm")
    assert "earlier month" in refusal(
        None, Did.ASKED, replace(WANTED, first_month=MARCH, last_month=JANUARY), "tppm"
    )
    assert refusal(None, Did.ASKED, WANTED, "tppm") == ""


def test_an_answer_says_something_and_a_refusal_says_why():
    asked = step(1, Did.ASKED)
    assert "answers it" in refusal(asked, Did.ANSWERED, WANTED, "prime")
    assert "why" in refusal(asked, Did.DECLINED, WANTED, "prime")
    assert refusal(asked, Did.ANSWERED, replace(WANTED, submission=7), "prime") == ""
    assert refusal(asked, Did.DECLINED, replace(WANTED, text="Not kept"), "prime") == ""


def test_only_who_asked_withdraws_and_nobody_answers_themself():
    asked = step(1, Did.ASKED)
    assert "Who asked" in refusal(asked, Did.WITHDRAWN, WANTED, "prime")
    assert "Who asked" in refusal(asked, Did.ANSWERED, replace(WANTED, text="Here"), "tppm")
    assert refusal(asked, Did.WITHDRAWN, WANTED, "tppm") == ""


def test_what_was_settled_is_not_settled_twice():
    answered = step(2, Did.ANSWERED, by="prime")
    assert "settled already" in refusal(answered, Did.WITHDRAWN, WANTED, "tppm")


def test_months_that_no_return_covers_are_named():
    held = [holding(3, (JANUARY, FEBRUARY))]
    assert not_held(WANTED.months, held) == [MARCH]
    assert not_held(WANTED.months, []) == WANTED.months


def test_the_newest_return_of_a_month_stands_for_it():
    held = [
        holding(3, (JANUARY, FEBRUARY)),
        holding(9, (FEBRUARY,)),
        holding(4, (date(2009, 1, 1),)),
    ]
    assert [each.submission for each in latest_of_each(WANTED.months, held)] == [9, 3]
    assert [each.submission for each in latest_of_each([], held)] == [9, 4, 3]


def test_months_are_written_as_spans():
    assert spans([MARCH, JANUARY, FEBRUARY]) == "January to March 2010"
    assert spans([JANUARY, MARCH]) == "January 2010 and March 2010"
    assert spans([]) == ""


def test_hours_are_totalled_by_contract_quarter_and_party():
    told = replace(WANTED, minutes=90, text="Here")
    one = request(step(1, Did.ASKED), step(2, Did.ANSWERED, told, by="prime"))
    two = request(step(1, Did.ASKED), step(2, Did.DECLINED, WANTED, by="prime"), number=2)
    later = datetime(2010, 7, 2, 9, tzinfo=UTC)
    three = request(step(1, Did.ASKED, replace(WANTED, of_party=Party.CM), at=later), number=3)
    last, first = effort([one, two, three], date(2008, 4, 1))
    assert (first.quarter, first.party, first.asked, first.settled) == (
        date(2010, 4, 1),
        Party.PRIME,
        2,
        2,
    )
    assert (first.minutes, first.unknown) == (90, 1)
    assert (last.quarter, last.party, last.settled) == (date(2010, 7, 1), Party.CM, 0)
