"""Does the terminal say what is due, destroy it only with a yes, and keep holds and periods?"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.terminal.conftest import START

STARTS = """
    contract | client_ref | referred_on | started_on | client_category | adviser_ref
    CPA-1    | R-1        | 2009-01-05  | 2009-01-20 | mandatory       | A-1
"""
AFTER = datetime(2014, 2, 1, 9, 0, tzinfo=UTC)  # 25 months after December 2011
APPLY = ("retention", "apply", "--reason", "As scheduled")


@pytest.fixture
def old(terminal):
    """Give a terminal long after its contracts ended."""
    terminal.load("starts", STARTS)
    terminal.now = AFTER
    return terminal


def lines(answer):
    return {(each["contract"], each["data_class"]): each for each in answer["retention"]}


def test_nothing_is_destroyed_without_a_yes_and_then_it_is_named(old):
    shown = lines(old.json("retention", "show"))
    assert shown["CPA-1", "client_rows"] == {
        "contract": "CPA-1", "data_class": "client_rows", "due_on": "2014-01-01", "rows": 3,
        "hold": None,
    }
    trial = old(*APPLY, "--format", "json")
    assert trial.code == 1
    assert old.json("retention", "show") == {"retention": list(shown.values())}
    assert "Nothing is destroyed yet" in old(*APPLY).out
    done = old(*APPLY, "--confirm")
    assert done.code == 0
    assert "Monthly figures and receipts stand." in done.out
    assert "Nothing is due." in old(*APPLY, "--confirm").out
    assert lines(old.json("retention", "show"))["CPA-1", "client_rows"]["rows"] == 0
    told = lines(old.json("retention", "show", "--done"))
    assert (told["CPA-1", "client_rows"]["reason"], told["CPA-1", "client_rows"]["by"]) == (
        "As scheduled", "operator"
    )
    assert old("audit", "verify").code == 0


def test_periods_and_holds_are_kept_from_the_terminal(old):
    since = ("--from", "2013-01-01", "--reason", "Agreed")
    assert old("retention", "set", "client_rows", "36", *since, "--contract", "CPA-1").code == 0
    assert old("retention", "set", "free_text", "always", *since, "--programme", "PLP").code == 0
    assert old("retention", "hold", "CPA-2", "--reason", "A case").code == 0
    shown = lines(old.json("retention", "show"))
    assert shown["CPA-1", "client_rows"]["due_on"] == "2015-01-01"
    assert shown["CPA-1", "free_text"]["due_on"] is None
    assert shown["CPA-2", "client_rows"]["hold"] == "A case"
    assert old("retention", "lift", "CPA-2", "--reason", "It ended").code == 0
    assert lines(old.json("retention", "show"))["CPA-2", "client_rows"]["hold"] is None
    earlier = lines(old.json("retention", "show", "--as-at", "2012-12-31", "--contract", "CPA-1"))
    assert earlier["CPA-1", "client_rows"]["due_on"] == "2014-01-01"  # not yet set on that day


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((*APPLY, "--confirm", "--as", "somebody"), "leave --as out"),
        ((*APPLY, "--as-at", "2014-02-02"), "has come"),
        (("retention", "apply", "--confirm"), "Say why"),
        (("retention", "set", "client_rows", "long", "--from", "2013-01-01"), "number of months"),
        (("retention", "set", "monthly_figures", "9", "--from", "2013-01-01", "--reason", "x"),
         "always kept"),
        (("retention", "lift", "CPA-1", "--reason", "x"), "is not on hold"),
        (("retention", "hold", "CPA-9", "--reason", "x"), "CPA-9 is not known"),
    ],
)
@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_a_wrong_call_says_what_is_wrong(old, words, said):
    answer = old(*words)
    assert answer.code == 2
    assert said in answer.err
    assert START < AFTER
