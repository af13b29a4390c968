"""Do two processes on one PostgreSQL store show the same, and does each outlive the other?"""

from __future__ import annotations

import http.client
import time
from socket import create_connection
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import psycopg
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from db.setup import initialise, mark_sample
from tests.browser.serving import serve
from tests.db import returns
from tests.pages.conftest import WORKING_DATE, add_people
from tests.stores import SECRET

if TYPE_CHECKING:
    from tests.browser.serving import Served

PATIENCE = 60
UNREACHED = 503
RECEIPT, OPENED = "Return 3", "submission=3"  # after contracts and profiles


@pytest.fixture
def shared(postgres_store):
    """Give a sample store on PostgreSQL with two contracts and people."""
    initialise(postgres_store, returns.NOW)
    mark_sample(postgres_store, {"PLP": WORKING_DATE}, returns.NOW)
    returns.send(postgres_store, "contracts", returns.CONTRACTS)
    returns.send(postgres_store, "profiles", returns.PROFILES)
    add_people(postgres_store)
    return postgres_store


def serving(store, folder):
    """Serve a store from a process of its own."""
    folder.mkdir(exist_ok=True)
    url = store.url.set(drivername="postgresql").render_as_string(hide_password=False)
    return serve(folder, MONITOR_DATABASE_URL=url, MONITOR_SECRET_KEY=SECRET)


def manager_of(served: Served) -> str:
    """Give the cookie of a visit that views as the contract manager."""
    link = http.client.HTTPConnection(urlsplit(served.url).netloc)
    link.request("GET", "/view-as?user=cm")
    cookie: str = link.getresponse().headers["set-cookie"].partition(";")[0]
    link.close()
    return cookie


def shown(served: Served, cookie: str, page: str, query: str) -> str:
    """Open a page as the front end does; give all that its first run sends."""
    here = urlsplit(served.url)
    with connect(
        f"ws://{here.netloc}/_stcore/stream",
        sock=create_connection((here.hostname, here.port)),
        additional_headers={"Cookie": cookie, "Origin": served.url},
        subprotocols=["streamlit"],
        max_size=None,
    ) as socket:
        asked = BackMsg()
        asked.rerun_script.query_string = query
        asked.rerun_script.page_name = page
        socket.send(asked.SerializeToString())
        said = []
        while True:
            told = ForwardMsg.FromString(socket.recv(timeout=PATIENCE))
            said.append(str(told.delta))
            if told.WhichOneof("type") == "script_finished":
                return "".join(said)


def becomes(served: Served, status: int) -> bool:
    """Say whether the health route comes to answer with a status."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if served.get("/healthz")[0] == status:
            return True
        time.sleep(0.2)
    return False


def test_both_show_what_is_published_and_each_outlives_the_other_and_the_store(
    shared, tmp_path, postgres_server
):
    with serving(shared, tmp_path / "one") as one:
        with serving(shared, tmp_path / "two") as two:
            cookie = manager_of(one)  # made by one process, believed by the other
            for each in (one, two):
                assert RECEIPT not in shown(each, cookie, "submissions", "")
                assert "CPA-1" in shown(each, cookie, "portfolio", "")
            returns.send(shared, "monthly_return", returns.RETURN)
            for each in (one, two):
                assert RECEIPT in shown(each, cookie, "submissions", OPENED)
                assert becomes(each, 200)
        assert RECEIPT in shown(one, cookie, "submissions", OPENED)
        with serving(shared, tmp_path / "two") as again:  # it was stopped, and comes back
            assert RECEIPT in shown(again, cookie, "submissions", OPENED)
        gone_and_back(one, shared.url.database, postgres_server)
        assert RECEIPT in shown(one, cookie, "submissions", OPENED)


def gone_and_back(served, database, server):
    """Take the database away under a process, and give it back."""
    where = server.admin.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(where, autocommit=True) as link:
        link.execute(f'ALTER DATABASE "{database}" ALLOW_CONNECTIONS false')
        link.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [database]
        )
        assert becomes(served, UNREACHED)
        link.execute(f'ALTER DATABASE "{database}" ALLOW_CONNECTIONS true')
        assert becomes(served, 200)
