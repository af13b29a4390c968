"""Can a figure be agreed from the terminal, and does every report say whose it is?"""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
JANUARY = ("CPA-1", "job_outcomes", "2009-01")


@pytest.fixture
def people(filled):
    """Give a terminal whose store has a contract manager and a provider's manager."""
    for login, role in (("cm1", "CM"), ("prime1", "PRIME_MANAGER")):
        filled.json("user", "add", login, login)
        filled.json("grant", login, role, "--contract", "CPA-1")
    return filled


def month(terminal, name, *more):
    rows = terminal.json("report", name, "--contract", "CPA-1", *more)["rows"]
    return next(row for row in rows if row["month"] == "2009-01")


def test_a_figure_is_proposed_answered_and_withdrawn_and_every_report_says_so(people):
    told = people("agree", "propose", *JANUARY, "37", "--reason", "One twice.", "--as", "cm1")
    assert told.out == "Proposed. An agreed figure is for monitoring, never for payment.\n"
    actual = month(people, "profile")
    assert (actual["actual"], actual["source"], actual["origin"]) == (37, "agreed", "returned")
    people.json("agree", "answer", *JANUARY, "--disagrees", "--reason", "38.", "--as", "prime1")
    row = month(people, "agreed", "--as", "prime1")
    assert (row["state"], row["signed"], row["waits_for"], row["moved"]) == (
        "agreed", "CM", None, None,
    )
    assert (row["provider"], row["because"], row["by"]) == ("disagrees", "38.", "cm1")
    assert row["rests_on"].startswith("provider MI 38 (receipt")
    assert "never for payment" in str(people.json("report", "agreed")["parameters"]["standing"])
    people.json("agree", "withdraw", *JANUARY, "--reason", "A slip.", "--as", "cm1")
    assert month(people, "profile")["source"] == "provider_mi"
    assert month(people, "agreed")["state"] == "withdrawn"


def test_referrals_wait_for_the_other_signature(people):
    people.json("agree", "propose", "CPA-1", "referrals", "2009-01", "40", "--as", "cm1")
    row = month(people, "agreed", "--measure", "referrals")
    assert (row["state"], row["signed"], row["waits_for"]) == (
        "proposed", "CM", "third party provision manager",
    )
    assert row["rests_on"] == "no source had a figure"
    assert people("agree", "sign", "CPA-1", "referrals", "2009-01", "--as", "cm1").code == 2
