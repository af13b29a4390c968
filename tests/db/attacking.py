"""How is an attack on the walls told, tried and answered? The attacks stand in ``attacks``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.exc import DatabaseError

from db import doors
from db.models import Base
from db.scope import OPERATOR, Scope
from db.walls import postgres
from db.walls import sqlite as walls
from db.walls.postgres import Purpose
from tests.db.seeded import who

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from db.store import Store

REFUSED = "refused"
INNER = next(name for name, table in walls._INNER.items() if table == "starts")  # noqa: SLF001 - what an attacker would have to guess
OWN = [(1,), (1,), (1,)]
NONE: list[Any] = []
ASK = "SELECT contract_id FROM starts"

Try = tuple[Any, Any]
"""SQL, or a function of the store that gives the answer; and what must come of it."""


@dataclass(frozen=True)
class Attack:
    """What is tried on each engine; ``said`` where one has no such thing and what stands for it."""

    sqlite: tuple[Try, ...]
    postgres: tuple[Try, ...]
    said: str = ""


def refused(*tries: str | Callable[[Store], Any]) -> tuple[Try, ...]:
    """Give tries that must all end in an error."""
    return tuple((one, REFUSED) for one in tries)


def gives(answer: Any, *tries: str | Callable[[Store], Any]) -> tuple[Try, ...]:
    """Give tries that must all be answered so."""
    return tuple((one, answer) for one in tries)


def behind(statement: str) -> str:
    """Give a statement with the names the views of this process go by."""
    secret = INNER.removesuffix("starts")
    return statement.format(inner=INNER, INNER=INNER.upper(), secret=secret)


# What takes more than one statement.


def rows(session: Session, statement: str) -> list[Any]:
    """Give the rows of a statement as it stands."""
    return [tuple(row) for row in session.connection().exec_driver_sql(statement)]


def then(statement: str, asked: str = ASK) -> Callable[[Store], list[Any]]:
    """Give the try that does one thing and then asks."""

    def go(store: Store) -> list[Any]:
        with doors.scoped_session(store, who("cm")) as session:
            session.connection().exec_driver_sql(statement)
            return rows(session, asked)

    return go


def publishing(*statements: str, login: str = "prime") -> Callable[[Store], Any]:
    """Give the try that does these things by a publisher's door, and gives the last answer."""

    def go(store: Store) -> Any:
        with doors.publisher(store, who(login)) as session:
            doors.begin_write(session)
            try:
                done = [session.connection().exec_driver_sql(one) for one in statements][-1]
                return [tuple(row) for row in done] if done.returns_rows else done.rowcount
            finally:
                session.rollback()

    return go


def left_behind(planted: str, asked: str) -> Callable[[Store], list[Any]]:
    """Give the try that leaves something on a connection, for whoever is given it next.

    Whoever sees everything commits it; the contract manager has the same connection after them.
    """

    def go(store: Store) -> list[Any]:
        with doors.scoped_session(store, OPERATOR) as session:
            link = session.connection()
            pid = link.connection.dbapi_connection.info.backend_pid
            link.exec_driver_sql(planted)
            session.commit()
        with doors.scoped_session(store, who("cm")) as session:
            link = session.connection().connection.dbapi_connection
            assert link.info.backend_pid == pid, "it must be the same connection"
            return rows(session, asked)

    return go


def context(store: Store, **changed: Any) -> Callable[[int], str]:
    """Give what signs a context of somebody who sees everything, with something changed."""

    def sign(pid: int) -> str:
        told = postgres.told(Scope("thief", everything=True), Purpose.READ, pid) | changed
        kept = {name: value for name, value in told.items() if value is not None}
        return postgres.signed(store.key("context"), kept)

    return sign


def shown_to(signed: str | Callable[[int], str], store: Store) -> list[Any]:
    """Give what a connection that came through no door is shown with a context."""
    with store.engine.connect() as link:
        pid = link.connection.dbapi_connection.info.backend_pid
        given = signed if isinstance(signed, str) else signed(pid)
        link.exec_driver_sql("SELECT set_config('monitor.context', %s, true)", (given,))
        return [tuple(row) for row in link.exec_driver_sql("SELECT contract_id FROM scoped.starts")]


def replayed(store: Store) -> list[Any]:
    """Use on one connection what was signed for another that is still open."""
    taken = "SELECT current_setting('monitor.context')"
    with doors.scoped_session(store, OPERATOR) as session:
        return shown_to(session.connection().exec_driver_sql(taken).scalar_one(), store)


def of_another_key(store: Store) -> list[Any]:
    """Sign a context with a key of one's own."""

    def sign(pid: int) -> str:
        told = postgres.told(Scope("thief", everything=True), Purpose.READ, pid)
        return postgres.signed(b"another key of thirty-two bytes!", told)

    return shown_to(sign, store)


