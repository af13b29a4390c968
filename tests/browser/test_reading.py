"""A contract manager reads, in a real browser, where the contracts stand and why."""

from __future__ import annotations

import re

import pytest

from tests.browser import harness
from tests.browser.harness import wait_idle, words

MANAGER = "cm-1-2"


@pytest.fixture(scope="module")
def served(sample):
    """Serve the sample to this module."""
    return sample


def test_somebody_new_is_offered_whom_to_view_as_and_what_they_do(visitor):
    harness.visit(visitor)
    assert "Choose whom to view as" in words(visitor)
    harness.screenshot(visitor, "start", 1440, 400)
    visitor.get_by_role("link", name="Areas 1 and 2").first.click()
    wait_idle(visitor)
    assert "Contract manager, Areas 1 and 2" in words(visitor)
    assert visitor.url.endswith("/portfolio")


def test_the_home_page_says_what_needs_the_manager_before_anything_else(visitor):
    harness.view_as(visitor, MANAGER)
    said = words(visitor)
    assert said.index("Needs you this month") < said.index("Every contract")
    assert re.search(r"people behind for job outcomes to \w+ 20\d\d: [\d,]+ of [\d,]+", said)
    table = harness.read_grid(visitor, "Contracts: Job outcomes")
    assert len(table) == 1 + 2
    assert len(table[0]) == 8
    harness.screenshot(visitor, "portfolio", 1440, 1024, 400)


def test_the_whole_country_has_a_programme_to_choose_and_its_late_returns(visitor):
    harness.view_as(visitor, "national")
    assert "Return missing" in words(visitor)
    harness.screenshot(visitor, "portfolio-national", 1440)
    visitor.get_by_text("NHS Talking Therapies").click()
    wait_idle(visitor)
    assert "programme=NHS-TT" in visitor.url
    harness.screenshot(visitor, "portfolio-nhs", 1440)


def test_a_sentence_leads_to_the_months_behind_it(visitor):
    harness.view_as(visitor, MANAGER)
    visitor.get_by_text("See months").last.click()
    wait_idle(visitor)
    assert "/profile_vs_actual?" in visitor.url
    assert "measure=job_outcomes" in visitor.url
    assert "profiled this quarter" in words(visitor)


def test_the_contracts_page_draws_what_it_says_and_can_be_sent_to_a_colleague(visitor):
    harness.view_as(visitor, MANAGER, "/profile_vs_actual?contract=PLP-A2&set=aspirational")
    said = words(visitor)
    assert "does not vary the contract; the original profile remains in force" in said
    assert len(harness.figures(visitor)) == 4
    names = [trace["name"] for trace in harness.chart(visitor, re.compile("Job outcomes by month"))]
    assert {"Actual", "Original profile", "Aspirational profile"} <= set(names)
    harness.screenshot(visitor, "profile-vs-actual", 1440, 1024, 400)


def test_a_choice_stands_in_the_address_by_its_code(visitor):
    harness.view_as(visitor, MANAGER, "/profile_vs_actual?contract=PLP-A2")
    harness.choose(visitor, "Measure", "Starts")
    assert "measure=starts" in visitor.url
    visitor.reload()
    wait_idle(visitor)
    assert "Starts are" in words(visitor)


def test_a_note_takes_an_item_away_until_it_is_brought_back(visitor):
    harness.view_as(visitor, MANAGER)
    before = visitor.get_by_text("See months").count()
    visitor.get_by_role("button", name="Note").first.click()
    visitor.get_by_label("What you did or will do").fill("Asked the prime for a plan.")
    harness.press(visitor, "Note it")
    assert visitor.get_by_text("See months").count() < before
    visitor.get_by_text("Noted by you (1)").click()
    harness.press(visitor, "Bring back")
    assert visitor.get_by_text("See months").count() == before


def test_what_is_downloaded_says_what_it_is(visitor):
    harness.view_as(visitor, MANAGER, "/profile_vs_actual?contract=PLP-A2")
    name, data = harness.download(visitor, "Download as CSV")
    assert re.fullmatch(r"profile-PLP-A2-\w{10}\.csv", name)
    text = data.decode("utf-8-sig")
    assert text.startswith("contract,month,measure,set,profile,")
    assert "Sample store: plainly synthetic or published data" in text


def test_somebody_elses_contract_is_not_found(visitor):
    harness.view_as(visitor, MANAGER, "/profile_vs_actual?contract=PLP-A3")
    assert "Not found" in words(visitor)


@pytest.mark.parametrize("page", ["definitions?measure=job_outcomes", "data_dictionary"])
def test_the_reference_pages_stand(visitor, page):
    harness.view_as(visitor, MANAGER, f"/{page}")
    assert visitor.get_by_role("region").first.is_visible()
    harness.screenshot(visitor, page.partition("?")[0], 1440, 400)
