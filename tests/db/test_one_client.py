"""Is one client found with every source's events, and nobody else's told from one there is not?"""

from __future__ import annotations

import pytest
from sqlalchemy import event

from db import doors
from db.queries import one_client
from tests.db.seeded import who
from tests.db.test_client_mix import UNSIGHTED
from tests.db.travelled import BEFORE, sent, with_people
from tests.stores import ENGINES

OTHER = b"contract,source,source_ref,client_ref\nCPA-1,provider_mi,PX-551,R-2\n"


def with_references(store):
    """Fill a store with clients to follow, one of whom the provider knows by another reference."""
    with_people(store)
    sent(store, "references", OTHER)


@pytest.fixture(params=ENGINES, scope="module")
def filled(request, copies):
    """Give a store with clients to follow, once on each engine; nothing changes it."""
    with copies.lent(request.param, with_references) as store:
        yield store


def find(store, reference, login="cm", **said):
    with doors.scoped_session(store, who(login)) as session:
        return one_client.find(session, reference, **said)


def test_every_source_s_events_stand_in_order_with_the_return_they_came_in(filled):
    [one] = find(filled, "R-2")
    assert (one.contract, one.client_ref) == ("CPA-1", "R-2")
    told = [(f"{row.day:%Y-%m-%d}", row.event, row.told) for row in one.events.itertuples()]
    assert told[0] == ("2009-04-10", "Outcome paid", "job outcomes, accepted")
    assert ("2009-02-09", "Appointment", "interview 2, attended, group, 60 minutes, Main") in told
    assert ("2009-01-05", "Referred", "mandatory, ESA, North") in told
    assert ("2009-01-05", "Assessment asked for", "WCA") in told
    assert set(one.events["source"]) == {"LMS", "provider MI"}
    assert (one.events["receipt"] > 0).all()
    assert (one.events["row"] >= 2).all()
    assert one.events["day"].is_monotonic_decreasing


def test_a_client_is_found_by_another_reference_and_with_spaces_around_it(filled):
    for reference in ("PX-551", " R-2 "):
        assert [one.client_ref for one in find(filled, reference)] == ["R-2"]


def test_what_was_not_known_yet_is_not_told(filled):
    assert find(filled, "R-2", as_at=BEFORE) == []


@pytest.mark.parametrize("reference", ["R-99", "R-00", "", "R\n-2", "x" * 81, "%", "R-_"])
def test_another_contract_s_client_one_there_is_not_and_no_reference_give_the_same(
    filled, reference
):
    assert find(filled, reference) == []
    assert [one.contract for one in find(filled, "R-99", "admin")] == ["CPA-2"]


def test_nobody_is_found_for_who_sees_no_clients(filled):
    assert [login for login in UNSIGHTED if find(filled, "R-2", login)] == []


def test_not_yours_asks_the_store_exactly_what_not_there_asks(filled):
    said = []

    def listen(_connection, _cursor, statement, *_):
        said.append(statement)

    event.listen(filled.engine, "before_cursor_execute", listen)
    try:
        for reference in ("R-99", "R-00"):
            find(filled, reference)
            said.append("next")
    finally:
        event.remove(filled.engine, "before_cursor_execute", listen)
    middle = said.index("next")
    assert said[:middle] == said[middle + 1 : -1]
    assert middle > 2
