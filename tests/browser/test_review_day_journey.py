"""A contract manager's review day: what changed, a question, the pack, two actions carried."""

from __future__ import annotations

import re

import pytest

from tests.browser import harness
from tests.browser.harness import press, read_grid, view_as, visit, wait_idle, words

MANAGER, PRIME = "cm-1-2", "prime-1"
AREA_1 = "contract=PLP-A1"
BOARD = f"/reviews?{AREA_1}"
ASKED = "Which of November's job outcomes have their evidence"
CARRIED = ("Call every client who missed an interview", "The higher target asked for by telephone")


@pytest.fixture(scope="module")
def served(sample):
    """Serve the sample to this module."""
    return sample


def carried(page):
    """Give how often each open item has been carried over, by the beginning of its words."""
    visit(page, BOARD)
    header, *rows = read_grid(page, "Issues and actions")
    at, what = header.index("Times carried over"), header.index("What")
    return {
        name: int(row[at] or 0) for row in rows for name in CARRIED if row[what].startswith(name)
    }


def ask(page):
    """Ask the provider about November's job outcomes, after the page said what is held."""
    visit(page, f"/requests?{AREA_1}&wanted=m:job_outcomes&from=2010-11&to=2010-11")
    assert "There is no need to ask" in words(page)
    page.get_by_text("Ask for what is not held").click()
    page.get_by_label("What it is for").fill(ASKED)
    page.get_by_role("spinbutton", name="day, Needed by").click()
    page.keyboard.type("17122010")
    page.get_by_test_id("stForm").get_by_text("Shared with the provider", exact=True).click()
    press(page, "Ask")
    page.get_by_text("Asked.").first.wait_for()


def freeze(page):
    """Freeze a pack for both sides and give its number."""
    visit(page, f"/review_pack?{AREA_1}")
    page.get_by_text("Shared with the provider", exact=True).last.click()
    wait_idle(page)
    press(page, "Freeze and number the pack")
    page.get_by_text("Made again from its number").wait_for()
    return re.search(r"pack=(\d+)", page.url).group(1)


def hold_the_review(page):
    """Write the review down, with two actions it looked at and left open."""
    visit(page, BOARD)
    page.get_by_text("Reviews and meetings", exact=True).click()
    wait_idle(page)
    page.get_by_text("Write a review or meeting down").click()
    box = page.get_by_test_id("stMultiSelect").filter(has_text="Looked at and carried over")
    for name in CARRIED:
        box.locator("input").click()
        page.keyboard.type(name)
        page.get_by_role("option").filter(has_text=name).wait_for()
        page.keyboard.press("Enter")
        box.get_by_text(name).wait_for()
    page.get_by_test_id("stForm").get_by_text("Shared with the provider", exact=True).click()
    press(page, "Save")
    page.get_by_text("Written down.").first.wait_for()


def test_a_review_day_from_what_changed_to_what_is_carried_over(visitor):
    view_as(visitor, MANAGER, f"/since_review?{AREA_1}")
    assert "Since the review of 15 September 2010, job outcomes to date went from" in words(visitor)

    ask(visitor)

    number = freeze(visitor)
    before = carried(visitor)
    assert set(before) == set(CARRIED)
    hold_the_review(visitor)
    assert carried(visitor) == {name: count + 1 for name, count in before.items()}

    visit(visitor, f"/review_pack?{AREA_1}&pack={number}")
    assert "Made again from its number: the same, word for word." in words(visitor)

    view_as(visitor, PRIME, f"/requests?{AREA_1}")
    asked = read_grid(visitor, "Requests for data")
    assert any(ASKED in " ".join(row) for row in asked)
    view_as(visitor, PRIME, f"/review_pack?{AREA_1}&pack={number}")
    assert "Made again from its number: the same, word for word." in words(visitor)
    shared = CARRIED[0]  # the other is the department's own
    assert carried(visitor) == {shared: before[shared] + 1}
    harness.screenshot(visitor, "review-day", 1440, 400)
