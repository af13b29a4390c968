"""Does the server refuse to start on a setting that would let somebody in?"""

from __future__ import annotations

import asyncio

import pytest
from streamlit import config

import server
from db.errors import StoreError
from pages.shared import kept

HEADERS = {"x-who": "login"}
GOOD = {
    "server.enableCORS": True,
    "server.enableXsrfProtection": True,
    "server.allowedHosts": ["monitor.example"],
    "server.maxUploadSize": 20,
    "server.maxMessageSize": 50,
    "server.enableAgentApi": False,
    "server.enableStaticServing": False,
    "server.trustedUserHeaders": HEADERS,
    "server.unsafeMetricsUserAttributes": [],
    "client.showErrorDetails": "none",
    "client.toolbarMode": "minimal",
    "browser.gatherUsageStats": False,
    "server.fileWatcherType": "none",
    "server.disconnectedSessionTTL": 30,
}
BAD = {
    "server.enableCORS": [False],
    "server.enableXsrfProtection": [False],
    "server.allowedHosts": [[], ["*"], ["monitor.example", "*"], None],
    "server.maxUploadSize": [21, 0, None],
    "server.maxMessageSize": [51, 0],
    "server.enableAgentApi": [True],
    "server.enableStaticServing": [True],
    "server.trustedUserHeaders": [{}, HEADERS | {"x-user": "login"}],
    "server.unsafeMetricsUserAttributes": [["email"]],
    "client.showErrorDetails": ["full", "stacktrace", True],
    "client.toolbarMode": ["developer", "auto"],
    "browser.gatherUsageStats": [True],
    "server.fileWatcherType": ["auto", "poll"],
    "server.disconnectedSessionTTL": [31, 120],
}


def test_fourteen_settings_are_kept():
    assert set(kept.settings(HEADERS)) == set(GOOD) == set(BAD)
    assert len(GOOD) == 14


def test_settings_that_stand_let_the_server_start():
    kept.see_to(GOOD.__getitem__, HEADERS)


@pytest.mark.parametrize(("name", "value"), [(n, v) for n in BAD for v in BAD[n]])
def test_a_setting_that_does_not_stand_is_named_with_what_it_must_be(name, value):
    wanted = kept.settings(HEADERS)[name].wanted
    with pytest.raises(StoreError, match=f"{name} must be {wanted}"):
        kept.see_to((GOOD | {name: value}).__getitem__, HEADERS)


def test_all_that_does_not_stand_is_named_at_once():
    with pytest.raises(StoreError) as told:
        kept.see_to({name: values[0] for name, values in BAD.items()}.__getitem__, HEADERS)
    assert [name for name in BAD if name not in str(told.value)] == []


def test_the_settings_that_are_shipped_stand():
    found = {name: config.get_option(name) for name in GOOD}
    kept.see_to((found | {"server.trustedUserHeaders": HEADERS}).__getitem__, HEADERS)


def test_the_server_looks_before_it_starts(monkeypatch):
    monkeypatch.setattr(kept, "MOST_UPLOAD", 1)
    before = config.get_option("server.trustedUserHeaders")

    async def start():
        async with server.lifespan(server.app):
            pass

    try:
        with pytest.raises(StoreError, match="maxUploadSize must be at most 1"):
            asyncio.run(start())
    finally:
        config.set_option("server.trustedUserHeaders", before)
