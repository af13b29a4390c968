"""Two stores of one engine, to be measured in turn."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from db.store import Store
from tests.conftest import SECRET

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Server


@pytest.fixture
def two_sqlite(sqlite_template: Path, tmp_path: Path) -> Iterator[tuple[Store, Store]]:
    """Give two empty stores in SQLite files."""
    folders = [shutil.copytree(sqlite_template, tmp_path / name) for name in ("few", "many")]
    few, many = (Store.open(f"sqlite:///{each / 'monitor.db'}", secret=SECRET) for each in folders)
    yield few, many
    few.dispose()
    many.dispose()


@pytest.fixture
def two_postgres(postgres_server: Server, postgres_template: str) -> Iterator[tuple[Store, Store]]:
    """Give two empty stores on one PostgreSQL server, opened as the application's own login."""
    names = [postgres_server.make_database(like=postgres_template) for _ in ("few", "many")]
    few, many = (postgres_server.store(name) for name in names)
    yield few, many
    for store, name in zip((few, many), names, strict=True):
        store.dispose()
        postgres_server.drop_database(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def two_stores(request: pytest.FixtureRequest) -> tuple[Store, Store]:
    """Give two empty stores, once on each engine."""
    name = {"sqlite": "two_sqlite", "postgresql": "two_postgres"}[request.param]
    given: tuple[Store, Store] = request.getfixturevalue(name)
    return given
