"""A sample store behind the pages, and a person looking at one of them.

Under AppTest the person is ``at.user = {"login": ...}``: what the server's guard puts into
``st.user`` from the cookie it made. Pages are opened through ``app.py``, by their address.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import streamlit as st
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from db import doors, people
from db.scope import OPERATOR
from db.setup import initialise, mark_sample
from tests.db import returns
from tests.stores import SECRET, SQLITE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from db.store import Store
    from tests.stores import Copies

APP = str(Path(__file__).resolve().parents[2] / "app.py")
WORKING_DATE = date(2009, 4, 10)
PEOPLE = (
    ("cm", "Contract manager, Areas 1 and 2", "CM", people.Place(contract="CPA-1")),
    ("cm", "", "CM", people.Place(contract="CPA-2")),
    ("cm-2", "Contract manager, Area 2", "CM", people.Place(contract="CPA-2")),
    ("tppm", "Provision manager, Area 1", "TPPM", people.Place(district="Area 1")),
    (
        "prime-1",
        "Prime provider manager, Prime 1",
        "PRIME_MANAGER",
        people.Place(organisation="Prime 1"),
    ),
    ("national", "National performance team", "NATIONAL", people.Place()),
    ("admin", "Administrator", "ADMIN", people.Place()),
)


def initialised(store: Store) -> None:
    """Fill a store as ``init`` does, and mark it as a sample."""
    initialise(store, returns.NOW)
    mark_sample(store, {"PLP": WORKING_DATE}, returns.NOW)


def with_returns(store: Store) -> None:
    """Fill a sample with two contracts, the profile and return of one, and people."""
    initialised(store)
    returns.send(store, "contracts", returns.CONTRACTS)
    returns.send(store, "profiles", returns.PROFILES)
    returns.send(store, "monthly_return", returns.RETURN)
    add_people(store)


@pytest.fixture
def bare(
    copies: Copies, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Store]:
    """Give an initialised store marked as a sample, for the pages to read."""
    fill = with_returns if "sample" in request.fixturenames else initialised
    with copies.lent(SQLITE, fill) as store:
        monkeypatch.setenv("MONITOR_DATABASE_URL", f"sqlite:///{store.path}")
        monkeypatch.setenv("MONITOR_SECRET_KEY", SECRET)
        monkeypatch.setenv("MONITOR_DEMO", "1")
        st.cache_data.clear()
        yield store


@pytest.fixture
def sample(bare: Store) -> Store:
    """Give the store with two contracts, the profile and return of one, and people."""
    return bare


def add_people(store: Store, listed: Sequence[tuple[str, str, str, people.Place]] = PEOPLE) -> None:
    """Add people with their roles; a line without a name is a further role of the same person."""
    with doors.publisher(store, OPERATOR) as session:
        doors.begin_write(session)
        for login, name, role, over in listed:
            if name:
                people.add_user(session, login, name, now=returns.NOW)
            people.grant(session, people.Grant(login=login, role=role, over=over), now=returns.NOW)


@pytest.fixture
def _discovery_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """Switch page discovery off, as the server does at start; AppTest switches it on each run."""
    make = PagesManager.__init__

    def made(self: PagesManager, *args: object, **named: object) -> None:
        make(self, *args, **named)
        PagesManager.uses_pages_directory = False

    monkeypatch.setattr(PagesManager, "__init__", made)


@pytest.fixture
def opened(_discovery_off: None) -> Callable[..., AppTest]:
    """Give a function that opens a page as a person, with what stands in its address."""

    def opening(page: str, login: str | None = "cm", **address: str) -> AppTest:
        at = AppTest.from_file(APP, default_timeout=30)
        at.run()  # nobody yet, so that the home page, which comes first, has nothing to work out
        at.user = {"login": login} if login else {}
        at.query_params.update(address)
        return at.switch_page(f"pages/{page}.py").run()

    return opening


def words(at: AppTest) -> str:
    """Give everything a run shows as text."""
    kinds = ("title", "header", "subheader", "markdown", "text", "caption", "info", "warning")
    said = "\n".join(str(each.value) for kind in kinds for each in at.get(kind))
    return re.sub(r"\\(.)", r"\1", said)  # without the marks that keep text from being markdown
