"""Reviews, items and requests in a sentence each, with their numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from monitoring.audiences import Audience
from monitoring.governance import requests
from monitoring.governance.items import Did, ItemKind, Terms
from monitoring.governance.requests import Holding
from monitoring.governance.reviews import MeetingKind, Series, Timing
from monitoring.narrative import promises
from tests.monitoring.governance.test_items import ACTION, item, step
from tests.monitoring.governance.test_requests import request
from tests.monitoring.governance.test_requests import step as asked_step

ON = date(2009, 4, 10)
JANUARY, FEBRUARY = date(2010, 1, 1), date(2010, 2, 1)


def ppr(timing, due=None, late=0, last=date(2009, 1, 15), every=3):
    return Series(MeetingKind.PPR, every, last, due, timing, late)


def test_the_finding_says_the_next_review_what_is_open_and_what_was_carried_most():
    often = item(Did.RAISED, *[Did.CARRIED] * 3, number=2)
    said = promises.board_finding(
        [often, item(Did.RAISED, terms=ACTION)], [ppr(Timing.DUE, date(2009, 4, 15))], ON
    )
    assert said == (
        "Provider performance review: the next is due 15 April 2009 (quarterly, last 15 January "
        "2009). 2 items are open, 1 of them overdue. Carried over most: "
        f"{promises.QUOTED.format('Referral paperwork comes late')}, 3 times, without an owner or "
        "a date."
    )


def test_where_nothing_is_open_it_says_so():
    assert promises.board_finding([], [], ON) == "Nothing is open."
    [one] = [item(Did.RAISED)]
    assert promises.board_finding([one], [], ON) == "1 item is open, none of them overdue."


def test_each_state_of_a_series_reads_as_a_sentence():
    told = [
        promises.series_sentence(each)
        for each in (
            ppr(Timing.OVERDUE, date(2009, 4, 1), 9),
            ppr(Timing.NO_INTERVAL, every=None),
            ppr(Timing.ENDED),
            ppr(Timing.NONE_RECORDED, last=None, every=1),
        )
    ]
    assert told == [
        (
            "Provider performance review: the next was due 1 April 2009, 9 days ago (quarterly, "
            "last 15 January 2009)."
        ),
        (
            "Provider performance review: no interval is set for the contract's risk rating; last "
            "15 January 2009."
        ),
        "Provider performance review: the contract has ended; last 15 January 2009.",
        "Provider performance review: monthly; none is written down that you may read.",
    ]


def test_a_step_says_what_when_by_whom_and_for_whom():
    closed = step(2, Did.CLOSED, replace(ACTION, outcome="Sent since March"))
    assert promises.step_sentence(closed, "Closed") == (
        "Closed on 15 January 2009 by tppm: Sent since March (shared with the provider)"
    )
    assert promises.read_by(Audience.DWP) == "DWP only"
    assert promises.carried_words(item(Did.RAISED)) == ""
    terms = Terms(kind=ItemKind.ISSUE, what="It")
    assert promises.carried_words(item(Did.RAISED, Did.CARRIED, terms=terms)).startswith("carried")


def test_what_is_held_already_is_said_with_what_is_not():
    one = Holding(7, "monthly_return", "provider_mi", (JANUARY,), date(2010, 2, 5), "prime-1")
    assert promises.held_sentence([JANUARY], [one], "Starts") == (
        "Held already: 1 return holds starts for January 2010. There is no need to ask."
    )
    assert promises.held_sentence([JANUARY, FEBRUARY], [one], "Starts").endswith(
        "for January 2010. Not held: February 2010."
    )
    assert promises.held_sentence([], [one], "Starts").startswith(
        "Held already: 1 return holds starts for January 2010."
    )
    assert promises.held_sentence([], [], "Starts") == "The store holds no starts that you may see."


def test_waiting_requests_are_counted_with_the_longest_late():
    assert promises.requests_finding([], ON) == "No request waits for an answer."
    waiting = request(asked_step(1, requests.Did.ASKED))
    assert promises.requests_finding([waiting], date(2010, 4, 30)) == (
        "1 request waits for an answer, none of them past its date."
    )
    assert promises.requests_finding([waiting], date(2010, 5, 2)) == (
        "1 request waits for an answer; 1 past the date, the longest by 2 days."
    )
