"""How does PostgreSQL show each person their own rows?

Tables stand in schema ``store`` under forced row-level security; people read them through the
views of schema ``scoped``, which keep to the scope and leave out what may not be seen. The scope
comes with each transaction as a signed text (who, what for, which connection, until when), and
functions of schema ``walls`` believe nothing that is not signed. The application's login owns
nothing, and finds the tables themselves empty unless it publishes.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from enum import StrEnum
from importlib import resources
from typing import TYPE_CHECKING, Any, cast

from db.models import Base, JournalBase
from db.walls import render
from db.walls.levels import Level, reaches
from db.walls.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator

    import psycopg
    from sqlalchemy import Connection, Table

    from db.scope import Scope
    from db.walls.conditions import Condition, Rule

BLOCK = 64  # bytes: HMAC's block for SHA-256
HOUR = 3600
APPEND_ONLY = ("access_entry", "access_seal")  # what the journal never changes again


class Purpose(StrEnum):
    """What a transaction is for."""

    READ = "read"
    PUBLISH = "publish"
    IDENTIFY = "identify"
    OWN = "own"
    JOURNAL = "journal"


LASTS = {Purpose.PUBLISH: 12 * HOUR, Purpose.OWN: 12 * HOUR}
"""How long a signature holds, in seconds, where it is not an hour."""

STATEMENT = {Purpose.PUBLISH: "10min", Purpose.OWN: "0"}
IDLE = {Purpose.PUBLISH: "5min", Purpose.OWN: "0"}
DEFAULT_STATEMENT, DEFAULT_IDLE = "15s", "60s"

BEGIN = (
    "SELECT set_config('monitor.context', %s, true), set_config('search_path', %s, true), "
    "set_config('statement_timeout', %s, true), "
    "set_config('idle_in_transaction_session_timeout', %s, true), "
    "set_config('transaction_read_only', %s, true), "
    "set_config('log_parameter_max_length_on_error', '0', true)"
)


def begin(
    connection: Connection, *, key: bytes, scope: Scope, purpose: Purpose, read_only: bool
) -> None:
    """Sign who is asking and what for, for this transaction only."""
    pid = cast("psycopg.Connection", connection.connection.dbapi_connection).info.backend_pid
    schema = {Purpose.READ: "scoped", Purpose.JOURNAL: "journal"}.get(purpose, "store")
    settings = (
        signed(key, told(scope, purpose, pid)),
        f"{schema}, pg_temp",  # named last, or a temporary table could stand before a real one
        STATEMENT.get(purpose, DEFAULT_STATEMENT),
        IDLE.get(purpose, DEFAULT_IDLE),
        "on" if read_only else "off",
    )
    connection.exec_driver_sql(BEGIN, settings)


def told(scope: Scope, purpose: Purpose, pid: int) -> dict[str, Any]:
    """Give what a signature vouches for."""
    held = reaches(scope)
    return {
        "purpose": purpose,
        "login": scope.login,
        "pid": pid,
        "until": time.time() + LASTS.get(purpose, HOUR),
        "everywhere": [level for level, reach in held.items() if reach.everywhere],
        "whole": {level: sorted(reach.whole) for level, reach in held.items() if reach.whole},
        "part_ids": {
            level: sorted({contract_id for contract_id, _ in reach.parts})
            for level, reach in held.items()
            if reach.parts
        },
        "parts": {
            level: sorted(f"{contract_id}:{part}" for contract_id, part in reach.parts)
            for level, reach in held.items()
            if reach.parts
        },
    }


def signed(key: bytes, context: dict[str, Any]) -> str:
    """Give a context with its signature, as ``walls.context()`` verifies it."""
    text = json.dumps(context, separators=(",", ":"))
    return f"{text}.{hmac.digest(key, text.encode(), hashlib.sha256).hex()}"


class _Words:
    """How PostgreSQL looks up the scope: once a query, in the signed context."""

    def held(self, level: Level) -> str:
        return f"(SELECT walls.held('{level}'))"

    def seen(self, level: Level, contract: str, arrangement: str | None) -> str:
        whole = f"{contract} = ANY ((SELECT walls.whole('{level}'))::integer[])"
        if arrangement is None:
            return whole
        return (
            f"({whole} OR ({contract} = ANY ((SELECT walls.part_ids('{level}'))::integer[]) "
            f"AND ({contract} || ':' || {arrangement}) = "
            f"ANY ((SELECT walls.parts('{level}'))::text[])))"
        )

    def mine(self, column: str) -> str:
        return f"{column} = (SELECT walls.login())"

    def table(self, name: str) -> str:
        return f'store."{name}"'

    def today(self) -> str:
        return "(SELECT (now() AT TIME ZONE 'UTC')::date)"


WORDS = _Words()


def take_down(connection: Connection) -> None:
    """Take views and policies away, so that a migration may change what they rest on."""
    run(connection, "DROP SCHEMA IF EXISTS scoped CASCADE")
    found = connection.exec_driver_sql(
        "SELECT schemaname, tablename, policyname FROM pg_policies "
        "WHERE schemaname IN ('store', 'journal')"
    ).all()
    for schema, table, policy in found:
        run(connection, f'DROP POLICY "{policy}" ON {schema}."{table}"')
        run(connection, f'ALTER TABLE {schema}."{table}" NO FORCE ROW LEVEL SECURITY')


def put_up(connection: Connection, *, app: str, key: bytes) -> None:
    """Put functions, views, policies and rights in place; ``app`` is a name already quoted."""
    owner = connection.exec_driver_sql("SELECT quote_ident(current_user)").scalar_one()
    for statement in _functions(app):
        run(connection, statement)
    _store_key(connection, key)
    run(connection, "CREATE SCHEMA scoped")
    run(connection, f"GRANT USAGE ON SCHEMA store, scoped, journal, walls TO {app}")
    for name, rule in RULES.items():
        for statement in _table(Base.metadata.tables[name], rule, app=app, owner=owner):
            run(connection, statement)
    for table in JournalBase.metadata.sorted_tables:
        for statement in _journal(table, app=app, owner=owner):
            run(connection, statement)
    for schema in ("store", "journal"):
        run(connection, f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema} TO {app}")
        run(connection, f"GRANT SELECT ON {schema}.alembic_version TO {app}")  # is it current?


def run(connection: Connection, statement: str) -> None:
    """Run one statement as it stands: a per cent sign in it is no mark for a value."""
    connection.exec_driver_sql(statement, execution_options={"no_parameters": True})


def _functions(app: str) -> Iterator[str]:
    """Give the statements that make schema ``walls``."""
    text = resources.files("db.walls").joinpath("walls.sql").read_text(encoding="utf-8")
    yield text
    yield "REVOKE ALL ON ALL FUNCTIONS IN SCHEMA walls FROM PUBLIC"
    yield f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA walls TO {app}"


def _store_key(connection: Connection, key: bytes) -> None:
    """Keep the key as the two blocks HMAC works with; only the owner can read them."""
    block = key.ljust(BLOCK, b"\0")
    pads = bytes(byte ^ 0x36 for byte in block), bytes(byte ^ 0x5C for byte in block)
    connection.exec_driver_sql(
        "INSERT INTO walls.context_key (inner_pad, outer_pad) VALUES (%s, %s) "
        "ON CONFLICT (single) DO UPDATE SET inner_pad = excluded.inner_pad, "
        "outer_pad = excluded.outer_pad",
        pads,
    )


def _table(table: Table, rule: Rule, *, app: str, owner: str) -> Iterator[str]:
    """Give the statements that put one table behind its wall."""
    name = WORDS.table(table.name)
    shown = render.columns(table, rule, WORDS)
    visible = render.condition(rule.read, WORDS)
    yield (
        f'CREATE VIEW scoped."{table.name}" WITH (security_barrier) AS '  # noqa: S608 - our own names
        f"SELECT {shown} FROM {name} {render.ROW} WHERE {visible}"
    )
    yield f'GRANT SELECT ON scoped."{table.name}" TO {app}'
    yield from _force(name, owner)
    yield f"REVOKE ALL ON {name} FROM {app}"
    yield f"GRANT SELECT ON {name} TO {app}"
    yield f"CREATE POLICY reads ON {name} FOR SELECT TO {app} USING ({_reading(table, rule)})"
    if rule.add is not None:
        yield from _writing(table, rule, app)


def _force(name: str, owner: str) -> Iterator[str]:
    """Give the statements that close a table to its owner too, without a signed context."""
    yield f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY"
    yield f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY"
    yield (
        f"CREATE POLICY owns ON {name} TO {owner} USING ((SELECT walls.signed())) "
        f"WITH CHECK ((SELECT walls.purpose()) = '{Purpose.OWN}')"
    )


def _reading(table: Table, rule: Rule) -> str:
    """Give what the application may read of the table itself: nothing while it reads for people."""
    allowed = [(Purpose.PUBLISH, rule.compare)]
    if rule.identify is not None:
        allowed.append((Purpose.IDENTIFY, rule.identify))
    return " OR ".join(f"({_only(purpose, condition, table)})" for purpose, condition in allowed)


def _writing(table: Table, rule: Rule, app: str) -> Iterator[str]:
    """Give the statements that let a publisher add rows, and change what closes them."""
    name = WORDS.table(table.name)
    allowed = _only(Purpose.PUBLISH, rule.add, table) if rule.add is not None else "FALSE"
    yield f"GRANT INSERT ON {name} TO {app}"
    yield f"CREATE POLICY adds ON {name} FOR INSERT TO {app} WITH CHECK ({allowed})"
    if rule.closes:
        columns = ", ".join(f'"{column}"' for column in rule.closes)
        before, after = (
            allowed if one is None else _only(Purpose.PUBLISH, one, table)
            for one in (rule.closes_if, rule.closed_as)
        )
        yield f"GRANT UPDATE ({columns}) ON {name} TO {app}"
        yield (
            f"CREATE POLICY closes ON {name} FOR UPDATE TO {app} "
            f"USING ({before}) WITH CHECK ({after})"
        )


def _only(purpose: Purpose, rule: Condition, table: Table) -> str:
    """Give a condition that holds only in transactions of one purpose."""
    row = f'"{table.name}"'
    return f"(SELECT walls.purpose()) = '{purpose}' AND {render.condition(rule, WORDS, row)}"


def _journal(table: Table, *, app: str, owner: str) -> Iterator[str]:
    """Give the statements for a table of the journal: open to nothing but the journal's door."""
    name = f'journal."{table.name}"'
    rights = "SELECT, INSERT" if table.name in APPEND_ONLY else "SELECT, INSERT, UPDATE, DELETE"
    only = f"(SELECT walls.purpose()) = '{Purpose.JOURNAL}'"
    yield from _force(name, owner)
    yield f"REVOKE ALL ON {name} FROM {app}"
    yield f"GRANT {rights} ON {name} TO {app}"
    yield f"CREATE POLICY keeps ON {name} TO {app} USING ({only}) WITH CHECK ({only})"
