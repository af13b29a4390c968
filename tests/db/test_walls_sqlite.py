"""Does the authorizer of SQLite refuse every way around the views?"""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from db import doors
from db.scope import OPERATOR
from tests.db.seeded import who


@pytest.fixture(name="full")
def _full(full_sqlite):
    return full_sqlite


def test_no_error_tells_the_name_a_view_reads_under(full):
    with doors.scoped_session(full, who("cm")) as session:
        for question in (
            "SELECT nothing FROM starts",
            "SELECT * FROM starts ORDER BY 99",
            "SELECT main.starts.contract_id FROM starts",
            "SELECT * FROM main.starts",
            "WITH x AS (SELECT * FROM temp.starts, main.starts) SELECT * FROM x",
        ):
            with pytest.raises(DatabaseError) as told:
                session.connection().exec_driver_sql(question)
            assert "w_" not in str(told.value)


def test_a_table_is_found_in_any_case_and_quotes(full):
    with doors.scoped_session(full, who("cm")) as session:
        for name in ("STARTS", "Starts", '"STARTS"', "[starts]", "TEMP.Starts", "`Temp`.[STARTS]"):
            found = session.connection().exec_driver_sql(f"SELECT contract_id FROM {name}").all()  # noqa: S608 - the test's own names
            assert found == [(1,)] * 3, name


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
