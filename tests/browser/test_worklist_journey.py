"""A provision manager and a provider work a list of differences to its end, in a real browser."""

from __future__ import annotations

import io

import openpyxl
import pytest

from db.store import Store
from db.upgrade import create_or_upgrade
from tests.browser import harness
from tests.browser.harness import figures, press, view_as, wait_idle, words
from tests.browser.serving import serve
from tests.pages.test_worklist import with_differences
from tests.stores import SECRET

MANAGER, PROVIDER = "tppm", "prime-1"
LIST = "/worklist?contract=CPA-1"
TABLE = "Items of the worklist"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """Serve a store with the records of AT-08 to this module."""
    folder = tmp_path_factory.mktemp("differences")
    store = Store.open(f"sqlite:///{folder / 'monitor.db'}", secret=SECRET)
    create_or_upgrade(store)
    with_differences(store)
    store.dispose()
    with serve(folder, MONITOR_SECRET_KEY=SECRET) as running:
        yield running


def step(page, label, **fields):
    """Open a step, fill its form and save it."""
    press(page, label)
    form = page.get_by_test_id("stPopoverBody")
    for name, text in fields.items():
        form.get_by_label(name.replace("_", " "), exact=True).fill(text)
    form.get_by_role("button", name=label, exact=True).click()
    wait_idle(page)


def tick_all(page):
    page.get_by_text("as chosen above, not only those ticked").click()
    wait_idle(page)


def test_the_reason_of_an_unexplained_start_is_two_clicks_from_home(visitor):
    view_as(visitor, MANAGER)
    visitor.get_by_role("link", name="Worklist", exact=True).click()
    wait_idle(visitor)
    said = words(visitor)
    assert "48 differences are open, 39 of them unexplained" in said
    rows = harness.read_grid(visitor, TABLE)
    at = next(place for place, row in enumerate(rows[1:]) if "Only in provider" in " ".join(row))
    harness.select_row(visitor, TABLE, at)
    said = words(visitor)
    assert "Only in provider's starts. The records give no reason." in said
    assert "Nobody has written anything about this item yet." in said
    harness.screenshot(visitor, "worklist", 1440, 400)


def test_a_list_is_sent_answered_in_the_workbook_accepted_and_closed(visitor):
    view_as(visitor, MANAGER, f"{LIST}&class=left_only")
    tick_all(visitor)
    step(visitor, "Send to the provider", What_you_ask="Did they reach you?")
    assert "with the provider" in " ".join(harness.read_grid(visitor, TABLE)[1])

    view_as(visitor, PROVIDER, f"{LIST}&turn=provider")
    _, data = harness.download(visitor, "Download as Excel workbook")
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book["Items"]
    head = [cell.value for cell in sheet[1]]
    assert sheet.max_row == 1 + 27
    for row in range(2, 22):
        sheet.cell(row, head.index("reason") + 1, "Received next month")
    sheet.cell(22, head.index("reason") + 1, "Perhaps")
    visitor.get_by_text("Answer in the workbook").click()
    assert "Choose a reason of the list" in sent(visitor, book)
    sheet.cell(22, head.index("reason") + 1, "")
    assert "Nothing was taken in" not in sent(visitor, book)
    assert figures(visitor)["Answers to accept"] == "20"

    view_as(visitor, MANAGER, f"{LIST}&state=answered")
    tick_all(visitor)
    step(visitor, "Accept answers")
    shown = figures(visitor)
    assert (shown["Open"], shown["Unexplained"], shown["Answers to accept"]) == ("28", "19", "0")
    harness.visit(visitor, f"{LIST}&class=left_only&state=closed")
    harness.select_row(visitor, TABLE, 0)
    said = words(visitor)
    for told in ("Sent to provider", "Provider answered. Received next month", "Answer accepted"):
        assert told in said


def sent(page, book):
    """Send a workbook with answers; give what the page says then."""
    out = io.BytesIO()
    book.save(out)
    harness.upload(page, "answers.xlsx", out.getvalue(), kind=XLSX)
    press(page, "Take the answers in")
    return words(page)
