"""Is an identifier that comes in by the browser found in no frame, no log and no table?"""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from db.store import Store
from monitoring import datasets
from pages.shared import registry
from tests import canary
from tests.browser import harness
from tests.canary import ALL, NUMBERS, POSTCODES, RECOGNISED
from tests.terminal.test_canary import as_csv, as_workbook

NAMED = ("contract", "programme", "measure", "arrangement", "set", "as_at", "submission", "who")
HEADER = [column.name for column in datasets.dataset("starts").public_columns]
FILES = (
    ("text/csv", "starts.csv", as_csv(HEADER, canary.rows(HEADER))),
    ("text/csv", f"{NUMBERS[0]} {POSTCODES[0]}.csv", as_csv(list(ALL), [["1"] * len(ALL)])),
    ("application/octet-stream", "book.xlsx", as_workbook(HEADER, canary.rows(HEADER))),
    ("application/octet-stream", "half.xlsx", as_workbook(HEADER, canary.rows(HEADER))[:-300]),
)


@pytest.fixture(scope="module")
def served(sample):
    """Serve a copy of the sample to this module."""
    return sample


@pytest.fixture
def heard(visitor):
    """Give all the server sends to the browser: frames of its socket, and answers."""
    told = []

    def frame(data):
        told.append(data if isinstance(data, str) else data.decode("latin-1"))

    visitor.on("websocket", lambda socket: socket.on("framereceived", frame))
    return told


def test_files_full_of_identifiers_leave_no_trace(visitor, heard, served):
    for kind, name, data in FILES:
        harness.view_as(visitor, "prime-1", "/upload_return")
        harness.upload(visitor, name, data, kind=kind)
        visitor.get_by_text("Nothing of the file was kept").or_(
            visitor.get_by_text("cannot be")
        ).or_(visitor.get_by_text("not a")).first.wait_for()
    told = "".join(heard)
    assert "upload" in told  # the frames were heard
    recognised = canary.found(told, RECOGNISED)
    assert recognised == []
    assert canary.found(served.said()) == []
    assert canary.found(everything(served), RECOGNISED) == []


def test_addresses_that_name_one_leave_no_trace(visitor, heard, served):
    for page in registry.PAGES:
        address = urlencode(dict.fromkeys(NAMED, NUMBERS[1]) | {"q": POSTCODES[1]})
        harness.view_as(visitor, "admin", f"/{page.name}?{address}")
    assert canary.found("".join(heard), RECOGNISED) == []
    assert canary.found(served.said()) == []
    assert canary.found(everything(served), RECOGNISED) == []


def test_a_note_that_holds_one_is_refused_without_repeating_it(visitor, heard, served):
    harness.view_as(visitor, "cm-1-2", "/profile_vs_actual?contract=PLP-A1")
    visitor.get_by_text("Add a note", exact=True).click()
    harness.wait_idle(visitor)
    written = f"Asked about {NUMBERS[2]} of {POSTCODES[2]}"
    visitor.locator("textarea:visible").first.fill(written)
    visitor.locator("button:visible", has_text="Save").first.click()
    visitor.get_by_text("holds a national insurance number or a postcode").first.wait_for()
    assert canary.found(served.said()) == []
    assert canary.found(everything(served), RECOGNISED) == []
    assert heard


def everything(served):
    """Give all that stands in the server's store and journal."""
    folder = served.log.parent
    store = Store.open(f"sqlite:///{folder / 'monitor.db'}")
    try:
        return canary.kept(store)
    finally:
        store.dispose()
