"""Does the page say where everybody went, and open rows to whose they are and to nobody else?"""

from __future__ import annotations

import pytest

from monitoring.vocabulary import Source
from tests.db.returns import send
from tests.pages.conftest import words

REFERRALS = """
    contract | client_ref | referred_on | client_category
    CPA-1    | R-00001    | 2009-03-02  | mandatory
    CPA-1    | R-00002    | 2009-03-03  | mandatory
    CPA-1    | R-00003    | 2009-03-04  | mandatory
    CPA-1    | R-1O004    | 2009-03-05  | mandatory
"""
STARTS = """
    contract | client_ref | referred_on | started_on | client_category | status
    CPA-1    | R-00001    | 2009-03-02  | 2009-03-20 | mandatory       | active
    CPA-1    | R-00002    | 2009-03-09  |            | mandatory       |
    CPA-1    | R-10004    | 2009-03-05  | 2009-03-20 | mandatory       | active
    CPA-1    | R-00009    | 2009-03-05  | 2009-03-20 | mandatory       | active
"""
EXITS = """
    contract | client_ref | exited_on  | reason
    CPA-1    | R-00001    | 2009-03-30 | left_benefit
"""


@pytest.fixture
def _records(sample):
    """Give CPA-1 two records of its referrals, and a leaver the provider does not know of."""
    send(sample, "referrals", REFERRALS, source=Source.LMS)
    send(sample, "starts", STARTS)
    send(sample, "exits", EXITS, source=Source.BDC)


@pytest.mark.usefixtures("_records")
def test_a_provision_manager_reads_where_everybody_went_and_opens_whom_nobody_referred(opened):
    at = opened("reconcile", "tppm", contract="CPA-1")
    assert not at.exception
    said = words(at)
    assert (
        "4 referred, 3 started; of the 3 who did not start: 1 still waiting and 2 unexplained. "
        "2 of those who started were not referred here. In all 4 unexplained, both ways added "
        "(66.7% of 6 in either)."
    ) in said
    assert [each.value for each in at.metric] == ["4", "33.3%", "4", "4"]
    classes, rows, trend, gaps, likely, left, rates = (each.value for each in at.dataframe)
    assert classes["count"].to_list() == [2, 2, 1, 1]  # right only, left only, date, agrees
    assert rows["client_ref"].to_list() == ["R-00009", "R-10004"]
    assert trend["unexplained"].to_list() == [4]
    assert gaps["gap"].to_list() == [0]
    assert likely[["left_ref", "right_ref"]].to_numpy().tolist() == [["R-1O004", "R-10004"]]
    assert left["client_ref"].to_list() == ["R-00001"]
    assert rates["unexplained"].to_list() == [4, 1]


@pytest.mark.usefixtures("_records")
def test_the_class_in_the_address_is_the_one_that_is_opened(opened):
    at = opened("reconcile", "tppm", contract="CPA-1", **{"class": "date"})
    rows = at.dataframe[1].value
    assert rows["client_ref"].to_list() == ["R-00002"]
    assert rows["reason"].to_list() == ["6 days apart: 3 March 2009 and 9 March 2009."]


@pytest.mark.usefixtures("_records")
def test_who_sees_no_clients_is_shown_counts_and_no_reference(opened):
    at = opened("reconcile", "national", contract="CPA-1")
    assert not at.exception
    told = words(at) + "".join(each.value.to_csv() for each in at.dataframe)
    assert "4 referred, 3 started" in told
    assert "The rows behind a class are about single people." in told
    assert "R-0" not in told
    assert [tab.label for tab in at.tabs] == [
        "Month by month", "Timing", "Every record and provider",
    ]  # fmt: skip


@pytest.mark.usefixtures("_records")
def test_other_records_are_compared_when_they_are_chosen(opened):
    at = opened(
        "reconcile", "cm", contract="CPA-1", left="exits:bdc", right="exits:provider_mi",
        **{"from": "2009-03"},
    )  # fmt: skip
    assert not at.exception
    assert "0 are in both Benefit centre's leavers and Provider's leavers" in words(at)


@pytest.mark.usefixtures("sample")
def test_without_records_the_page_says_what_is_missing(opened):
    at = opened("reconcile", "tppm", contract="CPA-1")
    assert not at.exception
    assert "No record of this contract can be compared yet" in words(at)


@pytest.mark.usefixtures("_records")
def test_home_says_that_starts_have_no_referral_and_leads_to_them(opened):
    at = opened("portfolio", "tppm")
    assert not at.exception
    assert "2 records of starts have no referral and no reason." in words(at)


def settled(at, label, why="Read on paper."):
    """Give the page after the one pair proposed is ticked and settled."""
    at.session_state["pairs CPA-1 1"] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    at.text_area(key="why a pair").input(why)
    return next(one for one in at.button if one.label == label).click().run()


@pytest.mark.usefixtures("_records")
def test_a_likely_pair_is_accepted_and_counts_as_one_client(opened):
    at = settled(opened("reconcile", "tppm", contract="CPA-1"), "They are one client")
    assert not at.exception
    assert "In all 2 unexplained, both ways added" in words(at)  # one key of each side fewer
    assert "No two references on either side alone nearly agree." in words(at)


@pytest.mark.usefixtures("_records")
def test_a_likely_pair_that_is_refused_is_not_proposed_again_and_joins_nothing(opened):
    at = settled(opened("reconcile", "tppm", contract="CPA-1"), "They are two people")
    assert not at.exception
    assert "In all 4 unexplained, both ways added" in words(at)
    assert "No two references on either side alone nearly agree." in words(at)


@pytest.mark.usefixtures("_records")
def test_a_pair_is_settled_when_one_is_ticked_and_by_who_manages_the_contract(opened):
    at = opened("reconcile", "tppm", contract="CPA-1")
    at = next(one for one in at.button if one.label == "They are one client").click().run()
    assert [each.value for each in at.error] == ["Tick the pair that is meant."]
    at = opened("reconcile", "prime-1", contract="CPA-1")
    assert not at.exception
    assert "They are one client" not in [each.label for each in at.button]
