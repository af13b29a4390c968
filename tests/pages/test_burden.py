"""Does the page say what returns ask for, and which fields no page uses, to who may read it?"""

from __future__ import annotations

import pytest

from tests.pages.conftest import words

pytestmark = pytest.mark.usefixtures("sample")


def told(at):
    (found,) = [each for each in at.dataframe if each.proto.alt == "What returns ask for"]
    return found.value


def test_the_fields_of_each_return_stand_beside_what_was_sent(opened):
    at = opened("requests", "cm", contract="CPA-1")
    assert not at.exception
    rows = told(at).set_index("kind")
    assert list(rows.loc["Monthly return", ["fields", "unused", "returns"]]) == [7, 0, 1]
    assert "field" in words(at)
    assert "used by no page" in words(at)


def test_the_provider_reads_its_own_and_nobody_else_s(opened):
    assert "Monthly return" in set(told(opened("requests", "prime-1", contract="CPA-1"))["kind"])
    assert "Not found" in words(opened("requests", "prime-1", contract="CPA-2"))
