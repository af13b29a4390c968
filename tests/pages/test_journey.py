"""Does the page follow one cohort, count who waits, and write down who looked at single clients?"""

from __future__ import annotations

import pytest
from sqlalchemy import select

from db import doors
from db.models import AccessEntry
from db.store import Store
from tests.db import returns
from tests.db.travelled import follow
from tests.pages.conftest import words


@pytest.fixture
def _clients(sample):
    """Give the sample clients of CPA-1 to follow."""
    follow(sample, returns.NOW)


def looks():
    with doors.journal(Store.open()) as session:
        rows = session.execute(select(AccessEntry.action, AccessEntry.subject, AccessEntry.detail))
        return [tuple(row) for row in rows if row[0] == "look"]


@pytest.mark.usefixtures("_clients")
def test_a_cohort_is_followed_and_those_who_wait_are_counted(opened):
    at = opened("journey", "tppm", contract="CPA-1", to="2009-01")
    assert not at.exception
    said = words(at)
    assert "Of those referred, 92.3% (12 of 13) had a first interview and 15.4% (2 of 13)" in said
    assert "Half were seen within 7 days; 7.7% were not seen within 28 days." in said
    assert [each.value for each in at.metric] == ["13", "12", "7 days", "2"]
    funnel = at.dataframe[0].value
    assert funnel["people"].to_list()[:4] == [13, 13, 12, 1]
    assert funnel["people"].is_monotonic_decreasing is False, "steps keep their order"
    assert looks() == []


@pytest.mark.usefixtures("_clients")
def test_single_clients_are_listed_when_asked_for_and_it_is_written_down(opened):
    at = opened("journey", "tppm", contract="CPA-1")
    before = len(at.dataframe)
    next(one for one in at.button if one.label == "Show whose are overdue").click().run()
    listed = [each.value for each in at.dataframe if "days_overdue" in each.value]
    assert len(at.dataframe) == before + 1
    assert set(listed[0]["client_ref"]) >= {"R-1"}
    assert looks() == [("look", "report interviews", f"{len(listed[0])} rows")]
    assert "R-1" not in str(at.query_params)


@pytest.mark.usefixtures("_clients")
def test_who_sees_no_clients_cannot_open_it(opened):
    at = opened("journey", "national", contract="CPA-1")
    assert at.title[0].value == "Not found"


@pytest.mark.usefixtures("sample")
def test_a_contract_without_clients_says_so(opened):
    at = opened("journey", "cm", contract="CPA-1")
    assert not at.exception
    assert "No referral is on record for the months and clients shown." in words(at)
