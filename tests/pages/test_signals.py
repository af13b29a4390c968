"""What does a contract manager read of an unusual month, and of a contract unlike the others?"""

from __future__ import annotations

from datetime import date

import pytest
import streamlit as st

from db import people
from db.setup import initialise, mark_sample
from tests.db.returns import send
from tests.db.test_signals import CONTRACTS, NOW, returned
from tests.pages.conftest import add_people, words
from tests.stores import SECRET, SQLITE

PEOPLE = (
    ("cm", "Contract manager, Area 1", "CM", people.Place(contract="CPA-1")),
    ("national", "National performance team", "NATIONAL", people.Place()),
    ("prime-1", "Prime provider manager", "PRIME_MANAGER", people.Place(organisation="Prime 1")),
)
PROFILES = "contract,set,month,measure,client_category,value\n" + "".join(
    f"CPA-1,original,{year}-{month:02},job_outcomes,all,60\n"
    for year in (2009, 2010)
    for month in range(1, 13)
)


def two_years(store):
    initialise(store, NOW)
    mark_sample(store, {"PLP": date(2011, 1, 20)}, NOW)
    send(store, "contracts", CONTRACTS.encode(), now=NOW)
    send(store, "profiles", PROFILES.encode(), now=NOW)
    assert send(store, "monthly_return", returned(), now=NOW).status == "published"
    add_people(store, PEOPLE)


@pytest.fixture
def years(copies, monkeypatch):
    """Give a store with two years of six contracts, for the pages to read."""
    with copies.lent(SQLITE, two_years) as store:
        monkeypatch.setenv("MONITOR_DATABASE_URL", f"sqlite:///{store.path}")
        monkeypatch.setenv("MONITOR_SECRET_KEY", SECRET)
        monkeypatch.setenv("MONITOR_DEMO", "1")
        st.cache_data.clear()
        yield store


def figures(at):
    return {each.label: (each.value, each.delta) for each in at.metric}


@pytest.mark.usefixtures("years")
def test_the_page_says_whether_the_month_is_unusual_and_the_profile_in_reach(opened):
    at = opened("control_chart", contract="CPA-1", measure="job_outcomes")
    assert not at.exception
    said = words(at)
    assert "Job outcomes in November 2010 are 12 people: nothing unusual. A month lies" in said
    assert "The profile of 60 people lies above them: as things are it will not be met" in said
    assert figures(at)["November 2010"] == ("12 people", "as usual")
    assert figures(at)["Profile"] == ("60 people", "misses it every month")
    table = at.dataframe[0].value.set_index("month")
    assert table.loc["2010-06-01"]["point"] == "Unusual, for the better"
    assert table.loc["2010-06-01"]["why"].startswith("Above the upper limit")
    assert table.loc["2010-12-01"]["to_know"] == "Provisional"


@pytest.mark.usefixtures("years")
def test_limits_are_begun_anew_by_who_sets_the_rules_and_say_why(opened):
    at = opened("control_chart", contract="CPA-1", measure="job_outcomes")
    assert "Begin anew" in [each.label for each in at.button]
    (first,) = [one for one in at.selectbox if one.label.startswith("First month")]
    first.select("2010-03")
    for field, text in zip(at.text_input, ("Two new offices", "Letter of 3 May"), strict=True):
        field.input(text)
    at = next(one for one in at.button if one.label == "Begin anew").click().run()
    assert not at.exception
    assert "Limits begin anew in March 2010: Two new offices" in words(at)


@pytest.mark.usefixtures("years")
def test_without_an_authority_nothing_begins_anew(opened):
    at = opened("control_chart", contract="CPA-1", measure="job_outcomes")
    at = next(one for one in at.button if one.label == "Begin anew").click().run()
    assert [each.value for each in at.error] != []
    assert "Limits begin anew in" not in words(at)


@pytest.mark.usefixtures("years")
def test_a_provider_reads_the_chart_and_cannot_move_its_limits(opened):
    at = opened("control_chart", "prime-1", contract="CPA-1", measure="job_outcomes")
    assert not at.exception
    assert "Begin anew" not in [each.label for each in at.button]


@pytest.mark.usefixtures("years")
def test_the_national_team_sees_which_contract_s_latest_month_is_unusual(opened):
    at = opened("control_chart", "national", contract="CPA-1", measure="fta_rate")
    assert not at.exception
    said = words(at)
    assert "Failed to attend rate: nothing unusual in the latest month of 6 contracts." in said
    assert list(at.dataframe[-1].value["contract"]) == [f"CPA-{number}" for number in range(1, 7)]


@pytest.mark.usefixtures("years")
def test_a_contract_unlike_the_others_is_told_and_none_is_ranked(opened):
    at = opened("funnel", "national", contract="CPA-2", measure="fta_rate")
    assert not at.exception
    said = words(at)
    assert "Failed to attend rate is 35.0% over 6 contracts. 1 lies above the limits" in said
    assert "CPA-2 has 30.0% (360 of 1,200): within the limits" in said
    told = at.dataframe[0].value
    assert list(told["unit"]) == ["CPA-1", *(f"CPA-{number}" for number in range(2, 7))]
    assert told["signal"].iloc[0] == "Very high"


@pytest.mark.usefixtures("years")
def test_who_sees_one_contract_is_told_why_there_is_no_comparison(opened):
    at = opened("funnel", "cm", contract="CPA-1", measure="fta_rate")
    assert not at.exception
    assert "Fewer than 5 contracts you may see" in words(at)
    assert len(at.get("plotly_chart")) == 0
