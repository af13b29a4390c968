"""A store with nothing in it: every page says what it will show and what is missing."""

from __future__ import annotations

import pytest

from db.people import Place
from monitoring.vocabulary import Role
from pages.shared import registry
from tests.pages.conftest import add_people, words

EVERYWHERE = ("national", "National performance team", "NATIONAL", Place())
OF_THE_STORE = ("admin", "Administrator", "ADMIN", Place())
LOOKING_ON = ("evaluator", "Evaluator", "EVALUATOR", Place())


@pytest.fixture(autouse=True)
def _empty(bare):
    """Give a store with three people and nothing sent."""
    add_people(bare, [EVERYWHERE, OF_THE_STORE, LOOKING_ON])


@pytest.mark.parametrize("page", registry.PAGES, ids=lambda page: page.name)
def test_every_page_stands_on_an_empty_store(opened, page):
    at = opened(page.name, login="national" if Role.NATIONAL in page.roles else "admin")
    assert not at.exception
    assert at.title[0].value != "Not found"


@pytest.mark.parametrize("page", ["portfolio", "profile_vs_actual"])
def test_a_page_of_figures_says_what_is_missing_and_what_brings_it(opened, page):
    said = words(opened(page, login="national"))
    assert "No contract is in view yet" in said
    assert "Send the dataset contracts first" in said


def test_who_cannot_bring_it_is_told_whom_to_ask(opened):
    said = words(opened("portfolio", login="evaluator"))
    assert "Ask the department which contracts you should see" in said


def test_the_definitions_stand_without_any_contract(opened):
    at = opened("definitions", login="national")
    assert "No contract of this programme is in view" in words(at)
    assert len(at.dataframe) == 1
