"""Stores with a row of everything, copied for each test from one filled once."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from db.store import Store
from tests.conftest import SECRET
from tests.db.seeded import seeded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Server


@pytest.fixture(scope="session")
def full_sqlite_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a filled store."""
    folder = shutil.copytree(sqlite_template, tmp_path_factory.mktemp("full") / "store")
    store = seeded(Store.open(f"sqlite:///{folder / 'monitor.db'}", secret=SECRET))
    store.dispose()
    return folder


@pytest.fixture(scope="session")
def full_postgres_template(postgres_server: Server, postgres_template: str) -> Iterator[str]:
    """Give the name of a database that holds a filled store."""
    name = postgres_server.make_database(like=postgres_template)
    seeded(postgres_server.store(name)).dispose()
    yield name
    postgres_server.drop_database(name)


@pytest.fixture
def full_sqlite(full_sqlite_template: Path, tmp_path: Path) -> Iterator[Store]:
    """Give a filled store in a SQLite file."""
    folder = shutil.copytree(full_sqlite_template, tmp_path / "full")
    store = Store.open(f"sqlite:///{folder / 'monitor.db'}", secret=SECRET)
    yield store
    store.dispose()


@pytest.fixture
def full_postgres(postgres_server: Server, full_postgres_template: str) -> Iterator[Store]:
    """Give a filled store on the PostgreSQL server."""
    name = postgres_server.make_database(like=full_postgres_template)
    store = postgres_server.store(name)
    yield store
    store.dispose()
    postgres_server.drop_database(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def full(request: pytest.FixtureRequest) -> Store:
    """Give a filled store, once on each engine."""
    name = {"sqlite": "full_sqlite", "postgresql": "full_postgres"}[request.param]
    given: Store = request.getfixturevalue(name)
    return given
