"""AT-07 on the page: what a contract manager reads when PLMI and provider MI do not tally."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitoring.vocabulary import Source
from tests.db import returns
from tests.pages.conftest import add_people, words

HEADER = "contract | month | measure | client_category | value\n"


def march(value):
    return f"{HEADER}CPA-1 | 2009-03 | job_outcomes | all | {value}"


@pytest.fixture
def at_07(bare):
    """PLMI due 7 April received 10 April with 71, provider MI in time with 78."""
    day = {name: datetime(2009, 4, name, 9, tzinfo=UTC) for name in (1, 6, 10)}
    returns.send(bare, "contracts", returns.CONTRACTS, received=day[1])
    returns.send(bare, "monthly_return", march(78), received=day[6])
    returns.send(bare, "monthly_return", march(71), source=Source.PLMI, received=day[10])
    add_people(bare)
    return bare


def shown(at):
    return {each.label.replace("\\", ""): (each.value, each.delta) for each in at.metric}


@pytest.mark.usefixtures("at_07")
def test_at_07_on_the_page(opened):
    at = opened("sources", "cm", contract="CPA-1")
    assert not at.exception
    said = words(at)
    assert "78 people by provider MI; PLMI says 71 (7 fewer, 9.0%, 3 days late)" in said
    assert "not independent confirmation" in said
    assert "Cost per job outcome is provisional: the sources differ and PLMI came late" in said
    assert shown(at)["PLMI, late by"][0] == "3 days"
    assert shown(at)["Cost per job outcome"] == ("Not known", "provisional")
    first = at.dataframe[0].value
    assert list(first["source_named"]) == ["Provider MI", "PLMI"]
    assert list(first["difference"]) == ["", "+7"]
    assert "suggested reason: late submission" in first["to_know"][1]
    assert len(at.get("plotly_chart")) == 1


@pytest.mark.usefixtures("at_07")
def test_the_working_of_each_grade_is_on_the_page(opened):
    said = words(opened("sources", "cm", contract="CPA-1"))
    assert "2 of 4 tests passed, grade C: timeliness not passed; completeness passed" in said


@pytest.mark.usefixtures("at_07")
def test_months_can_be_chosen_and_another_measure_says_what_is_missing(opened):
    at = opened("sources", "cm", contract="CPA-1", **{"from": "2009-02", "to": "2009-03"})
    assert len(at.dataframe[1].value) == 2
    none = opened("sources", "cm", contract="CPA-1", measure="starts")
    assert "No return holds this figure yet" in words(none)


@pytest.mark.usefixtures("at_07")
def test_before_a_contract_was_known_the_page_says_so(opened):
    at = opened("sources", "cm", contract="CPA-1", as_at="2008-01-01")
    assert not at.exception
    assert words(at)


@pytest.mark.usefixtures("at_07")
def test_without_a_second_source_there_is_no_chart(opened, bare):
    figure = f"{HEADER}CPA-1 | 2009-03 | starts | all | 5"
    returns.send(bare, "monthly_return", figure, mode="corrections")
    at = opened("sources", "cm", contract="CPA-1", measure="starts")
    assert "no other source has a figure to hold it against" in words(at)
    assert not at.get("plotly_chart")
    assert "Cost per" not in words(at)


REFERRALS = """
    contract | client_ref | referred_on | client_category
    CPA-1    | R-1        | 2009-03-02  | mandatory
    CPA-1    | R-2        | 2009-03-03  | mandatory
    CPA-1    | R-3        | 2009-03-04  | voluntary
"""
STARTS = REFERRALS.replace("R-1", "X-1").replace("R-2", "X-2")


def test_the_page_says_where_two_extracts_do_not_use_the_same_reference(opened, at_07):
    returns.send(at_07, "referrals", REFERRALS)
    returns.send(at_07, "starts", STARTS)
    said = words(opened("sources", "cm", contract="CPA-1"))
    assert "Referrals from LMS and starts from provider MI do not use the same reference" in said
    assert "1 of 3 people are in both (33.3%)" in said
    assert "dataset references" in said


def test_the_page_says_how_far_they_do_and_nothing_to_who_sees_no_client_rows(opened, at_07):
    returns.send(at_07, "referrals", REFERRALS)
    returns.send(at_07, "starts", REFERRALS)
    said = words(opened("sources", "tppm", contract="CPA-1"))
    assert "Referrals from LMS and starts from provider MI: 3 of 3 people are in both" in said
    assert "starts from provider MI" not in words(opened("sources", "national", contract="CPA-1"))
