"""Is the worklist worked on its page, by both sides, and is what it sends small?"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import streamlit as st

from db import people
from pages.shared.differences import listing
from tests.db import returns
from tests.pages.conftest import PEOPLE, add_people, initialised, words
from tests.stores import SECRET, SQLITE
from tests.terminal.test_differences import referrals, starts

BEGUN = datetime(2008, 12, 1, tzinfo=UTC)
RECEIVED = datetime(2009, 4, 6, 9, tzinfo=UTC)


def with_differences(store):
    """Fill a sample with the records of AT-08, and people of both sides."""
    initialised(store)
    for name, data, when in (
        ("contracts", returns.CONTRACTS, BEGUN),
        ("referrals", referrals(), RECEIVED),
        ("starts", starts(), RECEIVED),
    ):
        answer = returns.send(store, name, data, received=when, confirm_size=True, reason="Sent.")
        assert answer.submission, answer.problems
    jobs = ("jobs", "Jobcentre", "JOBCENTRE", people.Place(district="Area 1"))
    add_people(store, (*PEOPLE, jobs))


@pytest.fixture
def at_08(copies, monkeypatch):
    with copies.lent(SQLITE, with_differences) as store:
        monkeypatch.setenv("MONITOR_DATABASE_URL", f"sqlite:///{store.path}")
        monkeypatch.setenv("MONITOR_SECRET_KEY", SECRET)
        monkeypatch.setenv("MONITOR_DEMO", "1")
        st.cache_data.clear()
        yield store


def shown(at):
    return {each.label: each.value for each in at.metric}


def table(at):
    return at.dataframe[0].value


@pytest.mark.usefixtures("at_08")
def test_the_page_says_how_many_are_open_unexplained_and_how_old_the_oldest_is(opened):
    at = opened("worklist", "tppm", contract="CPA-1")
    assert not at.exception
    assert "48 differences are open, 39 of them unexplained, the oldest for 4 days." in words(at)
    assert shown(at)["Open"] == "48"
    assert shown(at)["Unexplained"] == "39"  # 27 and 12, never 15
    assert set(table(at)["differs"]) <= {
        "Only in Jobcentre referrals", "Only in provider's starts", "Days differ",
    }  # fmt: skip


@pytest.mark.usefixtures("at_08")
def test_the_page_sends_one_page_of_rows_however_long_the_list_is(opened):
    at = opened("worklist", "tppm", contract="CPA-1")
    assert len(table(at)) == listing.ROWS == 25
    at.number_input[0].set_value(2).run()
    assert len(table(at)) == 48 - 25
    at = opened("worklist", "tppm", contract="CPA-1", **{"class": "date"})
    assert len(table(at)) == 9


@pytest.mark.usefixtures("at_08")
def test_who_sees_no_clients_has_no_worklist(opened):
    at = opened("worklist", "jobs", contract="CPA-1")
    assert "Worklist" not in words(at)
    at = opened("worklist", "cm-2", contract="CPA-2")
    assert "There is no worklist to show" in words(at)


def press(at, label, **fields):
    """Fill a form of a step and press its button, for all that is chosen."""
    for key, value in fields.items():
        kinds = ("text_area", "text_input", "selectbox")
        found = next(w for kind in kinds for w in at.get(kind) if w.key == key.replace("_", " "))
        found.set_value(value)
    return next(one for one in at.button if one.label == label).click().run()


def everything(at):
    return at.checkbox(key="all items").check().run()


@pytest.mark.usefixtures("at_08")
def test_a_list_goes_to_the_provider_is_answered_and_accepted_on_the_page(opened):
    alone = {"contract": "CPA-1", "class": "left_only"}
    at = press(everything(opened("worklist", "tppm", **alone)), "Send to the provider")
    assert not at.exception
    assert set(table(at)["state"]) == {"with the provider"}
    at = everything(opened("worklist", "prime-1", **alone, turn="provider"))
    assert "27 items are ticked" in words(at)
    assert {"Accept answers", "Close"} & {one.label for one in at.button} == set()
    at = press(at, "Answer", reason_answered="received_next_month")
    at = opened("worklist", "tppm", **alone)
    assert set(table(at)["reason"]) == {"Received next month"}
    assert shown(at)["Answers to accept"] == "27"
    assert shown(at)["Unexplained"] == "12"
    at = press(everything(at), "Accept answers")
    at = opened("worklist", "tppm", contract="CPA-1")
    assert shown(at)["Open"] == "21"
    at = opened("worklist", "tppm", **alone, state="closed")
    assert set(table(at)["state"]) == {"closed"}


@pytest.mark.usefixtures("at_08")
def test_what_cannot_follow_is_said_and_nothing_is_written(opened):
    at = press(everything(opened("worklist", "tppm", contract="CPA-1")), "Accept answers")
    said = at.error[0].value.replace("\\", "")
    assert said == "48 items of 48: There is no answer to it yet. Nothing was written."
    assert shown(opened("worklist", "tppm", contract="CPA-1"))["Open"] == "48"


@pytest.mark.usefixtures("at_08")
def test_filters_stand_in_the_address_and_no_client_does(opened):
    at = opened("worklist", "tppm", contract="CPA-1", state="answered")
    assert "Nothing on the list is as you chose" in words(at)
    at = opened("worklist", "tppm", contract="CPA-1", month="2009-03")
    assert len(table(at)) == 25
    assert not any("R0" in str(text) for text in at.query_params.values())


@pytest.mark.usefixtures("at_08")
def test_a_view_of_an_earlier_day_is_only_looked_at(opened):
    at = opened("worklist", "tppm", contract="CPA-1", as_at="2009-04-08")
    assert not at.exception
    assert "Send to the provider" not in {one.label for one in at.button}
    assert shown(at)["Open"] == "48"


@pytest.mark.usefixtures("at_08")
def test_the_page_of_sources_says_how_many_records_match_and_what_is_timing(opened):
    at = opened("sources", "tppm", contract="CPA-1", measure="referrals", month="2009-03")
    assert not at.exception
    said = words(at).replace("*", "")
    assert "Records. 90.8% (385 of 424) match one by one, all of them within the month." in said
