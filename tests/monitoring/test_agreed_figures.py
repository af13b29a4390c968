"""Who signs a figure, and does it hold?"""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from monitoring.agreed_figures import (
    Answer,
    Attempt,
    Did,
    Figure,
    Rests,
    State,
    Step,
    needs,
    refusal,
    role_to_sign,
)
from monitoring.vocabulary import Role

BOTH, ONE = (Role.TPPM, Role.CM), (Role.CM,)
LMS = Rests("lms", "counted", 4, 412)
PROVIDER = Rests("provider_mi", "counted", 5, 397)


def step(did, by="x", role="", text=""):
    at = datetime(2009, 4, 20, tzinfo=UTC)
    return Step(did=did, by=by, who=by, at=at, role=str(role), text=text)


def figure(*steps, signing=BOTH, **more):
    return Figure(
        contract="CPA-1", measure="referrals", category="all", month=date(2009, 3, 1), value=405,
        rests_on=(LMS, PROVIDER), steps=(step(Did.PROPOSED), *steps), needs=signing, **more,
    )  # fmt: skip


TPPM_SIGNED = step(Did.SIGNED, "tppm", Role.TPPM)
CM_SIGNED = step(Did.SIGNED, "cm", Role.CM)


def act(did, login, *roles, provider=False, text="As said."):
    return Attempt(did, login, frozenset(roles), provider, text)


def test_referrals_need_both_signatures_and_outcomes_the_contract_manager_s():
    assert needs("Third party provision manager") == BOTH
    assert needs("Contract manager") == needs("NHS England") == ONE
    assert figure(TPPM_SIGNED).state is State.PROPOSED
    assert figure(TPPM_SIGNED).missing == (Role.CM,)
    assert figure(TPPM_SIGNED, CM_SIGNED).state is State.AGREED
    assert figure(CM_SIGNED, signing=ONE).state is State.AGREED


def test_a_withdrawn_figure_holds_no_more_whoever_signed_it():
    gone = figure(TPPM_SIGNED, CM_SIGNED, step(Did.WITHDRAWN, "cm", text="A slip."))
    assert gone.state is State.WITHDRAWN
    assert refusal(gone, BOTH, act(Did.PROPOSED, "cm", Role.CM)) == ""
    assert "No figure" in refusal(gone, BOTH, act(Did.SIGNED, "cm", Role.CM))


@pytest.mark.parametrize(
    ("standing", "tried", "words"),
    [
        (None, act(Did.PROPOSED, "cm", Role.CM), ""),
        (None, act(Did.PROPOSED, "bdc", Role.BDC_LIAISON), "provision manager and the contract"),
        (None, act(Did.PROPOSED, "prime", Role.PRIME_MANAGER, provider=True), "Only who signs"),
        (None, act(Did.SIGNED, "cm", Role.CM), "No figure for this month"),
        (None, act(Did.AGREES, "prime", provider=True), "No figure for this month"),
        (figure(TPPM_SIGNED), act(Did.PROPOSED, "cm", Role.CM), "Withdraw it before"),
        (figure(TPPM_SIGNED), act(Did.SIGNED, "cm", Role.CM), ""),
        (figure(TPPM_SIGNED), act(Did.SIGNED, "tppm", Role.TPPM), "the contract manager"),
        (figure(TPPM_SIGNED), act(Did.SIGNED, "tppm", *BOTH), "somebody else signs"),
        (figure(TPPM_SIGNED, CM_SIGNED), act(Did.SIGNED, "x", *BOTH), "every signature"),
        (figure(TPPM_SIGNED), act(Did.AGREES, "cm", Role.CM), "The provider says"),
        (figure(TPPM_SIGNED), act(Did.AGREES, "prime", provider=True, text=""), ""),
        (figure(), act(Did.DISAGREES, "prime", provider=True, text=" "), "why you disagree"),
        (figure(), act(Did.WITHDRAWN, "cm", Role.CM, text=""), "why it is withdrawn"),
        (figure(), act(Did.WITHDRAWN, "tppm", Role.TPPM), ""),
    ],
)
def test_each_step_is_for_who_may_take_it_when_it_can_follow(standing, tried, words):
    said = refusal(standing, BOTH, tried)
    assert (said == "") is (words == "")
    assert words in said


def test_one_person_signs_for_one_role_whatever_roles_they_hold():
    assert role_to_sign(figure(), act(Did.SIGNED, "x", *BOTH)) is Role.TPPM
    assert role_to_sign(figure(TPPM_SIGNED), act(Did.SIGNED, "tppm", *BOTH)) is None
    assert role_to_sign(figure(TPPM_SIGNED), act(Did.SIGNED, "y", *BOTH)) is Role.CM


def test_the_provider_agrees_disagrees_because_or_gives_no_answer_by_its_day():
    by = date(2009, 5, 1)
    silent = figure(answer_by=by)
    assert silent.answer(by) is Answer.AWAITED
    assert silent.answer(date(2009, 5, 2)) is Answer.NONE
    no = figure(step(Did.DISAGREES, "prime", text="12 came in April."), answer_by=by)
    assert (no.answer(date(2009, 6, 1)), no.because) == (Answer.DISAGREES, "12 came in April.")
    yes = figure(step(Did.DISAGREES, text="No."), step(Did.AGREES, "prime"), answer_by=by)
    assert (yes.answer(by), yes.because) == (Answer.AGREES, "")


def test_a_figure_says_which_source_moved_since():
    fixed = figure()
    assert fixed.moved([LMS, PROVIDER]) == ()
    later = Rests("provider_mi", "counted", 9, 399)
    assert fixed.moved([LMS, later]) == (later,)
    again = Rests("provider_mi", "counted", 9, 397)  # the same figure, from another return
    assert fixed.moved([LMS, again]) == (again,)
    assert fixed.moved([LMS]) == (PROVIDER,)  # withdrawn
    new = Rests("clerical", "returned", 11, 405)
    assert fixed.moved([LMS, PROVIDER, new]) == (new,)
