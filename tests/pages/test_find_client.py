"""Is a client found by a form and never by an address, and is the search written down?"""

from __future__ import annotations

import pytest
from sqlalchemy import select

from db import doors
from db.models import AccessEntry
from db.store import Store
from tests.db import returns
from tests.db.travelled import follow
from tests.pages.conftest import words


@pytest.fixture
def _clients(sample):
    """Give the sample clients of CPA-1 and CPA-2."""
    follow(sample, returns.NOW)


def searched(opened, login, reference, **address):
    at = opened("find_client", login, **address)
    at.text_input[0].set_value(reference)
    next(one for one in at.button if one.label == "Find").click().run()
    assert not at.exception
    return at


def entries():
    columns = ("action", "subject", "contract", "result", "detail", "by_user")
    with doors.journal(Store.open()) as session:
        rows = session.execute(select(*(getattr(AccessEntry, name) for name in columns)))
        return [tuple(row) for row in rows if row[1] == "one client"]


@pytest.mark.usefixtures("_clients")
def test_a_client_s_line_of_events_is_shown_and_the_search_is_written_down(opened):
    at = searched(opened, "tppm", "R-16")
    assert "Known under CPA-1 (" in words(at)
    events = at.dataframe[0].value
    assert "Left the programme" in set(events["event"])
    assert dict(at.query_params) == {}
    [entry] = entries()
    assert entry == ("look", "one client", "CPA-1", "shown", f"{len(events)} events", "tppm")
    assert "R-16" not in str(entry)


@pytest.mark.usefixtures("_clients")
def test_one_that_is_not_yours_and_one_there_is_not_read_the_same(opened):
    told = [words(searched(opened, "prime-1", reference)) for reference in ("R-99", "R-00")]
    assert told[0] == told[1]
    assert "No client of that reference is among those you may see." in told[0]
    assert [entry[2:5] for entry in entries()] == [("", "not found", "")] * 2
    assert "Known under CPA-2" in words(searched(opened, "cm", "R-99"))


@pytest.mark.usefixtures("_clients")
def test_an_address_finds_nobody(opened):
    at = opened("find_client", "tppm", reference="R-16", client="R-16")
    assert not at.dataframe
    assert entries() == []


@pytest.mark.usefixtures("_clients")
def test_who_sees_no_clients_cannot_open_it(opened):
    assert opened("find_client", "national").title[0].value == "Not found"
