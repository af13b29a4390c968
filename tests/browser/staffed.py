"""A store with two contracts and people who are invited, and a server behind a provider."""

from __future__ import annotations

import socket
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from db import accounts, doors, people
from db.scope import OPERATOR
from db.setup import initialise
from db.store import Store
from tests.browser.serving import serve
from tests.db import returns

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.browser.serving import Served

SECRET = "of a store for tests, long enough"  # noqa: S105 - of no store
COOKIES = "what seals the cookies of a test, long enough"
ONE, TWO, WAITS, GONE = "one", "two", "waits", "gone"


def store_of(folder: Path) -> Store:
    """Open the store in a folder."""
    return Store.open(f"sqlite:///{folder / 'monitor.db'}", secret=SECRET)


def fill(folder: Path) -> Store:
    """Make a real store, no sample, with a return in it and people at every stage."""
    store = store_of(folder)
    initialise(store, returns.NOW)
    for dataset, drawn in (
        ("contracts", returns.CONTRACTS),
        ("profiles", returns.PROFILES),
        ("monthly_return", returns.RETURN),
    ):
        returns.send(store, dataset, drawn)
    now = datetime.now(tz=UTC)
    with doors.publisher(store, OPERATOR) as session:
        doors.begin_write(session)
        for login in (ONE, TWO, WAITS, GONE):
            asked = accounts.Invitation(
                email=f"{login}@dept.example", name=login, organisation="Department", login=login
            )
            accounts.invite(session, asked, now=now)
            over = people.Place(contract="CPA-1" if login == ONE else "CPA-2")
            people.grant(session, people.Grant(login=login, role="CM", over=over), now=now)
        people.disable_user(session, GONE, now=now)
        people.answered_for(session, WAITS).approved_at = None
    return store


@contextmanager
def serve_behind(folder: Path, issuer: str, client: str, secret: str) -> Iterator[Served]:
    """Serve a store to people whom a provider vouches for."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with serve(
        folder,
        MONITOR_DEMO="",
        MONITOR_PORT=str(port),
        MONITOR_SECRET_KEY=SECRET,
        MONITOR_COOKIE_SECRET=COOKIES,
        MONITOR_OIDC_ISSUER=issuer,
        MONITOR_OIDC_CLIENT_ID=client,
        MONITOR_OIDC_CLIENT_SECRET=secret,
        MONITOR_OIDC_REDIRECT_URI=f"http://127.0.0.1:{port}/oauth2callback",
    ) as served:
        yield served
