"""Does the application start on a store with nothing in it, and say something to a stranger?"""

from __future__ import annotations

import pytest

from tests.browser import harness


@pytest.fixture(scope="module")
def served(empty):
    """Serve the empty store to this module."""
    return empty


def test_a_server_with_a_store_is_well(served):
    assert served.get("/healthz")[0] == 200


def test_a_stranger_sees_a_page_and_no_error(served, visitor):
    harness.visit(visitor)
    assert visitor.get_by_role("heading").first.inner_text()
    harness.screenshot(visitor, "stranger", 1440, 400)
    assert "Traceback" not in served.said()
    assert "Something went wrong" not in harness.words(visitor)
