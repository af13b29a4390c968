"""A terminal to type into, on each engine: ``cli.main()`` itself, as a person would start it."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

import cli
from db.upgrade import create_or_upgrade
from tests.db.returns import CONTRACTS, PROFILES, RETURN, csv_of, send, with_programmes
from tests.stores import ENGINES, SECRET

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from db.store import Store
    from tests.stores import Copies

SIGNED = datetime(2008, 12, 1, 9, 0, tzinfo=UTC)
START = datetime(2009, 6, 10, 9, 0, tzinfo=UTC)
MODULES = (
    "access", "administration", "agreeing", "audit", "differences", "endings", "extracts",
    "layouts", "mailing", "packs", "reports", "retention", "returns", "upkeep",
)  # fmt: skip


@dataclass(frozen=True)
class Said:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """Give the answer: one JSON object and nothing else on the output."""
        assert self.out.count("\n") == 1, self.out
        answer = json.loads(self.out)
        assert isinstance(answer, dict)
        return answer

    @property
    def lines(self) -> list[str]:
        """Give what was printed, line by line."""
        return self.out.splitlines()


class Terminal:
    """A terminal whose clock stands still until it is moved."""

    def __init__(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Stand in a folder of its own."""
        self.folder = folder
        self.now = START
        self._patch, self._printed = monkeypatch, capsys
        for name in MODULES:
            monkeypatch.setattr(f"terminal.{name}.now", lambda: self.now)
        monkeypatch.chdir(folder)

    def __call__(self, *words: str) -> Said:
        """Type a command and give what it printed; no traceback, whatever it was."""
        self._patch.setattr(sys, "argv", ["cli.py", *map(str, words)])
        self._printed.readouterr()
        code = 0
        try:
            cli.main()
        except SystemExit as end:
            code = int(end.code or 0)
        printed = self._printed.readouterr()
        assert "Traceback" not in printed.out + printed.err
        return Said(code, printed.out, printed.err)

    def json(self, *words: str, code: int = 0) -> dict[str, Any]:
        """Type a command and give its answer as JSON."""
        said = self(*words, "--format", "json")
        assert said.code == code, said.err + said.out
        return said.json

    def at(self, year: int, month: int, day: int) -> None:
        """Move the clock."""
        self.now = datetime(year, month, day, 9, 0, tzinfo=UTC)

    def later(self, days: int = 1) -> None:
        """Move the clock by some days."""
        self.now += timedelta(days=days)

    def file(self, name: str, drawn: str) -> str:
        """Write a drawn table as a file and give its name."""
        (self.folder / name).write_bytes(csv_of(drawn))
        return name

    def load(self, dataset: str, drawn: str, *words: str, code: int = 0) -> dict[str, Any]:
        """Load a drawn table."""
        return self.json("load", dataset, self.file(f"{dataset}.csv", drawn), *words, code=code)

    def check(self, dataset: str, drawn: str, *words: str, code: int = 0) -> dict[str, Any]:
        """Check a drawn table."""
        return self.json("check", dataset, self.file(f"{dataset}.csv", drawn), *words, code=code)

    def rows(self, report: str, *words: str) -> list[dict[str, Any]]:
        """Give a report's rows."""
        rows: list[dict[str, Any]] = self.json("report", report, *words)["rows"]
        return rows


def use(monkeypatch: pytest.MonkeyPatch, store: Store) -> None:
    """Name a store in the environment, as whoever starts the terminal does."""
    show = {"hide_password": False}
    url = store.url.set(drivername="sqlite" if store.dialect == "sqlite" else "postgresql")
    owner = store.owner_url.set(drivername=url.drivername)
    monkeypatch.setenv("MONITOR_DATABASE_URL", url.render_as_string(**show))
    monkeypatch.setenv("MONITOR_OWNER_URL", owner.render_as_string(**show))
    monkeypatch.setenv("MONITOR_SECRET_KEY", SECRET)


@pytest.fixture
def bare(
    store: Store,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Terminal:
    """Give a terminal on a store that ``init`` has not filled yet."""
    use(monkeypatch, store)
    folder = tmp_path / "desk"
    folder.mkdir()
    return Terminal(folder, monkeypatch, capsys)


def with_profile(store: Store) -> None:
    """Fill a store with two contracts and a profile of one."""
    with_programmes(store)
    send(store, "contracts", CONTRACTS, now=SIGNED)
    send(store, "profiles", PROFILES, now=SIGNED)


def with_quarter(store: Store) -> None:
    """Fill a store with the first quarter too."""
    with_profile(store)
    send(store, "monthly_return", RETURN, now=START)


@pytest.fixture(params=ENGINES)
def store(request: pytest.FixtureRequest, copies: Copies) -> Iterator[Store]:
    """Give a store, once on each engine, with what the terminal of the test has sent to it."""
    fillings = {"filled": with_quarter, "terminal": with_profile}
    asked = [fill for name, fill in fillings.items() if name in request.fixturenames]
    with copies.lent(request.param, [*asked, create_or_upgrade][0]) as store:
        yield store


@pytest.fixture
def terminal(bare: Terminal) -> Terminal:
    """Give a terminal on a store with two contracts and a profile of one."""
    return bare


@pytest.fixture
def filled(terminal: Terminal) -> Terminal:
    """Give a terminal on a store into which the first quarter has been returned."""
    return terminal
