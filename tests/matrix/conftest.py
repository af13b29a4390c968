"""The stamped store on each engine, filled once a worker: each test has a copy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pytest

from db.setup import initialise, mark_sample
from tests.matrix import store as stamped_store
from tests.stores import ENGINES, POSTGRES, SQLITE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.store import Store
    from tests.matrix.writes import Things
    from tests.stores import Copies

WORKING_DATE = date(2009, 6, 10)
THINGS: dict[str, dict[str, Things]] = {}
"""What stands about each contract of the filled stores, by engine: copies have the same numbers."""


@dataclass(frozen=True)
class Stamped:
    """A stamped store, and the numbers of what stands about each of its contracts."""

    store: Store
    things: dict[str, Things]


def filled(store: Store) -> None:
    """Initialise and fill an empty store."""
    initialise(store, stamped_store.BEGUN)
    mark_sample(store, {"PLP": WORKING_DATE}, stamped_store.BEGUN)
    THINGS[store.dialect] = stamped_store.filled(store)


def lent(copies: Copies, engine: str) -> Iterator[Stamped]:
    """Give a copy on one engine."""
    with copies.lent(engine, filled) as store:
        yield Stamped(store, THINGS[engine])


@pytest.fixture
def on_sqlite(copies: Copies) -> Iterator[Stamped]:
    """Give the stamped store in a SQLite file."""
    yield from lent(copies, SQLITE)


@pytest.fixture
def on_postgres(copies: Copies) -> Iterator[Stamped]:
    """Give the stamped store on the PostgreSQL server."""
    yield from lent(copies, POSTGRES)


@pytest.fixture(params=ENGINES)
def stamped(request: pytest.FixtureRequest, copies: Copies) -> Iterator[Stamped]:
    """Give the stamped store, once on each engine."""
    yield from lent(copies, request.param)
