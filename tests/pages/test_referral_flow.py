"""Does the page tell who is referred, from where and who waits, as far as it is the reader's?"""

from __future__ import annotations

import pytest

from tests.db import returns
from tests.db.travelled import follow
from tests.pages.conftest import words


@pytest.fixture
def _clients(sample):
    """Give the sample clients of CPA-1 to follow."""
    follow(sample, returns.NOW)


@pytest.mark.usefixtures("_clients")
def test_who_sees_clients_reads_months_offices_and_who_waits(opened):
    at = opened("referral_flow", "tppm", contract="CPA-1", to="2009-02")
    assert not at.exception
    said = words(at)
    assert "3 were referred in February 2009. How many were anticipated is not on record." in said
    assert [each.value for each in at.metric] == ["3", "52.0%", "66.7%", "2"]
    months, waited, ahead, offices, run, benefits = (each.value for each in at.dataframe)
    assert months["referrals"].to_list() == [3, 13]
    assert months["mandatory"].to_list() == [2, 12]
    assert waited["waiting"].to_list() == [0, 0, 0, 0, 2, 0]  # 67 and 80 days on 10 April 2009
    assert ahead["when"].to_list() == ["Past the limit"]
    assert offices["office"].to_list() == ["North", "South", "not said"]
    assert len(run) == len(benefits) == 2
    assert "New claims are for Employment and Support Allowance" not in said, "months begin later"


@pytest.mark.usefixtures("_clients")
def test_weeks_are_drawn_when_they_are_asked_for(opened):
    at = opened("referral_flow", "tppm", contract="CPA-1", span="week")
    assert not at.exception
    assert at.dataframe[0].value["week"].dt.day_of_week.eq(0).all()
    assert at.dataframe[0].value["all"].sum() == 16  # one is dated later


@pytest.mark.usefixtures("_clients")
def test_who_sees_none_reads_the_months_and_why_there_is_no_more(opened):
    at = opened("referral_flow", "national", contract="CPA-1", span="week")
    assert not at.exception
    assert "You see this contract's figures but not its clients." in words(at)
    assert len(at.dataframe) == 1
    assert "month" in at.dataframe[0].value
    assert len(at.metric) == 3


@pytest.mark.usefixtures("sample")
def test_a_contract_without_referrals_says_what_brings_them(opened):
    at = opened("referral_flow", "cm", contract="CPA-1")
    assert not at.exception
    assert "No referral is on record yet." in words(at)
