"""Stores with a row of everything, copied for each test from one filled once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.db.seeded import seeded
from tests.stores import ENGINES, POSTGRES, SQLITE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.store import Store
    from tests.stores import Copies


@pytest.fixture
def full_sqlite(copies: Copies) -> Iterator[Store]:
    """Give a filled store in a SQLite file."""
    with copies.lent(SQLITE, seeded) as store:
        yield store


@pytest.fixture
def full_postgres(copies: Copies) -> Iterator[Store]:
    """Give a filled store on the PostgreSQL server."""
    with copies.lent(POSTGRES, seeded) as store:
        yield store


@pytest.fixture(params=ENGINES)
def full(request: pytest.FixtureRequest, copies: Copies) -> Iterator[Store]:
    """Give a filled store, once on each engine."""
    with copies.lent(request.param, seeded) as store:
        yield store


@pytest.fixture(scope="module")
def shown_sqlite(copies: Copies) -> Iterator[Store]:
    """Give a filled store in a SQLite file, for tests that change nothing in it."""
    with copies.lent(SQLITE, seeded) as store:
        yield store


@pytest.fixture(scope="module")
def shown_postgres(copies: Copies) -> Iterator[Store]:
    """Give a filled store on the PostgreSQL server, for tests that change nothing in it."""
    with copies.lent(POSTGRES, seeded) as store:
        yield store


@pytest.fixture(params=ENGINES)
def shown(request: pytest.FixtureRequest) -> Store:
    """Give a filled store once on each engine, for tests that change nothing in it."""
    given: Store = request.getfixturevalue(f"shown_{request.param.removesuffix('ql')}")
    return given
