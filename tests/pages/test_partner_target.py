"""A partner opens its arrangement and sees its target, and that it is a share of the prime's."""

from __future__ import annotations

import pytest

from db import people
from tests.db import returns
from tests.pages.conftest import add_people, words

ARRANGED = """
    contract|arrangement|starts_on |partner  |model     |has_targets|is_paid|outcome_share
    CPA-1   |A1         |2009-01-01|Partner A|end_to_end|yes        |yes    |0.20
    CPA-1   |A2         |2009-01-01|Partner B|sla       |no         |no     |
"""
RETURNED = """
    contract | month   | measure      | client_category | arrangement | value
    CPA-1    | 2009-01 | job_outcomes | all             | A1          | 9
    CPA-1    | 2009-01 | job_outcomes | all             | A2          | 3
"""
OWN = """
    contract | set      | month   | measure      | client_category | arrangement | value
    CPA-1    | original | 2009-01 | job_outcomes | all             | A1          | 12
"""
PARTNERS = tuple(
    (login, f"Partner manager, {code}", "PARTNER_MANAGER", people.Place(arrangement=code))
    for login, code in (("partner-a", "CPA-1:A1"), ("partner-b", "CPA-1:A2"))
)
BY_SHARE = "held to its share of the prime's profile (20.0%)"


@pytest.fixture
def shared(sample):
    """Give the sample with a partner that carries a fifth of 40, 100 and 160."""
    for dataset, drawn in (("arrangements", ARRANGED), ("monthly_return", RETURNED)):
        answer = returns.send(sample, dataset, drawn, mode="corrections")
        assert answer.status == "published"
    add_people(sample, PARTNERS)
    return sample


def test_a_partner_sees_its_target_and_that_it_is_a_share(shared, opened):
    del shared
    at = opened("profile_vs_actual", "partner-a")
    assert not at.exception
    assert "9 of 8 profiled" in words(at)  # a fifth of 40
    assert BY_SHARE in words(at)


def test_an_arrangement_without_targets_has_none(shared, opened):
    del shared
    at = opened("profile_vs_actual", "partner-b")
    assert not at.exception
    assert "No profile is set for job outcomes" in words(at)
    assert BY_SHARE not in words(at)


def test_the_prime_sees_it_for_the_arrangement_and_not_for_the_contract(shared, opened):
    del shared
    assert BY_SHARE in words(
        opened("profile_vs_actual", "prime-1", contract="CPA-1", arrangement="A1")
    )
    assert BY_SHARE not in words(opened("profile_vs_actual", "prime-1", contract="CPA-1"))


def test_a_profile_of_its_own_is_said_to_be_nobody_s_share(shared, opened):
    returns.send(shared, "profiles", OWN)
    said = words(opened("profile_vs_actual", "partner-a"))
    assert "9 of 12 profiled" in said
    assert BY_SHARE not in said
