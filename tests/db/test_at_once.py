"""Do people who ask at the same moment, on few connections, ever meet?"""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import event, select, text
from sqlalchemy.exc import DatabaseError

from db import doors, engines
from db.models import MeasureValue
from tests.db.seeded import who
from tests.db.ways import CLIENTS, FIGURES, START_PLACES

THREADS, CONNECTIONS, TIMES = 20, 5, 1000
PERSONS = ("cm", "national", "partner", "stranger")
FIGURE_PLACES = select(MeasureValue.contract_id, MeasureValue.arrangement)
BARE = {"sqlite": "SELECT contract_id FROM starts",
        "postgresql": "SELECT contract_id FROM scoped.starts"}

CONTEXT = "SELECT current_setting('monitor.context', true)"


@pytest.fixture
def few(full, monkeypatch):
    """Give a store with five connections and no more."""
    few = {"pool_size": CONNECTIONS, "max_overflow": 0, "pool_timeout": 120}
    full.dispose()
    monkeypatch.setattr(engines, "POOL", few)
    yield full
    full.dispose()


def asked(store, login):
    """Ask as one person, and give whether each row was theirs and none was missing."""
    with doors.scoped_session(store, who(login)) as session:
        figures = sorted(map(tuple, session.execute(FIGURE_PLACES)))
        starts = sorted(map(tuple, session.execute(START_PLACES)))
    return (figures, starts) == (FIGURES[login], CLIENTS[login])


def failed(store, login):
    """Ask something that ends in an error, as one person."""
    with pytest.raises(DatabaseError), doors.scoped_session(store, who(login)) as session:
        session.execute(text("SELECT * FROM main.nothing"))
    return True


def test_twenty_people_at_once_on_five_connections_see_their_own_rows(few):
    begun = Counter()
    for engine in {few.engine, few.writing_engine}:
        event.listen(engine, "begin", lambda _: begun.update(["transactions"]))

    def once(number):
        act = failed if number % 25 == 0 else asked
        return act(few, PERSONS[number % len(PERSONS)])

    with ThreadPoolExecutor(THREADS) as pool:
        assert all(pool.map(once, range(TIMES)))
    assert begun["transactions"] >= 2 * TIMES  # who is it, and what do they see
    for engine in (few.engine, few.writing_engine):
        assert engine.pool.checkedout() == 0
        assert engine.pool.checkedin() <= CONNECTIONS
    assert_nothing_held(few)


def assert_nothing_held(store):
    """See that no connection shows a row to whoever takes it without a door."""
    links = [store.engine.connect() for _ in range(CONNECTIONS)]
    for link in links:
        assert not link.exec_driver_sql(BARE[store.dialect]).all()
        if store.dialect == "postgresql":
            assert not link.exec_driver_sql(CONTEXT).scalar()
        link.close()
    assert store.engine.pool.checkedout() == 0


LEFT = (
    "SET monitor.context = 'x'", "SET search_path = store", "SET statement_timeout = '1h'",
    "LISTEN something", "SELECT pg_advisory_lock(1)", "CREATE TEMP TABLE starts (x integer)",
    "DECLARE left_open CURSOR WITH HOLD FOR SELECT 1",
)
FOUND = (
    "SELECT name FROM pg_settings WHERE source = 'session' AND name = 'statement_timeout'",
    "SELECT name FROM pg_settings WHERE source = 'session' AND name = 'search_path'",
    "SELECT 1 WHERE current_setting('monitor.context', true) = 'x'",
    "SELECT pg_listening_channels()",
    "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()",
    "SELECT relname FROM pg_class WHERE relnamespace = pg_my_temp_schema()",
    "SELECT name FROM pg_cursors WHERE is_holdable",
)


def test_nothing_a_session_was_left_with_stays_on_its_connection(shown_postgres):
    with shown_postgres.engine.connect() as link:
        pid = link.connection.dbapi_connection.info.backend_pid
        for statement in LEFT:
            link.exec_driver_sql(statement)
        link.commit()
        left = [link.exec_driver_sql(one).all() for one in FOUND]
        assert all(left), left
    with shown_postgres.engine.connect() as link:
        assert link.connection.dbapi_connection.info.backend_pid == pid
        assert [link.exec_driver_sql(one).all() for one in FOUND] == [[]] * len(FOUND)
