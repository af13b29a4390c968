"""Through which doors is the store entered? Three, and the journal beside them; no other.

``scoped_session`` reads, ``publisher`` writes, ``owner`` is for the terminal's own work. The scope
holds below the ORM (``db.walls``), so no way of asking shows more than one's own rows.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

from sqlalchemy import text
from sqlalchemy.orm import Session

from db.engines import DOOR
from db.publishing.request import NotYoursError
from db.scope import OPERATOR, WHOLE, Principal, Scope, work_out
from db.store import Store, StoreError
from db.walls import postgres, sqlite
from db.walls.postgres import Purpose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sqlalchemy import Connection, Engine

LONDON = ZoneInfo("Europe/London")
LOCKS = text(
    "SELECT pg_advisory_xact_lock(7204, one) "
    "FROM (SELECT unnest(CAST(:ids AS integer[])) AS one ORDER BY 1 OFFSET 0) AS ordered"
)
"""One lock a contract, in a space of its own (7204 stands for nothing)."""


@dataclass
class Door:
    """What one open door lets through; a connection carries it as an execution option."""

    store: Store
    scope: Scope
    purpose: Purpose
    writing: bool = False
    before_commit: list[Callable[[], object]] = field(default_factory=list)

    def begin(self, connection: Connection) -> None:
        """Sign who is asking and what for, as the first statement on PostgreSQL."""
        postgres.begin(
            connection,
            key=self.store.key("context"),
            scope=self.scope,
            purpose=self.purpose,
            read_only=not self.writing,
        )


@contextmanager
def scoped_session(store: Store, principal: Principal) -> Iterator[Session]:
    """Open a reading session that shows the person's own rows, as they stood when it began."""
    scope = scope_for(store, principal)
    with _refusals(store, principal), _reading(store, scope) as session:
        yield session


@contextmanager
def counting_session(session: Session) -> Iterator[Session]:
    """Open a session that counts clients for a reader who sees a contract but not its clients.

    It reaches no contract the reader's own does not. Whatever is read through it is hidden by
    ``monitoring.disclosure`` before it is told: only ``db.queries.client_mix`` opens it, which a
    test keeps (docs/adr/0024).
    """
    scope = scope_of(session)
    whole = tuple(
        replace(entry, clients=True) if entry.arrangement == WHOLE else entry
        for entry in scope.entries
    )
    with _reading(session.info[DOOR].store, replace(scope, entries=whole)) as counting:
        yield counting


@contextmanager
def _reading(store: Store, scope: Scope) -> Iterator[Session]:
    """Open a reading session on a scope."""
    door = Door(store, scope, Purpose.READ)
    with _connection(store, store.engine, door) as connection:
        if store.dialect == "sqlite":
            sqlite.let_in(_raw(connection), scope)
        else:
            connection.execution_options(isolation_level="REPEATABLE READ")
        with Session(connection, info={DOOR: door}, expire_on_commit=False) as session:
            yield session


@contextmanager
def publisher(store: Store, principal: Principal) -> Iterator[Session]:
    """Open a session that may write once ``begin_write`` has been called.

    It commits when its block ends well and rolls back whatever else happens, a click or a closed
    tab included.
    """
    door = Door(store, scope_for(store, principal), Purpose.PUBLISH)
    with _refusals(store, principal), _connection(store, store.writing_engine, door) as connection:
        if store.dialect == "sqlite":
            sqlite.guard_writer(_raw(connection), lambda: door.writing)
        with _settled(Session(connection, info={DOOR: door}, expire_on_commit=False)) as session:
            yield session


def begin_write(session: Session) -> None:
    """Begin the write transaction of a publisher; what was read before is read again by need.

    On SQLite this takes the write lock at once and waits for it; locks of PostgreSQL are the
    publisher's own (one for each contract).
    """
    if session.new or session.dirty or session.deleted:
        msg = "nothing may be written before begin_write"
        raise StoreError(msg)
    session.commit()
    session.expire_all()
    session.info[DOOR].writing = True
    session.connection()


def lock(session: Session, contract_ids: Iterable[int]) -> None:
    """Take the locks of these contracts in their order, until the transaction ends.

    On SQLite ``begin_write`` has taken the only lock there is.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(LOCKS, {"ids": sorted(set(contract_ids))})


@contextmanager
def owner(store: Store, *, snapshot: bool = False) -> Iterator[Session]:
    """Open the owner's session, to which every row is open; from the terminal only.

    With ``snapshot`` it sees the store as it stood when it began (on SQLite it always does).
    """
    scope = Scope(OPERATOR.login, everything=True, administers=True, audits=True)
    door = Door(store, scope, Purpose.OWN, writing=True)
    with _connection(store, store.owner_engine, door) as connection:
        if snapshot and store.dialect == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ")
        with _settled(Session(connection, info={DOOR: door}, expire_on_commit=False)) as session:
            yield session


@contextmanager
def journal(store: Store, *, reading: bool = False) -> Iterator[Session]:
    """Open a session on the journal: access log, visits and notes.

    With ``reading`` it cannot write, and nobody who writes waits for it.
    """
    door = Door(store, Scope(""), Purpose.JOURNAL, writing=not reading)
    with _connection(store, store.journal_engine, door) as connection:
        if store.dialect == "sqlite":
            sqlite.only_read(_raw(connection), reading)
        with _settled(Session(connection, info={DOOR: door}, expire_on_commit=False)) as session:
            yield session


def scope_of(session: Session) -> Scope:
    """Give the scope a session was opened with."""
    door: Door = session.info[DOOR]
    return door.scope


def scope_for(store: Store, principal: Principal) -> Scope:
    """Give a person's scope from the roles they hold today (Europe/London)."""
    today = datetime.now(tz=LONDON).date()
    if principal.operator:
        return Scope(principal.login, everything=True, administers=True, audits=True)
    door = Door(store, Scope(principal.login), Purpose.IDENTIFY)
    with _connection(store, store.writing_engine, door) as connection:
        if store.dialect == "sqlite":
            sqlite.guard_writer(_raw(connection), lambda: False)
        with Session(connection, expire_on_commit=False) as session:
            return work_out(session, principal, today)


@contextmanager
def _refusals(store: Store, principal: Principal) -> Iterator[None]:
    """Write down, once, that somebody named what is unknown or not theirs; not what they named."""
    try:
        yield
    except NotYoursError as refused:
        from db import journal  # noqa: PLC0415 - it comes in through these doors itself

        if not refused.written:
            refused.written = True
            act = journal.Act(action=journal.Deed.OPEN, subject="what was named", result="refused")
            journal.write(store, principal, act, datetime.now(tz=UTC))
        raise


@contextmanager
def _connection(store: Store, engine: Engine, door: Door) -> Iterator[Connection]:
    """Give one connection that carries its door, for as long as the door is open."""
    if store.dialect == "sqlite" and not store.path.exists():
        msg = f"There is no store {store.path.name} yet. Run init to make one, or demo to try it."
        raise StoreError(msg)
    with engine.connect() as connection:
        yield connection.execution_options(**{DOOR: door})


@contextmanager
def _settled(session: Session) -> Iterator[Session]:
    """Commit when the block ends well; roll back on anything else, and raise it."""
    try:
        yield session
        for write_down in session.info[DOOR].before_commit:
            write_down()
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.close()


def _raw(connection: Connection) -> sqlite.Raw:
    """Give the driver's own connection."""
    return cast("sqlite.Raw", connection.connection.dbapi_connection)
