"""How is a store made, or brought up to date?"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from db import doors
from db.errors import StoreError
from db.models import Base, JournalBase
from db.store import OWNER_ONLY
from db.walls import postgres

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from db.store import Store

HISTORIES = Path(__file__).parent / "migrations"
SCHEMAS = {"journal": JournalBase.metadata, "store": Base.metadata}
"""What each history leads to. The store comes last, so that its schema stays the one named."""


VERSIONS = "alembic_version"
MAY_READ = text("SELECT has_table_privilege(:name, 'SELECT')")

Step = Callable[["Connection"], None]


def _nothing(_: Connection) -> None:
    """Do nothing."""


def create_or_upgrade(store: Store) -> None:
    """Make the store if there is none, and bring its tables, walls and rights up to date.

    Everything is done in one transaction (on SQLite, one a file): it happens whole or not at all.

    Raises
    ------
    StoreError
        If the application's login could pass by the policies, or is the owner's.
    """
    if store.dialect == "sqlite":
        _upgrade_sqlite(store)
    else:
        upgrade_postgres(store)


def is_current(store: Store) -> bool:
    """Say whether the store's tables are those this version of the product works with."""
    if store.dialect == "sqlite" and not store.path.exists():
        return False
    return all(_stands(store, history) for history in SCHEMAS)


def _stands(store: Store, history: str) -> bool:
    """Say whether one history has come to its end."""
    if store.dialect == "postgresql":
        with store.engine.connect() as connection:
            return _at_its_end(connection, history, schema=history)
    if history == "journal" and not store.journal_path.exists():
        return False
    with (
        doors.journal(store, reading=True) if history == "journal" else doors.owner(store)
    ) as session:
        return _at_its_end(session.connection(), history, schema=None)


def _at_its_end(connection: Connection, history: str, schema: str | None) -> bool:
    if not inspect(connection).has_table(VERSIONS, schema=schema):
        return False
    if schema and not connection.scalar(MAY_READ, {"name": f"{schema}.{VERSIONS}"}):
        return False  # made before its version was for the application to read
    context = MigrationContext.configure(connection, opts={"version_table_schema": schema})
    ends = ScriptDirectory(str(HISTORIES / f"of_{history}")).get_heads()
    return set(context.get_current_heads()) == set(ends)


def _upgrade_sqlite(store: Store) -> None:
    store.path.parent.mkdir(parents=True, exist_ok=True)
    for path in (store.path, store.journal_path):
        make_file(path)
    store.make_secret()
    with doors.owner(store) as session:
        connection = session.connection()
        # a table that is copied to be changed is for a moment missing to those that refer to it
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        migrate(connection, "store")
    with doors.journal(store) as session:
        migrate(session.connection(), "journal")


def make_file(path: Path) -> None:
    """Make a file that only its owner can open, before anything is in it."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, OWNER_ONLY))
    path.chmod(OWNER_ONLY)


def upgrade_postgres(store: Store, *, load: Step = _nothing, check: Step = _nothing) -> None:
    """Make or upgrade a store on PostgreSQL, in one transaction.

    Parameters
    ----------
    store
        The store.
    load
        What to do first, while no wall stands: ``restore`` fills the tables.
    check
        What to do last, before anything is kept; whatever it raises undoes everything.
    """
    app = store.url.username or ""
    if app == (store.owner_url.username or ""):
        msg = (
            "The application and the owner have the same login, so nobody's rows would be "
            "protected. Make a login for the application alone (CREATE ROLE monitor_app LOGIN "
            "PASSWORD '...') and name it in MONITOR_DATABASE_URL, with the owner's in "
            "MONITOR_OWNER_URL."
        )
        raise StoreError(msg)
    with doors.owner(store) as session:
        connection = session.connection()
        _check_application(connection, app)
        postgres.take_down(connection)
        load(connection)
        for schema in SCHEMAS:
            migrate(connection, schema)
        quoted = connection.dialect.identifier_preparer.quote_identifier(app)
        postgres.put_up(connection, app=quoted, key=store.key("context"))
        check(connection)
    with store.engine.connect():
        pass  # a new connection refuses a login that holds more than it should


def migrate(connection: Connection, history: str, revision: str = "head") -> None:
    """Run what is missing of one history, within the transaction of the connection."""
    if connection.dialect.name == "postgresql":
        postgres.run(connection, f"CREATE SCHEMA IF NOT EXISTS {history}")
        postgres.run(connection, f"SET LOCAL search_path = {history}")
    config = Config(attributes={"connection": connection, "metadata": SCHEMAS[history]})
    config.set_main_option("script_location", str(HISTORIES / f"of_{history}"))
    command.upgrade(config, revision)


def _check_application(connection: Connection, app: str) -> None:
    """Refuse an application login that is missing, or that policies would not hold for."""
    passes_by = connection.execute(
        text("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = :app"), {"app": app}
    ).scalar()
    if passes_by is None:
        msg = f"There is no login {app} on the server. CREATE ROLE {app} LOGIN PASSWORD '...'."
        raise StoreError(msg)
    if passes_by:
        msg = (
            f"The login {app} is a superuser or may pass by row-level security. Take that away "
            f"(ALTER ROLE {app} NOSUPERUSER NOBYPASSRLS) before the store is made."
        )
        raise StoreError(msg)
