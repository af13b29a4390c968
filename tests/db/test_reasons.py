"""Does a month below profile ask the provider for a reason, and nobody else answer, twice over?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from db import doors, reasons, rules
from db.publishing.request import CallError
from db.reasons import Given
from db.reports.ground import grounds
from db.reports.view import View
from monitoring.parameters import Setting
from tests.db import returns
from tests.db.agreements import pen, who, with_people
from tests.stores import prepared

FEBRUARY, MARCH = date(2009, 2, 1), date(2009, 3, 1)
REASON = Given("CPA-1", "job_outcomes", (MARCH,), "economy", "Two large employers closed.")


@prepared
def peopled(store):
    """Give a store with a return below profile, on each engine."""
    return with_people(store)


def waiting(store, login="prime", measure=None):
    view = View(contract="CPA-1", measure=measure)
    with doors.scoped_session(store, who(login)) as session:
        [ground] = grounds(session, view, returns.NOW)
        rows = reasons.asked(session, ground)
    return [f"{row.month:%Y-%m}" for row in rows[~rows["given"]].itertuples()]


def said(store, login):
    with doors.scoped_session(store, who(login)) as session:
        return [one.said for one in reasons.given(session, [1])]


def test_months_under_the_contracts_share_await_a_reason(peopled):
    assert waiting(peopled) == ["2009-03", "2009-02"]  # January is 38 of 40, 95%
    rules.set_parameter(
        peopled,
        who("cm"),
        "CPA-1",
        Setting("jo_variance_reason_below", "0.55", date(2009, 1, 1), "Minute 3"),
        returns.NOW,
    )
    assert waiting(peopled) == ["2009-03"]
    assert waiting(peopled, measure="starts") == []


def test_a_reason_given_is_read_by_both_sides_and_no_longer_awaited(peopled):
    reasons.give(pen(peopled, "prime"), replace(REASON, months=(FEBRUARY, MARCH)))
    assert waiting(peopled) == []
    for login in ("cm", "tppm", "prime"):
        assert (
            said(peopled, login)
            == ["the economy and local vacancies: Two large employers closed."] * 2
        )


def test_a_better_reason_takes_the_place_of_the_first_and_both_are_kept(peopled):
    [first] = reasons.give(pen(peopled, "prime"), REASON)
    [second] = reasons.give(pen(peopled, "prime"), replace(REASON, text="A third followed."))
    assert second == first + 1
    assert said(peopled, "cm") == ["the economy and local vacancies: A third followed."]


@pytest.mark.parametrize("login", ["cm", "tppm", "advisers"])
def test_only_who_sends_for_the_provider_gives_a_reason(peopled, login):
    with pytest.raises(CallError, match="The provider gives the reason"):
        reasons.give(pen(peopled, login), REASON)


def test_a_reason_has_a_code_of_the_list_a_sentence_and_a_month(peopled):
    for wrong, words in (
        (replace(REASON, code="weather"), "Choose a reason"),
        (replace(REASON, text="  "), "Say in a sentence|say in a sentence"),
        (replace(REASON, months=()), "Choose the months"),
        (replace(REASON, contract="CPA-2"), "not known, or is not yours"),
    ):
        with pytest.raises(CallError, match=words):
            reasons.give(pen(peopled, "prime"), wrong)
