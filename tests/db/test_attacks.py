"""Is every way around the walls refused, or answered with one's own rows alone?"""

from __future__ import annotations

import sqlite3

import pytest
from sqlalchemy.exc import DatabaseError

from db import doors
from tests.db.attacking import ASK, OWN, REFUSED, believed, rows
from tests.db.attacks import ATTACKS
from tests.db.seeded import who

COUNT = 27  # reliability.md 2.3
STATEMENTS = [
    tried
    for attack in ATTACKS.values()
    for tried, expected in attack.sqlite
    if expected == REFUSED and isinstance(tried, str)
]


def tried_on(store, attempt):
    """Give what came of a try: the answer, or that it was refused."""
    try:
        if callable(attempt):
            return attempt(store)
        with doors.scoped_session(store, who("cm")) as session:
            return rows(session, attempt)
    except DatabaseError:
        return REFUSED


def told(attempt):
    """Give how a try is named where it went wrong."""
    return attempt if isinstance(attempt, str) else getattr(attempt, "__qualname__", "a try")


def test_no_attack_is_left_out():
    assert len(ATTACKS) == COUNT
    assert all(attack.sqlite and attack.postgres for attack in ATTACKS.values())


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_refused_or_shows_one_s_own_rows(shown, name):
    tries = ATTACKS[name].sqlite if shown.dialect == "sqlite" else ATTACKS[name].postgres
    for number, (attempt, expected) in enumerate(tries):
        assert tried_on(shown, attempt) == expected, (number, told(attempt))
        with doors.scoped_session(shown, who("cm")) as session:
            assert rows(session, ASK) == OWN, (number, told(attempt))


def test_the_driver_s_own_cursor_is_refused_too(shown_sqlite):
    refusals = (sqlite3.DatabaseError, sqlite3.Warning, sqlite3.ProgrammingError)
    for statement in STATEMENTS:  # not a test each: the drawn names in them differ by process
        with doors.scoped_session(shown_sqlite, who("cm")) as session:
            raw = session.connection().connection.dbapi_connection
            with pytest.raises(refusals):
                raw.cursor(sqlite3.Cursor).execute(statement)
            with pytest.raises(refusals):
                raw.execute(statement)


def test_a_context_as_it_was_signed_is_believed(shown_postgres):
    assert believed(shown_postgres)
