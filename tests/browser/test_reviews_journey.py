"""A contract manager and a provider go through what was promised, in a real browser."""

from __future__ import annotations

import re

import pytest

from tests.browser import harness
from tests.browser.harness import wait_idle, words

MANAGER, PROVIDER = "cm-1-2", "prime-1"
BOARD = "/reviews?contract=PLP-A1"


@pytest.fixture(scope="module")
def served(sample):
    """Serve the sample to this module."""
    return sample


def test_the_most_carried_issue_heads_the_list_for_both_sides(visitor):
    for login in (MANAGER, PROVIDER):
        harness.view_as(visitor, login, BOARD)
        said = words(visitor)
        assert "the next is due 15 December 2010 (quarterly, last 15 September 2010)" in said
        assert "3 times, without an owner or a date" in said
        table = harness.read_grid(visitor, "Issues and actions")
        assert "Referral paperwork reaches" in " ".join(table[1])
    harness.screenshot(visitor, "reviews", 1440, 1024, 400)


def test_a_promise_leads_from_the_home_page_to_its_steps(visitor):
    harness.view_as(visitor, MANAGER)
    said = words(visitor)
    assert "Left for you: PLP-A1" in said
    assert "was carried over 3 times" in said
    visitor.get_by_text("See actions").first.click()
    wait_idle(visitor)
    assert re.search(r"item=\d+", visitor.url)
    assert words(visitor).count("Carried over on") == 3


def test_an_item_is_closed_with_an_outcome_only_and_the_other_side_reads_it(visitor):
    harness.view_as(visitor, MANAGER, BOARD)
    visitor.get_by_text("Raise an issue, an action or a plan").click()
    visitor.get_by_label("What", exact=True).fill("Say who signs for late evidence")
    visitor.get_by_text("Shared with the provider", exact=True).click()
    harness.press(visitor, "Save")
    wait_idle(visitor)
    assert "Say who signs for late evidence" in " ".join(
        " ".join(row) for row in harness.read_grid(visitor, "Issues and actions")
    )
    harness.view_as(visitor, PROVIDER, BOARD)
    table = harness.read_grid(visitor, "Issues and actions")
    [row] = [each for each in table if "Say who signs" in " ".join(each)]
    item = re.search(r"Item (\d+)", " ".join(row)).group(1)
    harness.visit(visitor, f"{BOARD}&item={item}")
    visitor.get_by_role("button", name="Close it", exact=True).first.click()
    form = visitor.get_by_test_id("stPopoverBody")
    form.get_by_role("button", name="Close it").click()
    visitor.get_by_text("nothing closes without that").wait_for()
    form.get_by_label("What came of it").fill("The operations manager signs")
    form.get_by_role("button", name="Close it").click()
    visitor.get_by_text("Outcome. The operations manager signs").wait_for()


def test_figures_are_asked_for_only_after_the_page_said_who_holds_them(visitor):
    harness.view_as(
        visitor, MANAGER, "/requests?contract=PLP-A1&wanted=m:starts&from=2010-07&to=2010-09"
    )
    said = words(visitor)
    assert "hold starts for July to September 2010. There is no need to ask." in said
    assert "sent by prime-1" in said
    harness.screenshot(visitor, "requests", 1440, 400)


def test_events_are_drawn_and_the_owner_is_named_beside_the_figures(visitor):
    harness.view_as(visitor, MANAGER, "/profile_vs_actual?contract=PLP-A1")
    said = words(visitor)
    assert "1: 27 October 2008, New claimants come on Employment and Support Allowance" in said
    assert "Who owns this." in said
    drawn = visitor.locator(".js-plotly-plot").last
    assert drawn.evaluate("plot => plot.layout.shapes.map(one => one.x0)")[0] == "2008-10-12"


def test_the_matrix_fits_a_telephone_in_sentences(visitor):
    harness.view_as(visitor, PROVIDER, "/responsibilities?contract=PLP-A1")
    visitor.get_by_text("In sentences").click()
    wait_idle(visitor)
    assert "who answers" in words(visitor).lower()
    harness.screenshot(visitor, "responsibilities", 1440, 400)
