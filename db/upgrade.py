"""How is a store made, or brought up to date?"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sqlalchemy import text

from db.models import Base, JournalBase
from db.store import OWNER_ONLY

if TYPE_CHECKING:
    from pathlib import Path

    from db.store import Store


def create_or_upgrade(store: Store) -> None:
    """Make the store if there is none, and bring its tables, walls and rights up to date."""
    if store.dialect == "sqlite":
        _make_files(store)
        store.make_secret()
        Base.metadata.create_all(store.owner_engine)
        JournalBase.metadata.create_all(store.journal_engine)
        return
    app = store.url.username
    with store.owner_engine.begin() as connection:
        for schema, metadata in (("store", Base.metadata), ("journal", JournalBase.metadata)):
            connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {schema}"))
            connection.execute(text(f"SET LOCAL search_path = {schema}"))
            metadata.create_all(connection)
            connection.execute(text(f"GRANT USAGE ON SCHEMA {schema} TO {app}"))
            connection.execute(text(f"GRANT ALL ON ALL TABLES IN SCHEMA {schema} TO {app}"))
            connection.execute(text(f"GRANT ALL ON ALL SEQUENCES IN SCHEMA {schema} TO {app}"))


def _make_files(store: Store) -> None:
    store.path.parent.mkdir(parents=True, exist_ok=True)
    for path in (store.path, store.journal_path):
        _make_file(path)


def _make_file(path: Path) -> None:
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, OWNER_ONLY))
    path.chmod(OWNER_ONLY)


