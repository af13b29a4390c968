"""How is a store made, or brought up to date?"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sqlalchemy import text

from db.errors import StoreError
from db.models import Base, JournalBase
from db.store import OWNER_ONLY
from db.walls import postgres

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

    from db.store import Store


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
        _upgrade_postgres(store)


def _upgrade_sqlite(store: Store) -> None:
    store.path.parent.mkdir(parents=True, exist_ok=True)
    for path in (store.path, store.journal_path):
        _make_file(path)
    store.make_secret()
    Base.metadata.create_all(store.owner_engine)
    JournalBase.metadata.create_all(store.journal_engine)


def _make_file(path: Path) -> None:
    """Make a file that only its owner can open, before anything is in it."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, OWNER_ONLY))
    path.chmod(OWNER_ONLY)


def _upgrade_postgres(store: Store) -> None:
    app = store.url.username or ""
    if app == (store.owner_url.username or ""):
        msg = (
            "The application and the owner have the same login, so nobody's rows would be "
            "protected. Make a login for the application alone (CREATE ROLE monitor_app LOGIN "
            "PASSWORD '...') and name it in MONITOR_DATABASE_URL, with the owner's in "
            "MONITOR_OWNER_URL."
        )
        raise StoreError(msg)
    with store.owner_engine.begin() as connection:
        _check_application(connection, app)
        postgres.take_down(connection)
        for schema, metadata in (("store", Base.metadata), ("journal", JournalBase.metadata)):
            connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {schema}"))
            connection.execute(text(f"SET LOCAL search_path = {schema}"))
            metadata.create_all(connection)
        postgres.put_up(connection, app=_quoted(connection, app), key=store.key("context"))
    with store.engine.connect():
        pass  # the application's own connection checks that its login holds no more than it should


def _check_application(connection: Connection, app: str) -> None:
    """Refuse an application login that is missing, or that policies would not hold for."""
    row = connection.execute(
        text("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = :app"), {"app": app}
    ).scalar()
    if row is None:
        msg = f"There is no login {app} on the server. Make one: CREATE ROLE {app} LOGIN PASSWORD '...'."
        raise StoreError(msg)
    if row:
        msg = (
            f"The login {app} is a superuser or may pass by row-level security. Take that away "
            f"(ALTER ROLE {app} NOSUPERUSER NOBYPASSRLS) before the store is made."
        )
        raise StoreError(msg)


def _quoted(connection: Connection, name: str) -> str:
    return connection.dialect.identifier_preparer.quote_identifier(name)


