"""Where do the stores of the tests come from? Each is a copy of one filled once.

A copy is laid in a *place*, a folder or a database that keeps its ``Store`` from test to test, so
that its engines keep the statements they have compiled. What is in a place is laid anew for each
test, and no connection outlives one.
"""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest

from db import store as stores
from db.store import Store
from db.upgrade import create_or_upgrade

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.conftest import Server

SECRET = "a secret for tests, long enough to derive keys from"  # noqa: S105 - of no store
SQLITE, POSTGRES = "sqlite", "postgresql"
ENGINES = (SQLITE, POSTGRES)
POOLS = ("engine", "writing_engine", "owner_engine", "journal_engine")

Filling = "Callable[[Store], object]"


def prepared(fill: Filling, engines: tuple[str, ...] = ENGINES) -> Any:
    """Make a fixture of a function that fills an empty store: a copy of it for each test.

    The function runs once a worker and engine; it must not hold on to the store.
    """

    @pytest.fixture(params=engines, name=fill.__name__)
    def given(request: pytest.FixtureRequest, copies: Copies) -> Iterator[Store]:
        with copies.lent(request.param, fill) as store:
            yield store

    given.__doc__ = fill.__doc__
    return given


@dataclass
class Copies:
    """Fills stores once and lends copies of them."""

    folder: Path
    server: Callable[[], Server]  # started by the first that needs it
    _templates: dict[tuple[Filling, str], str] = field(default_factory=dict)
    _busy: set[str] = field(default_factory=set)

    @contextmanager
    def lent(self, engine: str, fill: Filling = create_or_upgrade) -> Iterator[Store]:
        """Lay a copy of what a filling makes in a free place, for one test."""
        template = self._template(engine, fill)
        place = next(f"{engine}{n}" for n in count() if f"{engine}{n}" not in self._busy)
        self._busy.add(place)
        lay = self._on_sqlite if engine == SQLITE else self._on_postgres
        try:
            with lay(place, template) as store:
                yield store
        finally:
            self._busy.remove(place)

    def _template(self, engine: str, fill: Filling) -> str:
        """Give the folder or database a filling made, the first time from an empty store."""
        if (fill, engine) not in self._templates:
            make = self._filled_folder if engine == SQLITE else self._filled_database
            self._templates[fill, engine] = make(fill)
        return self._templates[fill, engine]

    def _filled_folder(self, fill: Filling) -> str:
        empty = None if fill is create_or_upgrade else self._template(SQLITE, create_or_upgrade)
        folder = self.folder / f"template{len(self._templates)}"
        folder.mkdir()
        if empty is not None:
            shutil.copytree(empty, folder, dirs_exist_ok=True)
        _filled(Store.open(f"sqlite:///{folder / 'monitor.db'}", secret=SECRET), fill)
        return str(folder)

    def _filled_database(self, fill: Filling) -> str:
        empty = fill is create_or_upgrade
        like = None if empty else self._template(POSTGRES, create_or_upgrade)
        name = self.server().make_database(like=like)
        _filled(self.server().store(name), fill)
        return name

    @contextmanager
    def _on_sqlite(self, place: str, template: str) -> Iterator[Store]:
        folder = self.folder / place
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(template, folder)
        try:
            yield Store.open(f"sqlite:///{folder / 'monitor.db'}", secret=SECRET)
        finally:
            _rest()

    @contextmanager
    def _on_postgres(self, place: str, template: str) -> Iterator[Store]:
        name = self.server().make_database(like=template, name=place)
        try:
            yield self.server().store(name)
        finally:
            _rest()
            self.server().drop_database(name)


def _filled(store: Store, fill: Filling) -> None:
    fill(store)
    store.dispose()


def _rest() -> None:
    """Close every connection of every store this process has opened; they stay known."""
    for store in tuple(stores._OPEN.values()):  # noqa: SLF001 - whoever opened them
        for pool in POOLS:
            if pool in vars(store):
                vars(store)[pool].dispose()
