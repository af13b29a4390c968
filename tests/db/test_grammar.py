"""Does any question at all tell something of rows that are not one's own?

Each is put twice: to a store of two contracts, and to one in which nothing is left but what the
asker may see. The answers are the same, errors included, or something told. Questions are drawn
from a grammar (``grammar.py``), the same in every run; ``make stress`` draws many more.
"""

from __future__ import annotations

import os
import sqlite3
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError

from db import doors
from db.models import Base
from tests.db.grammar import BEHIND, Grammar
from tests.db.seeded import seeded, who
from tests.stores import ENGINES, POSTGRES, SQLITE

EXAMPLES = int(os.environ.get("QUESTIONS", "300"))
ASKER = who("partner")  # who sees the least of what somebody sees
MARKS = ("K2", "CPA-2", "Prime 2")
DRAWN = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    database=None,
)
TURNS = st.integers(0, 2**32)


def seen(store):
    """Give every row the asker is shown, by table, with its key."""
    with doors.scoped_session(store, ASKER) as session:
        return {
            name: {
                tuple(row[: len(table.primary_key.columns)])
                for row in session.execute(select(*table.primary_key.columns))
            }
            for name, table in Base.metadata.tables.items()
        }


def left_with(store, kept):
    """Take away whatever the asker is not shown."""
    with doors.owner(store) as session:
        if store.dialect == "sqlite":
            session.connection().exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for table in reversed(Base.metadata.sorted_tables):
            keys = table.primary_key.columns
            for row in session.execute(select(*keys)).all():
                if tuple(row) not in kept[table.name]:
                    same = [one == value for one, value in zip(keys, row, strict=True)]
                    session.execute(table.delete().where(*same))
    assert seen(store) == kept
    return store


@pytest.fixture(scope="module")
def alone_sqlite(copies, shown_sqlite):
    with copies.lent(SQLITE, seeded) as store:
        yield left_with(store, seen(shown_sqlite))


@pytest.fixture(scope="module")
def alone_postgres(copies, shown_postgres):
    with copies.lent(POSTGRES, seeded) as store:
        yield left_with(store, seen(shown_postgres))


def answer(store, question):
    """Give what is answered, rows in no order, or the kind of error."""
    with doors.scoped_session(store, ASKER) as session:
        try:
            found = session.connection().exec_driver_sql(
                question, execution_options={"no_parameters": True}
            )
            return sorted(map(repr, found))
        except (DatabaseError, sqlite3.Warning) as refused:
            return type(refused.orig).__name__, str(refused.orig).splitlines()[0]


def tells_nothing(full, alone, question):
    told = answer(full, question)
    assert told == answer(alone, question), question
    secrets = MARKS if isinstance(told, list) else (BEHIND[0][:20],)
    unsaid = [one for one in secrets if one not in question]  # what was asked may be repeated
    assert not [one for one in unsaid if one in "".join(told)], question


def drawn(engine, turns):
    """Give the question of one draw."""
    return Grammar(engine, Random(turns)).question()  # noqa: S311 - no secret


@DRAWN
@given(turns=TURNS)
def test_no_question_to_sqlite_tells_of_another_s_rows(shown_sqlite, alone_sqlite, turns):
    tells_nothing(shown_sqlite, alone_sqlite, drawn("sqlite", turns))


@DRAWN
@given(turns=TURNS)
def test_no_question_to_postgresql_tells_of_another_s_rows(shown_postgres, alone_postgres, turns):
    tells_nothing(shown_postgres, alone_postgres, drawn("postgresql", turns))


@pytest.mark.parametrize("engine", ENGINES)
def test_the_questions_are_answered_often_enough_to_tell_something(request, engine):
    store = request.getfixturevalue(f"shown_{engine.removesuffix('ql')}")
    told = [answer(store, drawn(engine, turns)) for turns in range(100)]
    assert sum(isinstance(one, list) and bool(one) for one in told) >= 10
    assert sum(isinstance(one, tuple) for one in told) >= 10
