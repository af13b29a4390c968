"""AT-06 through the page: findings, held rows, the same file again, version 2."""

from __future__ import annotations

from pathlib import Path

import pytest

from db import doors, people
from db.queries import submissions
from db.scope import OPERATOR
from tests.db import returns
from tests.pages.conftest import words
from tests.pages.test_upload import button, drop, metric, press, sent

BROKEN = Path(__file__).resolve().parents[2] / "sample_data" / "broken_returns"
AREA_1 = """
    contract | programme | prime   | district | starts_on  | length_months
    PLP-A1   | PLP       | Prime 1 | Area 1   | 2008-04-01 | 36
"""


@pytest.fixture
def page(bare, opened):
    """Give the page as a prime sees it whose contract is registered, and nothing else."""
    returns.send(bare, "contracts", AREA_1)
    with doors.publisher(bare, OPERATOR) as session:
        doors.begin_write(session)
        people.add_user(session, "prime-1", "Prime provider manager", now=returns.NOW)
        given = people.Grant(
            login="prime-1", role="PRIME_MANAGER", over=people.Place(organisation="Prime 1")
        )
        people.grant(session, given, now=returns.NOW)
    return lambda: opened("upload_return", "prime-1")


def file(name):
    return (BROKEN / name).read_bytes()


def found(answer_words):
    """Count the findings a page names: panels of faults, and lines for attention."""
    return answer_words.replace("\\", "").count("column **client_category**"), answer_words.count(
        "is after"
    )


def test_at_06_seven_findings_are_listed_with_row_numbers_and_nothing_is_stored(bare, page):
    before = len(sent(bare))
    at = drop(page(), "starts.csv", file("starts_at06.csv"))
    said = words(at)
    assert "250 rows" in said
    assert at.warning[0].value.startswith("5 of 250 rows cannot be stored as they are.")
    assert found(said) == (3, 2)
    assert said.count("says the same as row") == 2
    assert said.count("**Row ") == 5
    assert len(sent(bare)) == before


def test_at_06_held_rows_wait_and_243_are_stored(bare, page):
    at = drop(page(), "starts.csv", file("starts_at06.csv"))
    at.radio[0].set_value(True).run()
    at = press(at, "Publish 243 rows and hold 5")
    one = sent(bare)[0]
    assert (one.rows_stored, one.rows_held, one.status, one.version) == (243, 5, "held", 1)
    assert f"Your receipt is number {one.submission}. 5 faulty rows wait." in at.success[0].value


def test_at_06_the_same_file_again_names_the_earlier_one_and_the_corrected_is_version_2(bare, page):
    at = drop(page(), "starts.csv", file("starts_at06.csv"))
    at.radio[0].set_value(True).run()
    press(at, "Publish 243 rows and hold 5")
    first = sent(bare)[0].submission
    again = drop(page(), "starts.csv", file("starts_at06.csv"))
    assert f"it is return {first}." in again.info[0].value
    at = drop(page(), "starts.csv", file("starts_at06_corrected.csv"))
    assert metric(at, "Rows unchanged") == "243"
    assert button(at, "Publish 250 rows")
    press(at, "Publish 250 rows")
    latest = sent(bare)[0]
    assert (latest.version, latest.rows_stored, latest.rows_held) == (2, 250, 0)
    with doors.scoped_session(bare, OPERATOR) as session:
        assert submissions.content(session, first) == file("starts_at06.csv")
