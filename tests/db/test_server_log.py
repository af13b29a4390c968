"""Does the database server's own log repeat what a row held? With the settings it is told, no."""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from db import doors
from db.proof import QUIET_LOG, noisy
from db.scope import OPERATOR
from db.upgrade import create_or_upgrade
from tests import canary
from tests.canary import ALL
from tests.conftest import Server, started

MARK = "the end of what was tried"


@pytest.fixture(scope="module")
def logging_server():
    """Give a server of its own, whose log is read, with a store in it."""
    folder = tempfile.mkdtemp(prefix="monitor-pg-log-")
    admin = started(folder)
    names = {role: admin.set(username=role, password=role) for role in ("loud_owner", "loud_app")}
    server = Server(admin, names["loud_app"], names["loud_owner"], "log")
    for role in names:
        server.execute(f"CREATE ROLE {{}} LOGIN PASSWORD '{role}'", role)
    store = server.store(server.make_database())
    create_or_upgrade(store)
    yield server, store, Path(folder)
    store.dispose()
    shutil.rmtree(folder, ignore_errors=True)


def ruin(store, one):
    """Fail in each of the ways a statement can, with an identifier in hand."""
    tried = (
        ("INSERT INTO organisation (name_key, name) VALUES (:one, :one), (:one, :one)", None),
        ("INSERT INTO contract (contract_id, reference) VALUES (:one, :one)", None),
        ("SELECT pg_sleep(2), CAST(:one AS text)", "SET LOCAL statement_timeout = '20ms'"),
        ("SELECT length(:one), pg_terminate_backend(pg_backend_pid())", None),
    )
    for statement, first in tried:
        with pytest.raises(SQLAlchemyError):
            carry_out(store, statement, first, one)
    with pytest.raises((SQLAlchemyError, psycopg.Error)):
        copy_badly(store, one)


def carry_out(store, statement, first, one):
    with doors.publisher(store, OPERATOR) as session:
        doors.begin_write(session)
        if first:
            session.execute(text(first))
        session.execute(text(statement), {"one": one})


def copy_badly(store, one):
    """Send a row a column cannot hold, as the publisher's staging would."""
    with doors.publisher(store, OPERATOR) as session:
        doors.begin_write(session)
        session.execute(text("CREATE TEMP TABLE staged (a text, b varchar(3))"))
        cursor = session.connection().connection.cursor()
        with cursor.copy("COPY staged (a, b) FROM STDIN") as rows:
            rows.write_row([one, one])


def said(server, folder):
    """Give what the server has logged so far."""
    server.execute("DO $$ BEGIN RAISE LOG 'the end of what was tried'; END $$")
    for _ in range(100):
        told = "\n".join(file.read_text("utf-8", "replace") for file in folder.rglob("*log*")
                         if file.is_file() and "pg_" not in str(file.relative_to(folder)))
        if MARK in told:
            return told
        time.sleep(0.1)
    raise AssertionError(folder)


def test_a_server_that_was_told_nothing_repeats_rows_and_one_that_was_told_does_not(logging_server):
    server, store, folder = logging_server
    warning = noisy(store)
    assert all(f"ALTER ROLE loud_app SET {name}" in warning for name in QUIET_LOG)
    ruin(store, ALL[0])
    loud = said(server, folder)
    assert canary.found(loud) == [ALL[0]]

    for role in ("loud_app", "loud_owner"):
        for name, (value, *_) in QUIET_LOG.items():
            server.execute(f"ALTER ROLE {{}} SET {name} = {value}", role)
    store.dispose()
    assert noisy(store) == ""
    together = [" ".join(ALL[at : at + 7]) for at in range(1, len(ALL), 7)]
    for some in together:
        ruin(store, some)
    quiet = said(server, folder)
    assert quiet.count("ERROR:") >= loud.count("ERROR:") + 3 * len(together)
    assert canary.found(quiet) == [ALL[0]]


def test_a_store_in_a_file_has_no_server_to_warn_of(sqlite_store):
    assert noisy(sqlite_store) == ""
