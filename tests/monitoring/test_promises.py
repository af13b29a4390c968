"""What has come due is said with what, since when and how often it was put off."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from monitoring import promises
from monitoring.audiences import Audience
from monitoring.governance import requests
from monitoring.governance.items import Did, Item, ItemKind, Step, Terms
from monitoring.governance.parties import Party
from monitoring.governance.requests import Request, Wanted
from monitoring.governance.reviews import MeetingKind, Series, Timing
from monitoring.narrative.promises import QUOTED
from monitoring.needs import Kind, sentences
from monitoring.promises import LONGEST, Promised, Sort, shortened
from tests.monitoring.test_needs import rows_of, situation

ON = date(2009, 4, 10)
AT = datetime(2009, 1, 15, 9, tzinfo=UTC)
LATE = Terms(kind=ItemKind.ACTION, what="Send the list.", who="Prime", due_on=date(2009, 3, 27))
ISSUE = Terms(kind=ItemKind.ISSUE, what="Late paperwork", meeting=1)


def item(*taken, terms=LATE, number=1):
    """Give an item that went through some steps."""
    steps = [
        Step(place, did, terms, "cm", AT, Audience.SHARED) for place, did in enumerate(taken, 1)
    ]
    return Item("A", number, tuple(steps))


def review(timing, due, late=0):
    return Series(MeetingKind.PPR, 3, date(2009, 1, 15), due, timing, late)


def asked(due):
    wanted = Wanted(of_party=Party.PRIME, purpose="Starts by office", due_on=due)
    step = requests.Step(1, requests.Did.ASKED, wanted, "cm", AT, Audience.SHARED)
    return Request("A", 4, (step,))


def said(**what):
    return [each.sentence for each in promises.due(Promised("A", **what), ON)]


def test_an_overdue_action_says_since_when():
    [told] = said(items=(item(Did.RAISED),))
    assert told == f"the action {QUOTED.format('Send the list')} was due 27 March 2009, 14 days ago"


def test_what_is_open_and_not_due_or_closed_is_not_told():
    later = replace(LATE, due_on=ON)
    closed = replace(LATE, outcome="Sent")
    once = item(Did.RAISED, Did.CARRIED, terms=ISSUE)
    ended = item(Did.RAISED, Did.CLOSED, terms=closed)
    assert said(items=(item(Did.RAISED, terms=later), ended, once)) == []


def test_what_was_carried_over_often_needs_somebody_though_no_date_was_set():
    [told] = said(items=(item(Did.RAISED, *[Did.CARRIED] * 3, terms=ISSUE),))
    assert told.endswith("was carried over 3 times, without an owner or a date")


def test_a_review_is_told_of_when_it_is_due_soon_or_overdue_only():
    assert said(series=(review(Timing.PLANNED, date(2009, 7, 15)),)) == []
    assert said(series=(review(Timing.DUE, date(2009, 4, 15)),)) == [
        "the provider performance review is due 15 April 2009"
    ]
    assert said(series=(review(Timing.OVERDUE, date(2009, 4, 1), 9),)) == [
        "the provider performance review was due 1 April 2009, 9 days ago"
    ]


def test_a_request_is_told_of_once_it_is_late():
    assert said(requests=(asked(ON),)) == []
    assert said(requests=(asked(date(2009, 4, 3)),)) == [
        "request 4 to the prime provider (Starts by office) is 7 days past its date"
    ]


def test_the_most_carried_comes_first_and_each_leads_to_where_it_is_settled():
    often = item(Did.RAISED, Did.CARRIED, Did.CARRIED, terms=ISSUE, number=2)
    found = promises.due(
        Promised(
            "A",
            (item(Did.RAISED), often),
            (review(Timing.OVERDUE, date(2009, 4, 1), 9),),
            (asked(date(2009, 4, 3)),),
        ),
        ON,
    )
    assert [each.sort for each in found] == [Sort.ACTION, Sort.ACTION, Sort.REVIEW, Sort.REQUEST]
    assert [each.query.get("item") for each in found][:2] == ["2", "1"]
    assert [each.page for each in found][2:] == ["reviews", "requests"]
    assert len({each.key for each in found}) == 4


def test_it_is_worse_with_every_week_and_every_time_it_is_carried():
    [one] = promises.due(Promised("A", (item(Did.RAISED),)), ON)
    [week] = promises.due(Promised("A", (item(Did.RAISED),)), date(2009, 4, 17))
    [more] = promises.due(Promised("A", (item(Did.RAISED, Did.CARRIED),)), ON)
    assert one.level < week.level < more.level


def test_promises_stand_among_what_needs_somebody_with_their_contract():
    due = promises.due(Promised("A", (item(Did.RAISED),)), ON)
    elsewhere = [replace(due[0], contract="Z")]
    found = sentences(situation(rows_of(A=100), due=[*due, *elsewhere]))
    assert [(need.kind, need.page) for need in found] == [(Kind.ACTION, "reviews")]
    assert found[0].sentence.startswith("Area 1 (A): the action")


def test_a_long_text_is_cut_to_what_a_sentence_holds():
    assert len(shortened("word " * 60)) <= LONGEST
