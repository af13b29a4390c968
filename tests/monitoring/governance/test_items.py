"""An item is open, or closed with an outcome, and every time it is carried over is counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.audiences import Audience
from monitoring.governance.items import (
    NO_OUTCOME,
    Did,
    Item,
    ItemKind,
    State,
    Step,
    Terms,
    in_order,
    left_open,
    refusal,
)

AT = datetime(2009, 1, 15, 9, tzinfo=UTC)
ISSUE = Terms(kind=ItemKind.ISSUE, what="Referral paperwork comes late")
ACTION = Terms(
    kind=ItemKind.ACTION,
    what="Send the paperwork with the referral",
    how="The Jobcentre attaches it",
    who="Third party provision manager",
    due_on=date(2009, 2, 27),
    review_on=date(2009, 3, 9),
)


def step(number, did, terms=ISSUE, audience=Audience.SHARED):
    return Step(number, did, terms, "tppm", AT, audience)


def item(*taken, terms=ISSUE, number=1):
    """Give an item that went through some steps."""
    return Item("CPA-1", number, tuple(step(n, did, terms) for n, did in enumerate(taken, 1)))


def test_an_item_is_overdue_the_day_after_its_date_and_never_once_closed():
    one = item(Did.RAISED, terms=ACTION)
    assert one.state(date(2009, 2, 27)) is State.OPEN
    assert (one.state(date(2009, 2, 28)), one.days_late(date(2009, 2, 28))) == (State.OVERDUE, 1)
    closed = item(Did.RAISED, Did.CLOSED, terms=replace(ACTION, outcome="Sent since March"))
    assert (closed.state(date(2009, 5, 1)), closed.days_late(date(2009, 5, 1))) == ("closed", 0)


def test_an_issue_shows_what_it_lacks_until_it_is_said():
    assert item(Did.RAISED).lacks == ("an owner", "a date")
    assert item(Did.RAISED, terms=ACTION).lacks == ()
    assert item(Did.RAISED, Did.CLOSED).lacks == ()


@pytest.mark.parametrize("outcome", ["", "   "])
def test_nothing_closes_without_an_outcome(outcome):
    closing = replace(ISSUE, outcome=outcome)
    assert refusal(step(1, Did.RAISED), Did.CLOSED, closing, Audience.SHARED) == NO_OUTCOME


def test_an_action_says_what_how_who_by_when_and_its_next_review():
    bare = Terms(kind=ItemKind.ACTION, what="Send it")
    assert refusal(None, Did.RAISED, bare, Audience.DWP) == (
        "Say how it will be done, who does it, by when and when it is looked at next."
    )
    assert refusal(None, Did.RAISED, ACTION, Audience.DWP) == ""


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (ItemKind.PLAN, "Say who does it, by when, which measure it is to move and in which month"),
        (ItemKind.STARTUP, "Say who does it and by when."),
    ],
)
def test_each_kind_says_what_it_needs(kind, said):
    assert refusal(None, Did.RAISED, Terms(kind=kind, what="Do"), Audience.DWP).startswith(said)


def test_what_is_closed_goes_on_only_by_being_opened_again_and_saying_why():
    closed = step(2, Did.CLOSED, replace(ISSUE, outcome="Mended"))
    assert "is closed" in refusal(closed, Did.CHANGED, ISSUE, Audience.SHARED)
    assert "why" in refusal(closed, Did.REOPENED, ISSUE, Audience.SHARED)
    again = replace(ISSUE, text="It came back in May")
    assert refusal(closed, Did.REOPENED, again, Audience.SHARED) == ""
    assert "open already" in refusal(step(1, Did.RAISED), Did.REOPENED, again, Audience.SHARED)


def test_who_reads_it_can_only_be_widened():
    assert "widened" in refusal(step(1, Did.RAISED), Did.CHANGED, ISSUE, Audience.DWP)
    dwp = step(1, Did.RAISED, audience=Audience.DWP)
    assert refusal(dwp, Did.CHANGED, ISSUE, Audience.SHARED) == ""


def test_a_first_step_raises_and_no_other_does():
    assert "not yours" in refusal(None, Did.CHANGED, ISSUE, Audience.DWP)
    assert "not yours" in refusal(step(1, Did.RAISED), Did.RAISED, ISSUE, Audience.SHARED)


def test_it_is_carried_over_by_a_meeting_only():
    before = step(1, Did.RAISED)
    assert "which meeting" in refusal(before, Did.CARRIED, ISSUE, Audience.SHARED)
    assert refusal(before, Did.CARRIED, replace(ISSUE, meeting=4), Audience.SHARED) == ""


def test_an_issue_that_leaves_its_meeting_without_owner_or_date_was_carried_over_by_it():
    assert left_open(Did.RAISED, replace(ISSUE, meeting=1))
    assert not left_open(Did.RAISED, ISSUE)
    settled = replace(ISSUE, meeting=1, who="Prime", due_on=date(2009, 2, 1))
    assert not left_open(Did.RAISED, settled)


def test_the_most_carried_heads_the_list_and_what_is_closed_ends_it():
    often = item(Did.RAISED, *[Did.CARRIED] * 3, number=3)
    late = item(Did.RAISED, terms=ACTION, number=1)
    soon = item(Did.RAISED, terms=replace(ACTION, due_on=date(2009, 6, 1)), number=2)
    without = item(Did.RAISED, number=4)
    closed = item(Did.RAISED, *[Did.CARRIED] * 5, Did.CLOSED, number=5)
    ordered = in_order([closed, without, soon, late, often], date(2009, 4, 15))
    assert [one.number for one in ordered] == [3, 1, 2, 4, 5]
    assert often.carried == 3


def test_a_reader_who_came_late_is_told_that_there_were_steps_before():
    assert Item("CPA-1", 1, (step(3, Did.CHANGED),)).steps_before == 2
    assert item(Did.RAISED).steps_before == 0


TRIES = st.lists(
    st.tuples(
        st.sampled_from(list(Did)),
        st.sampled_from(["", " ", "Mended"]),
        st.sampled_from([None, 7]),
        st.sampled_from(["", "It came back"]),
        st.sampled_from(list(Audience)),
    ),
    max_size=30,
)


@given(TRIES)
def test_whatever_is_tried_an_item_is_open_or_closed_with_an_outcome_and_carries_are_counted(tries):
    taken = [step(1, Did.RAISED, audience=Audience.DWP)]
    for did, outcome, meeting, text, audience in tries:
        terms = replace(ISSUE, outcome=outcome, meeting=meeting, text=text)
        if not refusal(taken[-1], did, terms, audience):
            taken.append(step(len(taken) + 1, did, terms, audience))
    one = Item("CPA-1", 1, tuple(taken))
    assert one.is_open is (one.terms.outcome.strip() == "")
    assert one.carried == len([each for each in taken if each.did is Did.CARRIED])
    assert all(each.terms.meeting for each in taken if each.did is Did.CARRIED)
    assert (one.state(date(2009, 2, 1)) is State.CLOSED) is not one.is_open
