"""Does each person get their own rows and no other by every way of asking, on both engines?"""

from __future__ import annotations

from contextlib import suppress

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DatabaseError

from db import doors
from db.models import Base
from db.scope import OPERATOR
from tests.db.seeded import who
from tests.db.ways import CHANGES, WAYS

COUNT = 36  # reliability.md 2.3


def everything(store):
    with doors.owner(store) as session:
        return {
            name: session.execute(
                select(func.count(), *(func.max(c) for c in base.c if c.name == "known_to"))
                .select_from(base)
            ).one()
            for name, base in Base.metadata.tables.items()
        }


def person(login):
    return OPERATOR if login == "operator" else who(login)


def test_no_way_of_asking_is_left_out():
    assert len(WAYS) + len(CHANGES) == COUNT


@pytest.mark.parametrize("name", WAYS)
def test_every_way_of_asking_gives_each_person_s_own_rows(shown, name):
    way = WAYS[name]
    for login, expected in way.expected.items():
        with doors.scoped_session(shown, person(login)) as session:
            assert sorted(way.ask(session), key=repr) == sorted(expected, key=repr), login


def test_the_ways_lead_to_the_rows_of_others_where_they_may_be_seen():
    same = {name for name, one in WAYS.items() if one.expected["operator"] == one.expected["cm"]}
    assert same == {"pandas, by the engine"}


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("login", ["prime", "operator"])
def test_no_way_of_writing_passes_a_reading_door(shown, login, name):
    before = everything(shown)
    with doors.scoped_session(shown, person(login)) as session, pytest.raises(DatabaseError):
        CHANGES[name].act(session)
    assert everything(shown) == before


@pytest.mark.parametrize("name", CHANGES)
def test_no_way_of_writing_touches_another_contract_by_a_publisher_s_door(shown_postgres, name):
    before = everything(shown_postgres)
    with suppress(DatabaseError), doors.publisher(shown_postgres, who("prime")) as session:
        doors.begin_write(session)
        CHANGES[name].act(session)
    assert everything(shown_postgres) == before


@pytest.mark.parametrize("name", [name for name, change in CHANGES.items() if change.sqlite])
def test_on_sqlite_too_a_publisher_neither_deletes_nor_moves_a_row(shown_sqlite, name):
    before = everything(shown_sqlite)
    with doors.publisher(shown_sqlite, OPERATOR) as session:
        doors.begin_write(session)
        with pytest.raises(DatabaseError):
            CHANGES[name].act(session)
        session.rollback()
    assert everything(shown_sqlite) == before
