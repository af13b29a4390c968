"""A contract manager opens what changed, freezes a pack, and the provider opens what was shared."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest

from tests.browser import harness
from tests.browser.harness import words

MANAGER, PRIME = "cm-1-2", "prime-1"
AREA_1 = "contract=PLP-A1"
PICTURE = """async () => {
  const [copied] = await navigator.clipboard.read();
  const picture = await createImageBitmap(await copied.getType("image/png"));
  return [picture.width, picture.height];
}"""
"""Gives the width and height of the picture in the clipboard."""


@pytest.fixture(scope="module")
def served(sample):
    """Serve the sample to this module."""
    return sample


def test_the_manager_sees_what_moved_since_the_last_review_and_opens_a_measure(visitor):
    harness.view_as(visitor, MANAGER, f"/since_review?{AREA_1}")
    said = words(visitor)
    assert "Since the review of 15 September 2010, job outcomes to date went from" in said
    assert re.search(r"\d+ returns came, \d+ earlier figures changed", said)
    assert len(harness.read_grid(visitor, "Figures then and now")) > 10
    harness.screenshot(visitor, "since-review", 1440, 400)
    visitor.get_by_text("Two months").click()
    harness.wait_idle(visitor)
    assert "November 2010 beside October 2010" in words(visitor)


def test_a_pack_frozen_at_the_last_review_says_the_same_today(visitor):
    harness.view_as(visitor, PRIME, f"/review_pack?{AREA_1}&pack=1")
    said = words(visitor)
    assert "Made again from its number: the same, word for word." in said
    assert "15 September 2010, 11:00 UTC" in said
    assert visitor.locator("img.still").first.evaluate("one => one.naturalWidth") > 0
    harness.screenshot(visitor, "review-pack", 1440, 400)


def test_the_manager_freezes_a_pack_and_takes_its_workbook_along(visitor):
    harness.view_as(visitor, MANAGER, f"/review_pack?{AREA_1}")
    visitor.get_by_text("Shared with the provider", exact=True).last.click()
    harness.wait_idle(visitor)
    harness.press(visitor, "Freeze and number the pack")
    visitor.get_by_text("Made again from its number").wait_for()
    assert "pack=2" in visitor.url
    name, data = harness.download(visitor, "Download as Excel workbook")
    assert re.fullmatch(r"pack-PLP-A1-2-\w{10}\.xlsx", name)
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames[:2] == ["Review pack", "What the figures say"]
    items = [row for row in book["Issues and actions"].iter_rows(values_only=True) if row[0]]
    first = next(row for row in items if isinstance(row[0], int | float))
    assert "carried 3\N{MULTIPLICATION SIGN}" in first
    _, printed = harness.download(visitor, "Download to print")
    assert printed.startswith(b"<!DOCTYPE html>")


def test_a_chart_is_copied_as_a_picture_and_the_page_says_what_to_do_where_it_cannot_be(visitor):
    harness.view_as(visitor, MANAGER, f"/profile_vs_actual?{AREA_1}")
    visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    button = visitor.get_by_role("button", name="Copy chart as a picture").first
    button.click()
    visitor.get_by_text("Copied.", exact=True).wait_for()
    size = visitor.evaluate(PICTURE)
    frame = visitor.locator(".js-plotly-plot").first.bounding_box()
    # twice the size of the chart, and the line of its marking under it
    assert size == [2 * int(frame["width"]), 2 * int(frame["height"] + 28)]
    visitor.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    button.click()
    visitor.get_by_text("This browser does not copy pictures here. Save the chart").wait_for()
