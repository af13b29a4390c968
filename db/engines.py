"""How is each engine set up, so that every connection keeps the same promises?"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.exc import InvalidRequestError

from db.walls import sqlite as walls

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.engine import URL

BUSY_SECONDS = 10
POOL = {"pool_size": 10, "max_overflow": 10, "pool_timeout": 5}
DOOR = "monitor_door"
"""The execution option under which a connection carries the door it was opened through."""

MINIMUM_SERVERS = {15: 150014, 16: 160010, 17: 170006, 18: 180000}
"""The first safe release of each PostgreSQL series (reliability.md 1.2)."""


def sqlite_reader(path: Path) -> Engine:
    """Give the engine of reading doors: scoped views, and an authorizer that refuses the rest."""
    engine = _sqlite(path, mode="rw")
    event.listen(engine, "connect", lambda connection, _: walls.build(connection))
    event.listen(engine, "checkin", lambda connection, _: connection and walls.close(connection))
    return engine


def sqlite_writer(path: Path) -> Engine:
    """Give the engine of publishers: no views, and an authorizer that only lets the store add."""
    engine = _sqlite(path, mode="rw")
    event.listen(engine, "checkin", lambda connection, _: connection and walls.tidy(connection))
    return engine


def sqlite_owner(path: Path) -> Engine:
    """Give the owner's engine, which makes the file when there is none."""
    return _sqlite(path, mode="rwc")


def sqlite_journal(path: Path) -> Engine:
    """Give the engine of the journal file, which waits for nothing but itself."""
    return _sqlite(path, mode="rwc")


def _sqlite(path: Path, *, mode: str) -> Engine:
    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=BUSY_SECONDS,
            isolation_level=None,  # the driver must not begin by itself: see _begin_sqlite
            check_same_thread=False,
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


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at once for a writer: a reader that turns writer is refused unheard."""
    door = connection.get_execution_options().get(DOOR)
    writing = door is not None and door.writing
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def postgres(url: URL) -> Engine:
    """Give an engine of a PostgreSQL server, one that is recent enough."""
    engine = create_engine(url, hide_parameters=True, pool_pre_ping=True, **POOL)
    event.listen(engine, "connect", _check_server)
    event.listen(engine, "begin", _begin_postgres)
    return engine


def _check_server(connection: Any, _: object) -> None:  # noqa: ANN401 - the driver's own type
    version = connection.info.server_version
    needed = MINIMUM_SERVERS.get(version // 10000, MINIMUM_SERVERS[18])
    if version < needed:
        msg = f"PostgreSQL {version // 10000}.{version % 10000} is too old: known faults let rows through."
        raise InvalidRequestError(msg)


def _begin_postgres(connection: Connection) -> None:
    """Say who is asking as the first statement; without it the policies show no row."""
    door = connection.get_execution_options().get(DOOR)
    if door is not None:
        door.begin(connection)


