"""What does a backup say about itself, and is what came back the same?"""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.orm import Session

from db import chain
from db.audit import verifying
from db.audit.marks import KEY_PURPOSE as ACCESS_KEY
from db.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy import Connection

    from db.store import Store

FORMAT = 1
DAMAGED = "The backup is damaged: what came back is not what was kept. Nothing was restored."


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup says about itself."""

    engine: str
    made_at: str
    key_check: str  # tells the right key from a wrong one, and nothing else
    revisions: dict[str, str]  # history to revision
    counts: dict[str, int]  # schema.table to rows
    heads: dict[str, int]  # contract number to its last publication
    columns: dict[str, list[str]]  # schema.table to its columns, tables referred to first
    access: tuple[int, str] | None = None  # the last seal of the access log, and its hash
    format: int = FORMAT


@dataclass(frozen=True, slots=True)
class Links:
    """A connection to the store's tables and one to the journal's (on PostgreSQL the same)."""

    store: Connection
    journal: Connection

    def tables(self) -> list[tuple[str, str, str | None, Connection]]:
        """Give full name, name, schema and connection of every table, those referred to first."""
        found = []
        for history, link in (("store", self.store), ("journal", self.journal)):
            schema = history if link.dialect.name == "postgresql" else None
            ordered = inspect(link).get_sorted_table_and_fkc_names(schema=schema)
            found += [
                (f'{history}."{table}"', table, schema, link)
                for table, _ in ordered
                if table is not None and table != "alembic_version"
            ]
        return found

    def counts(self) -> dict[str, int]:
        """Give the rows of every table."""
        counts = {}
        for name, table, schema, link in self.tables():
            place = name if schema else f'"{table}"'
            rows = link.scalar(text(f"SELECT count(*) FROM {place}"))  # noqa: S608 - the database's own names
            counts[name] = int(rows or 0)
        return counts

    def columns(self) -> dict[str, list[str]]:
        """Give the columns of every table."""
        return {
            name: [column["name"] for column in inspect(link).get_columns(table, schema=schema)]
            for name, table, schema, link in self.tables()
        }

    def revisions(self) -> dict[str, str]:
        """Give how far each history has come."""
        return {
            "store": _revision(self.store, "store"),
            "journal": _revision(self.journal, "journal"),
        }


def described(store: Store, links: Links, now: datetime) -> Manifest:
    """Say what stands in a store."""
    with Session(links.store) as session:
        heads = chain.heads(session)
    with _journal(links.journal) as session:
        sealed = inspect(links.journal).has_table("access_seal", schema=_schema(links.journal))
        access = verifying.last_line(session) if sealed else None
    return Manifest(
        engine=store.dialect,
        access=access,
        made_at=now.isoformat(),
        key_check=_key_check(store),
        revisions=links.revisions(),
        counts=links.counts(),
        heads={str(contract_id): number for contract_id, number in heads.items()},
        columns=links.columns(),
    )


def manifest_from(store: Store, data: bytes) -> Manifest:
    """Read what a backup says about itself; refuse one this store cannot take."""
    told: dict[str, Any] = json.loads(data)
    if told["format"] != FORMAT:
        msg = "The backup was made by a later version. Restore it with that version."
        raise StoreError(msg)
    told["access"] = tuple(told.get("access") or ()) or None
    manifest = Manifest(**told)
    if manifest.engine != store.dialect:
        msg = f"The backup is of a store on {manifest.engine}; this one is on {store.dialect}."
        raise StoreError(msg)
    if manifest.key_check != _key_check(store):
        msg = "The backup was made with another key. Put that key in place, then restore."
        raise StoreError(msg)
    _refuse_newer(manifest)
    return manifest


def _refuse_newer(manifest: Manifest) -> None:
    """Refuse tables of a later version, which this one could not bring to where it stands."""
    for history, revision in manifest.revisions.items():
        steps = ScriptDirectory(str(Path(__file__).parents[1] / "migrations" / f"of_{history}"))
        if revision not in {step.revision for step in steps.walk_revisions()}:
            msg = (
                f"The backup was made by a later version of the product ({history} {revision}). "
                "Restore it with that version, or a later one."
            )
            raise StoreError(msg)


def check_counts(links: Links, manifest: Manifest) -> None:
    """Refuse a table with more or fewer rows than were kept."""
    if links.counts() != manifest.counts:
        raise StoreError(DAMAGED)


def check_chains(store: Store, connection: Connection, manifest: Manifest) -> None:
    """Refuse a chain of publications that is broken, or ends before it did."""
    heads = {int(contract_id): number for contract_id, number in manifest.heads.items()}
    with Session(connection) as session:
        fault = chain.verify(session, store.key(chain.KEY_PURPOSE), heads)
    if fault:
        msg = f"{DAMAGED} {fault}"
        raise StoreError(msg)


def check_access(store: Store, connection: Connection, manifest: Manifest) -> None:
    """Refuse an access log that is broken, or ends before it did."""
    with _journal(connection) as session:
        broken = verifying.check(session, store.key(ACCESS_KEY), manifest.access).broken
    if broken:
        msg = f"{DAMAGED} {broken}"
        raise StoreError(msg)


@contextmanager
def _journal(connection: Connection) -> Iterator[Session]:
    """Give a session on the journal: on PostgreSQL it stands in a schema of its own."""
    paths = _schema(connection) is not None
    if paths:
        connection.exec_driver_sql("SET LOCAL search_path = journal, pg_temp")
    with Session(connection) as session:
        yield session
    if paths:
        connection.exec_driver_sql("SET LOCAL search_path = store, pg_temp")


def _schema(connection: Connection) -> str | None:
    return "journal" if connection.dialect.name == "postgresql" else None


def _key_check(store: Store) -> str:
    return store.key("backup check").hex()[:16]


def _revision(connection: Connection, history: str) -> str:
    schema = history if connection.dialect.name == "postgresql" else None
    context = MigrationContext.configure(connection, opts={"version_table_schema": schema})
    return str(context.get_current_revision())
