"""A manager draws up a profile in a real browser, and sees what it moves before sharing it."""

from __future__ import annotations

import re

import pytest

from tests.browser import harness
from tests.browser.harness import wait_idle, words

MANAGER = "cm-1-2"
PAGE = "/profile_sets?contract=PLP-A2"
EDITOR = "Months of the draft"
NEW = 2  # the column after the month and the original


@pytest.fixture(scope="module")
def served(sample):
    """Serve the sample to this module."""
    return sample


def begin(page, name):
    harness.view_as(page, MANAGER, f"{PAGE}&part=draw")
    page.get_by_role("textbox", name="Name of the new set").fill(name)
    harness.press(page, "Begin")


def totals(page):
    page.get_by_test_id("stMetric").filter(has_text="Difference").wait_for()
    return harness.figures(page)


def test_months_are_typed_and_what_they_move_is_said_before_anybody_else_sees_it(visitor):
    begin(visitor, "typed-in")
    before = totals(visitor)
    assert before["Difference"] == "0"
    harness.edit_cell(visitor, EDITOR, 6, NEW, "10")
    after = totals(visitor)
    assert after["Original total"] == before["Original total"]
    assert after["Difference"].startswith("\N{MINUS SIGN}")
    assert "1 of 36 months move" in words(visitor)
    visitor.reload()  # it was kept as it was typed
    wait_idle(visitor)
    assert totals(visitor) == after
    harness.screenshot(visitor, "profile-sets-editor", 1440, 400)
    harness.view_as(visitor, "prime-2", PAGE)
    assert "typed-in" not in words(visitor).lower()


def test_a_column_copied_from_a_spreadsheet_is_pasted(visitor):
    begin(visitor, "pasted")
    visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visitor.evaluate("navigator.clipboard.writeText('1\\n2\\n3')")
    harness.grid(visitor, EDITOR)
    for _ in range(harness.CLICKS):
        visitor.mouse.click(*harness.point(visitor, EDITOR, harness.FIRST_COLUMN, 0))
        visitor.wait_for_timeout(300)
        if harness.grid(visitor, EDITOR).locator("[aria-selected=true]").count():
            break
    for key in (*["ArrowRight"] * NEW, "Control+v"):
        visitor.keyboard.press(key)
        visitor.wait_for_timeout(300)
    wait_idle(visitor)
    assert "3 of 36 months move" in words(visitor)  # 0, 10 and 22 became 1, 2 and 3
    assert totals(visitor)["Difference"] == "\N{MINUS SIGN}26"


def test_a_set_is_spread_said_shared_and_stands_beside_the_original(visitor):
    begin(visitor, "shared-2010")
    visitor.get_by_role("button", name="Change many months at once").click()
    visitor.get_by_role("spinbutton", name="Total of these months").fill("900")
    visitor.keyboard.press("Enter")
    wait_idle(visitor)
    harness.press(visitor, "Change these months")
    assert totals(visitor)["New total"] == "900"
    visitor.get_by_role("button", name=re.compile("Share all clients out")).click()
    wait_idle(visitor)
    visitor.get_by_role("textbox", name="Why").fill("Fewer voluntary clients than the bid assumed.")
    visitor.keyboard.press("Control+Enter")
    wait_idle(visitor)
    visitor.get_by_role("button", name="Share this set").click()
    harness.press(visitor, "Share it now")
    said = words(visitor)
    assert re.search(r"Shared\. Receipts \d+ and \d+\.", said)
    assert "Shared-2010 (informal \N{EN DASH} no DWP steer) asks for 900" in said
    assert "does not vary the contract; the original profile remains in force" in said
    names = [trace["name"] for trace in harness.chart(visitor, re.compile("as each set asks"))]
    assert {"Original", "Shared-2010"} <= set(names)
    harness.screenshot(visitor, "profile-sets", 1440, 400)


def test_the_provider_accepts_what_waits_for_it_and_gives_a_reason(visitor):
    harness.view_as(visitor, MANAGER, "/profile_sets?contract=PLP-A1&part=variations")
    assert "Awaits the department" in words(visitor)
    harness.press(visitor, "Accept for the department")
    assert "Agreed by both" in words(visitor)
    harness.press(visitor, "Publish the set proposed-2010 as agreed")
    assert "revised by contract" in words(visitor)
    harness.view_as(visitor, "prime-1", "/profile_vs_actual?contract=PLP-A1")
    assert "without a reason" in words(visitor)
    visitor.get_by_label("What happened?").fill("Two employers closed.")
    harness.press(visitor, "Give this reason")
    harness.view_as(visitor, MANAGER, "/profile_vs_actual?contract=PLP-A1")
    visitor.get_by_text("Each month and what was said").click()
    wait_idle(visitor)
    table = harness.read_grid(visitor, "Reasons by month")
    assert any("Two employers closed." in cell for row in table for cell in row)
    harness.screenshot(visitor, "reasons", 1440)
