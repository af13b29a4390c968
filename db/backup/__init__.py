"""How is a store kept in one file, and brought back from it?

A backup is a zip: what was copied, how many rows of each table, and where each contract's chain of
publications ended. Restoring counts again and verifies the chains before anything takes its place.
The key of the store is not in it: without the same key nothing can be restored.
"""

from __future__ import annotations

import json
import os
import zipfile
from dataclasses import asdict
from typing import TYPE_CHECKING

from sqlalchemy import func, inspect, select

from db import doors
from db.backup import postgres, sqlite
from db.backup.manifest import Manifest, manifest_from
from db.errors import StoreError
from db.models import Publication
from db.store import OWNER_ONLY

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from db.store import Store

MANIFEST = "manifest.json"
NEEDS_KEY = (
    "The key of the store is not in the backup, and restoring needs it: keep the key file (or "
    "MONITOR_SECRET_KEY) as safe, and apart."
)
OTHERS = {
    b"SQLite format 3\0": (
        "is a database file copied by itself: what was written ahead of it, its journal and its "
        "check are not in it. Make a backup with the command backup."
    ),
    b"PGDMP": (
        "is a dump of pg_dump. Restore it with pg_restore into an empty database, then run "
        "audit verify --known with the heads kept beside it."
    ),
}
"""What people bring in place of a backup, by the bytes it begins with."""


def backup(store: Store, file: Path, *, now: datetime) -> Manifest:
    """Write the store and its journal to one file, while people go on using them.

    Raises
    ------
    StoreError
        If the file exists already, or there is no store to keep.
    """
    if store.dialect == "sqlite" and not store.path.exists():
        msg = f"There is no store {store.path.name} yet. Run init to make one."
        raise StoreError(msg)
    if file.exists():
        msg = f"{file.name} exists already. Name another file, or move that one away."
        raise StoreError(msg)
    part = file.with_name(f"{file.name}.part")
    take = sqlite.take if store.dialect == "sqlite" else postgres.take
    try:
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY))
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
            manifest = take(store, archive, now)
            archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1))
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    return manifest


def restore(store: Store, file: Path) -> Manifest:
    """Bring a store back from a backup, into a place where nothing has been published.

    Raises
    ------
    StoreError
        If the file is no backup of this engine or was made with another key, the store holds
        publications, or what comes back is not what was kept. Nothing has changed then.
    """
    put = sqlite.put if store.dialect == "sqlite" else postgres.put
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = manifest_from(store, archive.read(MANIFEST))
            _must_be_unused(store)
            put(store, archive, manifest)
    except (zipfile.BadZipFile, FileNotFoundError, KeyError, EOFError) as fault:
        msg = f"{file.name} {_what_it_is(file)} Nothing was restored."
        raise StoreError(msg) from fault
    return manifest


def _what_it_is(file: Path) -> str:
    """Say what a file is that is no backup."""
    if not file.is_file():
        return "is not there, or is no whole backup."
    with file.open("rb") as source:
        begins = source.read(16)
    found = next((said for mark, said in OTHERS.items() if begins.startswith(mark)), None)
    return found or "is no whole backup: it was cut short, or is something else."


def _must_be_unused(store: Store) -> None:
    """Refuse to write over anything that was published."""
    if store.dialect == "sqlite" and not store.path.exists():
        return
    with doors.owner(store) as session:
        used = inspect(session.connection()).has_table("publication") and session.scalar(
            select(func.count()).select_from(Publication)
        )
    if used:
        msg = "Something has been published in this store. Restore into an empty place."
        raise StoreError(msg)
