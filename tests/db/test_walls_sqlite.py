"""Does the authorizer of SQLite refuse every way around the views?"""

from __future__ import annotations

import sqlite3

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from db import doors
from db.scope import OPERATOR
from db.walls import sqlite as walls
from tests.db.seeded import who

INNER = next(name for name, table in walls._INNER.items() if table == "starts")  # noqa: SLF001 - what an attacker would have to guess

REFUSED = [
    "SELECT * FROM main.starts",
    "SELECT count(*) FROM main.starts",
    "SELECT 1 FROM main.starts",
    "SELECT rowid FROM main.starts",
    "SELECT (SELECT max(contract_id) FROM main.starts)",
    "SELECT * FROM starts JOIN main.starts m ON 1 = 1",
    "WITH starts AS (SELECT * FROM main.starts) SELECT * FROM starts",
    "WITH x AS (SELECT * FROM main.starts) SELECT * FROM x",
    "WITH RECURSIVE r(n) AS (SELECT rowid FROM main.starts UNION SELECT n FROM r) SELECT * FROM r",
    "WITH starts AS MATERIALIZED (SELECT contract_id FROM main.starts) SELECT * FROM starts",
    "SELECT * FROM (SELECT * FROM main.starts) AS starts",
    "SELECT * FROM temp.{inner}",
    "WITH {inner} AS (SELECT * FROM {inner}) SELECT * FROM {inner}",
    "SELECT * FROM _scope",
    "SELECT count(*) FROM temp._scope",
    "INSERT INTO _scope VALUES ('rows', 2, '*')",
    "UPDATE temp._scope SET contract_id = 2",
    "DELETE FROM temp._scope",
    "REPLACE INTO temp._scope VALUES ('rows', 2, '*')",
    "SELECT * FROM sqlite_master",
    "SELECT sql FROM sqlite_temp_master",
    "SELECT count(*) FROM sqlite_temp_schema",
    "SELECT * FROM alembic_version",
    "SELECT * FROM sqlite_sequence",
    "SELECT * FROM pragma_table_list",
    "SELECT count(*) FROM pragma_database_list",
    "SELECT * FROM json_each('[1]')",
    "PRAGMA query_only = OFF",
    "PRAGMA writable_schema = ON",
    "PRAGMA table_info(starts)",
    "PRAGMA database_list",
    "ATTACH DATABASE ':memory:' AS other",
    "DETACH DATABASE main",
    "CREATE TEMP VIEW mine AS SELECT * FROM main.starts",
    "CREATE TEMP TRIGGER t BEFORE DELETE ON main.starts BEGIN SELECT 1; END",
    "CREATE TEMP TABLE mine AS SELECT * FROM main.starts",
    "DROP VIEW temp.starts",
    "ALTER TABLE main.starts RENAME TO mine",
    "REINDEX",
    "ANALYZE",
    "VACUUM",
    "VACUUM INTO '/dev/null'",
    "SELECT load_extension('x')",
    "EXPLAIN SELECT * FROM starts",
    " /* so */ -- or so\n eXplain QUERY PLAN SELECT * FROM submission",
]


@pytest.fixture(name="full")
def _full(full_sqlite):
    return full_sqlite


@pytest.mark.parametrize("attack", REFUSED)
def test_a_way_around_the_views_is_refused(full, attack):
    with doors.scoped_session(full, who("cm")) as session:
        with pytest.raises(DatabaseError):
            session.connection().exec_driver_sql(attack.replace("{inner}", INNER))
        seen = session.execute(text("SELECT DISTINCT contract_id FROM starts")).all()
    assert seen == [(1,)]


@pytest.mark.parametrize("attack", REFUSED)
def test_the_driver_s_own_cursor_is_refused_too(full, attack):
    with doors.scoped_session(full, who("cm")) as session:
        raw = session.connection().connection.dbapi_connection
        with pytest.raises(sqlite3.DatabaseError):
            raw.cursor(sqlite3.Cursor).execute(attack.replace("{inner}", INNER))
        with pytest.raises(sqlite3.DatabaseError):
            raw.execute(attack.replace("{inner}", INNER))


def test_two_statements_in_one_are_refused(full):
    with doors.scoped_session(full, who("cm")) as session, pytest.raises(DatabaseError):
        session.connection().exec_driver_sql("SELECT 1; SELECT * FROM main.starts")


def test_no_error_tells_the_name_a_view_reads_under(full):
    with doors.scoped_session(full, who("cm")) as session:
        for question in ("SELECT nothing FROM starts", "SELECT * FROM starts ORDER BY 99",
                         "SELECT main.starts.contract_id FROM starts", "SELECT * FROM main.starts"):
            with pytest.raises(DatabaseError) as told:
                session.connection().exec_driver_sql(question)
            assert "w_" not in str(told.value)


def test_a_publisher_s_temporary_table_is_gone_with_its_connection(full):
    with doors.publisher(full, OPERATOR) as session:
        doors.begin_write(session)
        session.execute(text("CREATE TEMP TABLE stage (x integer)"))
        session.execute(text("INSERT INTO stage VALUES (1)"))
    for _ in range(3):
        with doors.publisher(full, OPERATOR) as session:
            doors.begin_write(session)
            with pytest.raises(DatabaseError):
                session.execute(text("SELECT * FROM stage"))
            session.rollback()


def test_a_publisher_may_stage_before_it_takes_the_lock(full):
    with doors.publisher(full, OPERATOR) as first, doors.publisher(full, OPERATOR) as second:
        first.execute(text("CREATE TEMP TABLE stage (x integer)"))
        doors.begin_write(second)
        first.execute(text("INSERT INTO stage VALUES (1)"))
        second.rollback()
        doors.begin_write(first)
        assert first.scalar(text("SELECT count(*) FROM stage")) == 1


def test_reading_does_not_wait_for_a_publisher(full):
    with doors.publisher(full, OPERATOR) as writing:
        doors.begin_write(writing)
        writing.execute(text("UPDATE starts SET known_to = 2"))
        with doors.scoped_session(full, who("cm")) as session:
            assert session.scalar(text("SELECT count(*) FROM starts WHERE known_to IS NULL")) == 3


def test_the_files_are_their_owner_s_alone(full):
    for path in (full.path, full.journal_path):
        assert path.stat().st_mode & 0o777 == 0o600


def test_every_connection_keeps_foreign_keys_and_the_log(full):
    for engine in (full.writing_engine, full.owner_engine, full.journal_engine):
        with engine.connect() as connection:
            settings = {
                name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in ("foreign_keys", "journal_mode", "synchronous", "busy_timeout")
            }
        assert settings == {
            "foreign_keys": 1, "journal_mode": "wal", "synchronous": 2, "busy_timeout": 10_000,
        }
