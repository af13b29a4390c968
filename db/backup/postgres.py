"""How are the tables of a store on PostgreSQL copied out and brought back?

Not with ``pg_dump``: as the owner, under forced policies, it fails or writes no rows at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg

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
from db.walls.postgres import run

if TYPE_CHECKING:
    import zipfile
    from datetime import datetime

    from sqlalchemy import Connection

    from db.store import Store

CHUNK = 1 << 20  # bytes copied at a time

SEQUENCES = """
    SELECT format('%I.%I', n.nspname, t.relname) AS place, format('%I', a.attname) AS field,
        pg_get_serial_sequence(format('%I.%I', n.nspname, t.relname), a.attname) AS sequence
    FROM pg_attribute a
    JOIN pg_class t ON t.oid = a.attrelid AND t.relkind = 'r'
    JOIN pg_namespace n ON n.oid = t.relnamespace AND n.nspname IN ('store', 'journal')
    WHERE a.attnum > 0 AND a.atthasdef
        AND pg_get_serial_sequence(format('%I.%I', n.nspname, t.relname), a.attname) IS NOT NULL
"""


def take(store: Store, archive: zipfile.ZipFile, now: datetime) -> Manifest:
    """Copy every table out of one snapshot."""
    with doors.owner(store, snapshot=True) as session:
        connection = session.connection()
        manifest = described(store, Links(connection, connection), now)
        cursor = connection.connection.cursor()
        for name, columns in manifest.columns.items():
            statement = f"COPY (SELECT {_listed(columns)} FROM {name}) TO STDOUT"  # noqa: S608 - the database's own names
            with (
                archive.open(f"{name}.copy", "w", force_zip64=True) as target,
                cursor.copy(statement) as rows,
            ):
                for chunk in rows:
                    target.write(chunk)
    return manifest


def put(store: Store, archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Make the tables as they were, fill them, upgrade and verify; all in one transaction."""

    def load(connection: Connection) -> None:
        for schema in upgrade.SCHEMAS:
            run(connection, f"DROP SCHEMA IF EXISTS {schema} CASCADE")
            upgrade.migrate(connection, schema, manifest.revisions[schema])
        for name, columns in manifest.columns.items():
            _fill(connection, archive, name, columns)
        _count_on(connection)
        check_counts(Links(connection, connection), manifest)

    def check(connection: Connection) -> None:
        check_chains(store, connection, manifest)
        check_access(store, connection, manifest)

    upgrade.upgrade_postgres(store, load=load, check=check)


def _fill(
    connection: Connection, archive: zipfile.ZipFile, name: str, columns: list[str]
) -> None:
    cursor = connection.connection.cursor()
    statement = f"COPY {name} ({_listed(columns)}) FROM STDIN"
    try:
        with archive.open(f"{name}.copy") as source, cursor.copy(statement) as rows:
            while chunk := source.read(CHUNK):
                rows.write(chunk)
    except psycopg.Error:
        raise StoreError(DAMAGED) from None  # the driver's words would repeat the row


def _count_on(connection: Connection) -> None:
    """Let every sequence go on after the highest number in its table."""
    options = {"no_parameters": True}
    for row in connection.exec_driver_sql(SEQUENCES, execution_options=options).all():
        following = f"coalesce(max({row.field}), 0) + 1"
        run(connection, f"SELECT setval('{row.sequence}', {following}, false) FROM {row.place}")  # noqa: S608 - the database's own names


def _listed(columns: list[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)
