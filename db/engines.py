"""How is each engine set up, so that every connection keeps the same promises?"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event

from db.errors import StoreError
from db.walls import sqlite as walls

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import psycopg
    from sqlalchemy import PoolResetState
    from sqlalchemy.engine import URL

BUSY_SECONDS = 10
POOL = {"pool_size": 10, "max_overflow": 10, "pool_timeout": 5}
DOOR = "monitor_door"
"""The execution option under which a connection carries the door it was opened through."""

MINIMUM_SERVERS = {15: 150014, 16: 160010, 17: 170006, 18: 180000}
"""The first safe release of each PostgreSQL series (reliability.md 1.2)."""

BYPASSES = """
    SELECT rolsuper OR rolbypassrls OR EXISTS (
        SELECT FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
        WHERE nspname IN ('store', 'scoped', 'journal', 'walls')
        AND pg_has_role(current_user, relowner, 'MEMBER')
    ) FROM pg_roles WHERE rolname = current_user
"""

FORGET = (
    "SET SESSION AUTHORIZATION DEFAULT; RESET ALL; CLOSE ALL; UNLISTEN *; "
    "SELECT pg_advisory_unlock_all(); DISCARD TEMP"
)
"""``DISCARD ALL`` but for prepared statements: the driver keeps count of its own, and any is run
within the scope of whoever runs it."""


def sqlite_reader(path: Path) -> Engine:
    """Give the engine of reading doors: scoped views, and an authorizer that refuses the rest."""
    engine = _sqlite(path, mode="rw", factory=walls.WalledConnection)
    event.listen(engine, "connect", _with(walls.build))
    event.listen(engine, "checkin", _with(walls.close))
    return engine


def sqlite_writer(path: Path) -> Engine:
    """Give the engine of publishers: no views, and an authorizer that only lets the store add."""
    engine = _sqlite(path, mode="rw")
    event.listen(engine, "checkin", _with(walls.tidy))
    return engine


def sqlite_owner(path: Path) -> Engine:
    """Give the owner's engine, which makes the file when there is none."""
    return _sqlite(path, mode="rwc")


def sqlite_journal(path: Path) -> Engine:
    """Give the engine of the journal file, which waits for nothing but itself."""
    return _sqlite(path, mode="rwc")


def _sqlite(
    path: Path, *, mode: str, factory: type[sqlite3.Connection] = sqlite3.Connection
) -> Engine:
    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=BUSY_SECONDS,
            isolation_level=None,  # the driver must not begin by itself: see _begin_sqlite
            check_same_thread=False,
            factory=factory,
        )
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        return connection

    engine = create_engine(
        "sqlite+pysqlite://", creator=connect, poolclass=QueuePool, hide_parameters=True, **POOL
    )
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _with(act: Callable[[walls.Raw], None]) -> Callable[[walls.Raw | None, object], None]:
    """Give an act on a connection as the pool calls it (with nothing, where it was lost)."""

    def listener(connection: walls.Raw | None, _: object) -> None:
        if connection is not None:
            act(connection)

    return listener


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at once for a writer: a reader that turns writer is refused unheard."""
    door = connection.get_execution_options().get(DOOR)
    writing = door is not None and door.writing
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def postgres(url: URL, *, application: bool) -> Engine:
    """Give an engine of a PostgreSQL server, one that is recent enough.

    The application's login must be one that the policies hold for; the owner's need not.
    """
    engine = create_engine(
        url, hide_parameters=True, pool_pre_ping=True, pool_reset_on_return=None, **POOL
    )
    event.listen(engine, "reset", _forget)
    event.listen(engine, "connect", check_server)
    if application:
        event.listen(engine, "connect", check_login)
    event.listen(engine, "begin", _begin_postgres)
    return engine


def _forget(connection: psycopg.Connection, _: object, state: PoolResetState) -> None:
    """Leave nothing of one person on a connection for the next.

    A rollback ends the transaction and its context; settings, cursors, temporary tables and locks
    of the whole session would outlive it.
    """
    if state.terminate_only:  # it is not given to anybody again
        return
    connection.rollback()
    connection.autocommit = True
    connection.execute(FORGET, prepare=False)
    connection.autocommit = False


def check_server(connection: psycopg.Connection, _: object = None) -> None:
    """Refuse a server with faults that let rows through."""
    version = connection.info.server_version
    series, release = divmod(version, 10000)
    oldest = min(MINIMUM_SERVERS)
    needed = MINIMUM_SERVERS.get(series, MINIMUM_SERVERS[oldest] if series < oldest else 0)
    if version < needed:
        safe = ", ".join(f"{one}.{MINIMUM_SERVERS[one] % 10000}" for one in sorted(MINIMUM_SERVERS))
        msg = (
            f"PostgreSQL {series}.{release} is too old: before {needed // 10000}.{needed % 10000} "
            "its row-level security can be walked around (CVE-2025-8713 among others). Use "
            f"{needed // 10000}.{needed % 10000} or later. The first safe releases are {safe}."
        )
        raise StoreError(msg)


def check_login(connection: psycopg.Connection, _: object = None) -> None:
    """Refuse a login that the policies would not hold for."""
    can_bypass = connection.execute(BYPASSES).fetchone() == (True,)
    connection.rollback()
    if can_bypass:
        msg = (
            f"The login {connection.info.user} owns the store or may pass by its policies, so "
            "nobody's rows would be protected. Make a login for the application alone (CREATE ROLE "
            "monitor_app LOGIN PASSWORD '...') and name it in MONITOR_DATABASE_URL, with the "
            "owner's in MONITOR_OWNER_URL."
        )
        raise StoreError(msg)


def _begin_postgres(connection: Connection) -> None:
    """Say who is asking as the first statement; without it the policies show no row."""
    door = connection.get_execution_options().get(DOOR)
    if door is not None:
        door.begin(connection)
