"""How are the two files of a SQLite store copied out and brought back?"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from db import doors, upgrade
from db.backup.manifest import (
    DAMAGED,
    Links,
    Manifest,
    check_access,
    check_chains,
    check_counts,
    described,
)
from db.errors import StoreError

if TYPE_CHECKING:
    import zipfile
    from datetime import datetime

    from sqlalchemy import Engine

    from db.store import Store

CHUNK = 1 << 20  # bytes copied at a time


def take(store: Store, archive: zipfile.ZipFile, now: datetime) -> Manifest:
    """Copy both files as they stand, with SQLite's own online backup (never by copying a file)."""
    with tempfile.TemporaryDirectory(prefix="monitor-backup-") as folder:
        copy = store.at(f"sqlite:///{Path(folder) / store.path.name}")
        _copied(store.owner_engine, copy.path)
        _copied(store.journal_engine, copy.journal_path)
        with doors.owner(copy) as session, doors.journal(copy) as journal:
            manifest = described(copy, Links(session.connection(), journal.connection()), now)
        copy.dispose()
        archive.write(copy.path, "store.db")
        archive.write(copy.journal_path, "journal.db")
    return manifest


def put(store: Store, archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Unpack beside the store, see that all is there, then put both files in place."""
    store.path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="restore-", dir=store.path.parent) as folder:
        copy = store.at(f"sqlite:///{Path(folder) / store.path.name}")
        for member, path in (("store.db", copy.path), ("journal.db", copy.journal_path)):
            upgrade.make_file(path)
            with archive.open(member) as source, path.open("wb") as target:
                shutil.copyfileobj(source, target, CHUNK)
            _check_file(path)
        try:
            _check(copy, manifest)
        finally:
            copy.dispose()
        store.dispose()
        _replace(copy.journal_path, store.journal_path)
        _replace(copy.path, store.path)


def _copied(engine: Engine, path: Path) -> None:
    with engine.connect() as source, closing(sqlite3.connect(path)) as target:
        raw = source.connection.dbapi_connection
        assert isinstance(raw, sqlite3.Connection)  # noqa: S101 - told to the type checker
        raw.backup(target)


def _check_file(path: Path) -> None:
    """Refuse a file SQLite itself finds damaged."""
    with closing(sqlite3.connect(path)) as connection:
        try:
            sound = connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        except sqlite3.DatabaseError:
            sound = False
    if not sound:
        raise StoreError(DAMAGED)


def _check(copy: Store, manifest: Manifest) -> None:
    """Count and verify the copy, which is brought up to date in between."""
    with doors.owner(copy) as session, doors.journal(copy) as journal:
        check_counts(Links(session.connection(), journal.connection()), manifest)
    upgrade.create_or_upgrade(copy)
    with doors.owner(copy) as session:
        check_chains(copy, session.connection(), manifest)
    with doors.journal(copy, reading=True) as journal:
        check_access(copy, journal.connection(), manifest)


def _replace(path: Path, target: Path) -> None:
    """Put a file in place of another, without what the other had still in its log."""
    for ending in ("-wal", "-shm"):
        target.with_name(target.name + ending).unlink(missing_ok=True)
    path.replace(target)
