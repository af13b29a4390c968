"""A real server, a real Chromium, and a page that may not call anybody else."""

from __future__ import annotations

import os
import re
import shutil
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

from db.store import Store
from db.upgrade import create_or_upgrade
from tests.browser.serving import PROBE, serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Route

    from tests.browser.serving import Served

CHROMIUM = shutil.which(os.environ.get("MONITOR_CHROMIUM", "chromium")) or "/usr/bin/chromium"
WINDOW = {"width": 1440, "height": 900}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Give a Chromium; one a module, because its event loop would be in the way of others."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        )
        yield launched
        launched.close()


@pytest.fixture
def visitor(browser: Browser, served: Served) -> Iterator[Page]:
    """Give a new visitor's page on the server of the module.

    Whatever it asks of another host is refused, and at the end there must have been nothing of the
    kind, nothing the content security policy had to stop and no error in a script.
    """
    outside: list[str] = []
    faults: list[str] = []

    def refuse(route: Route) -> None:
        outside.append(route.request.url)
        route.abort()

    context = browser.new_context(base_url=served.url, viewport=WINDOW)
    # The table's own download asks for a place to save; without this it is an ordinary one.
    context.add_init_script("delete window.showSaveFilePicker")
    elsewhere = re.compile(f"^(?!{re.escape(served.url)}/)")  # judged without asking this process
    context.route(elsewhere, refuse)
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: said.type == "error" and faults.append(said.text))
    yield page
    context.close()
    assert outside == []
    assert [fault for fault in faults if "status of 4" not in fault] == []


@pytest.fixture(scope="module")
def probe(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve the probe page behind the real guard."""
    with serve(tmp_path_factory.mktemp("probe"), PROBE) as served:
        yield served


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve the application on a store with nothing in it."""
    folder = tmp_path_factory.mktemp("empty")
    store = Store.open(f"sqlite:///{folder / 'monitor.db'}", secret="of no store")  # noqa: S106 - true
    create_or_upgrade(store)
    store.dispose()
    with serve(folder, MONITOR_SECRET_KEY="of no store") as served:  # noqa: S106 - the same
        yield served


@pytest.fixture(scope="module")
def sample(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve the application on a copy of the sample, one for each module of tests."""
    folder = tmp_path_factory.mktemp("sample") / "store"
    shutil.copytree(sample_store, folder)
    with serve(folder) as served:
        yield served
