"""Is a variation agreed only when each side has said so, one person for one side?"""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import permutations

import pytest

from monitoring import variations
from monitoring.audiences import Side
from monitoring.variations import Did, Step

AT = datetime(2009, 6, 10, tzinfo=UTC)


def steps(*taken):
    return [Step(did, by, AT) for did, by in taken]


@pytest.mark.parametrize(
    ("dids", "said"),
    [
        (["proposed"], "proposed, awaits both"),
        (["proposed", "accepted_dwp"], "awaits the provider"),
        (["proposed", "accepted_provider"], "awaits the department"),
        (["proposed", "accepted_provider", "accepted_dwp"], "agreed by both"),
        (["proposed", "accepted_dwp", "declined"], "declined"),
    ],
)
def test_how_a_variation_stands_is_read_from_its_steps(dids, said):
    assert variations.state(dids) == said


def test_the_order_of_acceptance_does_not_matter_and_a_refusal_always_does():
    for order in permutations(["accepted_dwp", "accepted_provider"]):
        assert variations.agreed(["proposed", *order])
        assert not variations.agreed(["proposed", *order, "declined"])


def test_whose_answer_is_awaited():
    assert variations.awaited(["proposed"]) == (Side.DEPARTMENT, Side.PRIME)
    assert variations.awaited(["proposed", "accepted_dwp"]) == (Side.PRIME,)
    assert variations.awaited(["proposed", "declined"]) == ()


def test_a_reference_stands_for_one_variation():
    assert variations.refusal([], Did.PROPOSED, "cm") == ""
    assert "already" in variations.refusal(steps(("proposed", "cm")), Did.PROPOSED, "cm")


def test_nobody_accepts_what_was_never_proposed_or_is_settled():
    assert "no variation" in variations.refusal([], Did.ACCEPTED_DWP, "cm")
    declined = steps(("proposed", "cm"), ("declined", "prime"))
    assert "settled" in variations.refusal(declined, Did.ACCEPTED_DWP, "cm")
    once = steps(("proposed", "cm"), ("accepted_dwp", "cm"))
    assert "already" in variations.refusal(once, Did.ACCEPTED_DWP, "national")


def test_one_person_never_accepts_for_both_sides():
    once = steps(("proposed", "admin"), ("accepted_dwp", "admin"))
    assert "somebody else" in variations.refusal(once, Did.ACCEPTED_PROVIDER, "admin")
    assert variations.refusal(once, Did.ACCEPTED_PROVIDER, "prime") == ""
    assert variations.refusal(once, Did.DECLINED, "admin") == ""
