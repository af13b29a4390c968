"""Which steps may follow on which, and who takes them?"""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from monitoring.audiences import Audience
from monitoring.worklist.causes import CAUSES, code_of
from monitoring.worklist.steps import (
    MOVES,
    Attempt,
    Did,
    Hand,
    Said,
    Standing,
    State,
    after,
    refusal,
)

WHOLE = Said(
    owner="TPPM", due_on=date(2009, 7, 1), reason="sent_late", text="As said.", clerical_ref="C/1",
    partner=7,
)
LEADS_TO = """
             open       asked      answered   returned   closed
    taken    open       asked      answered   returned   -
    asked    asked      -          -          asked      -
    answered answered   answered   answered   answered   -
    accepted -          -          closed     -          -
    returned -          -          returned   -          -
    noted    open       asked      answered   returned   closed
    paired   closed     closed     closed     closed     -
    parted   open       asked      answered   returned   -
    closed   closed     closed     closed     closed     -
    reopened -          -          -          -          open
"""
MAY = {
    Did.ANSWERED: {Hand.PROVIDER},
    Did.NOTED: set(Hand),
}
"""Who may take a step; every other is the managers'."""


def drawn():
    """Give every pair of a step and a state, with the state it leads to; None where it may not."""
    head, *lines = (line.split() for line in LEADS_TO.strip().splitlines())
    return [
        (Did(did), State[was.upper()], None if to == "-" else State[to.upper()])
        for did, *cells in lines
        for was, to in zip(head, cells, strict=True)
    ]


def act(did, hand, said=WHOLE, **more):
    return Attempt(did, said, frozenset({hand}), more.pop("login", "somebody"), **more)


def test_every_step_and_state_is_drawn():
    assert [(did, was) for did, was, _ in drawn()] == list(product(Did, State))
    assert set(MOVES) == set(Did)


@pytest.mark.parametrize(("did", "was", "to"), drawn())
def test_a_step_follows_where_it_is_drawn_and_nowhere_else(did, was, to):
    standing = Standing(was, answered_by="provider")
    for hand in Hand:
        tried = act(did, hand)
        mine = hand in MAY.get(did, {Hand.MANAGER})
        assert (refusal(standing, tried) == "") == (mine and to is not None), hand
        if mine and to is not None:
            assert after(standing, tried).state is to


@pytest.mark.parametrize(
    ("did", "said", "words"),
    [
        (Did.TAKEN, Said(text="x"), "who follows it up"),
        (Did.ANSWERED, Said(text="x"), "without a reason"),
        (Did.ANSWERED, Said(reason="other"), "in a sentence"),
        (Did.ANSWERED, Said(reason="perhaps"), "Choose a reason: received_next_month"),
        (Did.RETURNED, Said(text=" "), "what the answer lacks"),
        (Did.CLOSED, Said(), "without a reason"),
        (Did.CLOSED, Said(reason="other", text=" "), "in a sentence"),
        (Did.REOPENED, Said(), "why it is opened again"),
        (Did.NOTED, Said(), "what you want to note"),
        (Did.PAIRED, Said(), "which likely pair"),
        (Did.PARTED, Said(), "which likely pair"),
    ],
)
def test_nothing_is_left_unsaid(did, said, words):
    hand = next(iter(MAY.get(did, {Hand.MANAGER})))
    was = MOVES[did].after[0]
    assert words in refusal(Standing(was), act(did, hand, said))


def test_whoever_answered_does_not_accept_or_return_it():
    standing = Standing(State.ANSWERED, answered_by="admin")
    for did in (Did.ACCEPTED, Did.RETURNED):
        tried = Attempt(did, WHOLE, frozenset(Hand), "admin")
        assert "somebody else looks at it" in refusal(standing, tried)
        assert refusal(standing, Attempt(did, WHOLE, frozenset(Hand), "tppm")) == ""


def test_only_a_note_is_for_one_side_alone():
    for did in Did:
        hand = next(iter(MAY.get(did, {Hand.MANAGER})))
        tried = act(did, hand, audience=Audience.DWP)
        assert (refusal(Standing(MOVES[did].after[0], answered_by="x"), tried) == "") == (
            did is Did.NOTED
        )


def test_what_was_said_holds_until_something_else_is():
    first = after(Standing(), act(Did.TAKEN, Hand.MANAGER, Said(owner="TPPM", clerical_ref="C/1")))
    second = after(first, act(Did.ANSWERED, Hand.PROVIDER, Said(reason="duplicate"), login="p"))
    assert (second.said.owner, second.said.clerical_ref) == ("TPPM", "C/1")
    assert (second.said.reason, second.answered_by) == ("duplicate", "p")
    closed = after(second, act(Did.ACCEPTED, Hand.MANAGER, Said()))
    assert (closed.state, closed.said.reason) == (State.CLOSED, "duplicate")


def test_what_is_opened_again_has_no_reason_any_more():
    closed = Standing(State.CLOSED, Said(reason="duplicate", owner="TPPM"))
    again = after(closed, act(Did.REOPENED, Hand.MANAGER, Said(text="It is not.")))
    assert (again.state, again.said.reason, again.said.owner) == (State.OPEN, "", "TPPM")


def test_a_note_changes_nothing():
    standing = Standing(State.ASKED, WHOLE)
    assert after(standing, act(Did.NOTED, Hand.READER)) is standing


def test_a_reason_is_known_by_its_words_and_by_its_code():
    for code, words in CAUSES.items():
        assert code_of(code) == code_of(words) == code_of(f" {words.upper()} ") == code
    assert code_of("") is None
