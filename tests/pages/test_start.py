"""What does somebody read who has never seen this, or is not signed in?"""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from db import doors, people
from db.scope import OPERATOR
from db.setup import initialise
from tests.db import returns
from tests.pages.conftest import APP, words
from tests.stores import SECRET

pytestmark = pytest.mark.usefixtures("_discovery_off")


def start(login=None):
    at = AppTest.from_file(APP, default_timeout=30)
    at.user = {"login": login} if login else {}
    return at.run()


def links(at):
    """Give the addresses that a page's own links lead to."""
    return [
        href for each in at.get("html") for href in re.findall(r'href="([^"]+)"', each.proto.body)
    ]


@pytest.mark.usefixtures("sample")
def test_a_demonstration_offers_its_people_by_what_they_do():
    at = start()
    assert "Choose whom to view as" in words(at)
    assert "/view-as?user=prime-1&amp;next=%2F" in links(at)
    assert not at.exception


@pytest.mark.usefixtures("sample")
def test_whoever_is_looking_is_named_and_can_look_as_somebody_else():
    at = start("cm")
    assert "Contract manager, Areas 1 and 2" in words(at)
    assert "View as somebody else" in [each.label for each in at.expander]
    assert "/view-as?user=tppm&amp;next=%2F" in links(at)


def test_a_real_store_offers_nobody_and_believes_nobody(sqlite_store, monkeypatch):
    monkeypatch.setenv("MONITOR_DATABASE_URL", f"sqlite:///{sqlite_store.path}")
    monkeypatch.setenv("MONITOR_SECRET_KEY", SECRET)
    monkeypatch.setenv("MONITOR_DEMO", "1")
    initialise(sqlite_store, returns.NOW)
    with doors.publisher(sqlite_store, OPERATOR) as session:
        doors.begin_write(session)
        people.add_user(session, "national", "National performance team", now=returns.NOW)
        given = people.Grant(login="national", role="NATIONAL")
        people.grant(session, given, now=returns.NOW)
    at = start("national")
    assert "Nobody is signed in" in words(at)
    assert links(at) == []
    assert "Sample store" not in words(at)


def test_without_a_store_the_page_says_so(monkeypatch, tmp_path):
    monkeypatch.setenv("MONITOR_DATABASE_URL", f"sqlite:///{tmp_path / 'none.db'}")
    at = start("cm")
    assert "Nobody is signed in" in words(at)
    assert not at.exception


@pytest.mark.usefixtures("sample")
def test_the_bare_address_goes_on_to_ones_first_page_and_keeps_what_it_asks_for():
    at = AppTest.from_file(APP, default_timeout=30)
    at.user = {"login": "national"}
    at.query_params["measure"] = "starts"
    at.run()
    assert [each.value for each in at.title] == ["Contracts"]
    assert next(each for each in at.selectbox if each.label == "Measure").value == "starts"