def believed(store: Store) -> bool:
    """Say whether an unchanged context is believed, or the tries above would fail for less."""
    return len(shown_to(context(store), store)) == len(OWN) * 2


def given_back(store: Store) -> list[Any]:
    """Ask by the driver, on SQLite, on the connection somebody who sees everything gave back."""
    with doors.scoped_session(store, OPERATOR) as session:
        raw = session.connection().connection.dbapi_connection
        assert len(raw.execute(ASK).fetchall()) == len(OWN) * 2
    return raw.execute(ASK).fetchall()


def prepared(store: Store) -> list[Any]:
    """Have a question planned for somebody who sees everything, and ask it as another."""
    for login in (OPERATOR, who("cm")):
        with doors.scoped_session(store, login) as session:
            raw = session.connection().connection.dbapi_connection
            more = {"prepare": True} if store.dialect == "postgresql" else {}
            for _ in range(8):
                found = raw.execute(ASK, **more).fetchall()
    return found


def peeking(condition: str, how: str = "SELECT count(*) FROM {table} WHERE {condition}") -> Any:
    """Give the try that fails on any row but one's own, table by table.

    A condition that ends in an error for certain values would tell that there are such rows. The
    answer is the tables that told, to whom.
    """

    def go(store: Store) -> list[Any]:
        told = []
        for login in PEEKING:
            with doors.scoped_session(store, who(login)) as session:
                for table, columns in hidden(store, session).items():
                    found = condition.format(found=" OR ".join(columns))
                    asked = how.format(table=f'"{table}"', condition=found)
                    try:
                        session.connection().exec_driver_sql(asked.replace("%", "%%")).all()
                    except DatabaseError:
                        told.append((login, table))
                        session.rollback()
        return told

    return go


PEEKING = ("cm", "partner", "national", "stranger")
_EVERY: dict[tuple[str, str], list[set[Any]]] = {}


def hidden(store: Store, session: Session) -> dict[str, list[str]]:
    """Give the conditions on each table that hold for no row the asker is shown."""
    found: dict[str, list[str]] = {}
    for name, table in Base.metadata.tables.items():
        columns = [one for one in table.columns if one.type.python_type in {int, str}]
        asked = select(*columns)
        if (store.dialect, name) not in _EVERY:
            with doors.owner(store) as all_seeing:
                _EVERY[store.dialect, name] = values(all_seeing.execute(asked), len(columns))
        mine = values(session.execute(asked), len(columns))
        for column, every, own in zip(columns, _EVERY[store.dialect, name], mine, strict=True):
            others = sorted(every - own - {None})
            if others:
                listed = ", ".join(map(literal, others))
                found.setdefault(name, []).append(f'"{column.name}" IN ({listed})')
    return found


def values(found: Any, width: int) -> list[set[Any]]:
    """Give what stands in each column."""
    return [set(column) for column in zip(*found, strict=True)] or [set()] * width


def literal(value: Any) -> str:
    """Write a value in SQL."""
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"


def notices(store: Store) -> set[str]:
    """Let a cheap function of one's own tell of every row it is tried on."""
    with doors.publisher(store, who("prime")) as session:
        doors.begin_write(session)
        link = session.connection()
        link.exec_driver_sql(
            "CREATE FUNCTION pg_temp.peek(integer) RETURNS boolean LANGUAGE plpgsql COST 0.0001 "
            "AS $$ BEGIN RAISE NOTICE 'peeked at %', $1; RETURN true; END $$",
            execution_options={"no_parameters": True},
        )
        heard: set[str] = set()
        raw = link.connection.dbapi_connection
        raw.add_notice_handler(lambda notice: heard.add(notice.message_primary))
        told = postgres.told(doors.scope_for(store, who("cm")), Purpose.READ, raw.info.backend_pid)
        signed = postgres.signed(store.key("context"), told)
        link.exec_driver_sql("SELECT set_config('monitor.context', %s, true)", (signed,))
        link.exec_driver_sql("SELECT * FROM scoped.starts WHERE pg_temp.peek(contract_id)")
        session.rollback()
    return heard


def copy_of(table: str, **changed: str) -> str:
    """Give the statement that adds one's own rows again, with something changed."""
    columns = [column.name for column in Base.metadata.tables[table].columns]
    names = ", ".join(f'"{one}"' for one in columns)
    taken = ", ".join(changed.get(one, f'"{one}"') for one in columns)
    return f"INSERT INTO {table} ({names}) SELECT {taken} FROM {table} WHERE contract_id = 1"  # noqa: S608 - the test's own names


WIDENED = (
    "SELECT set_config('monitor.context', "
    "replace(current_setting('monitor.context'), '{}', '{}'), true)"
)
KEPT = "SELECT set_config('monitor.context', current_setting('monitor.context'), false)"
MERGED = (
    "MERGE INTO starts t USING (SELECT 2 AS c) s ON t.contract_id = s.c "
    "WHEN MATCHED THEN UPDATE SET known_to = 9"
)
