"""Who gets onto a page, and what do the others read?"""

from __future__ import annotations

import pytest

from db import doors, people
from db.scope import OPERATOR
from pages.shared import registry
from tests.db import returns
from tests.pages.conftest import words
from tests.pages.test_exports import written

pytestmark = pytest.mark.usefixtures("sample")

PAGES = [page.name for page in registry.PAGES]


@pytest.mark.parametrize("page", PAGES)
def test_nobody_signed_in_reads_nothing_but_how_to_begin(opened, page):
    at = opened(page, login=None)
    assert [title.value for title in at.title] == ["Sign in"]


def test_a_login_that_is_not_in_the_store_is_nobody(opened):
    assert "Sign in" in words(opened("definitions", login="stranger"))


def test_a_person_disabled_a_moment_ago_is_nobody_on_the_next_run(sample, opened):
    at = opened("definitions")
    assert "Definitions" in words(at)
    with doors.publisher(sample, OPERATOR) as session:
        doors.begin_write(session)
        people.disable_user(session, "cm", now=returns.NOW)
    assert "Definitions" not in words(at.run())


def test_outside_a_demonstration_a_login_is_not_believed(opened, monkeypatch):
    monkeypatch.delenv("MONITOR_DEMO")
    at = opened("definitions")
    assert [title.value for title in at.title] == ["Sign in"]


def test_a_page_for_other_roles_is_not_found_and_that_is_written_down(sample, opened, monkeypatch):
    closed = registry.Page("definitions", "Definitions", "Reference", frozenset())
    monkeypatch.setitem(registry.BY_NAME, "definitions", closed)
    at = opened("definitions")
    assert [title.value for title in at.title] == ["Not found"]
    assert ("cm", "open", "page definitions", "refused") in written(sample)


def test_every_page_of_a_sample_says_that_it_is_one(opened):
    for page in PAGES:
        assert "Sample store: plainly synthetic or published data" in words(opened(page))
