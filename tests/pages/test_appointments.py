"""Does the page tell missed appointments from unused slots, and list clients only if asked?"""

from __future__ import annotations

import pytest

from tests.db import returns
from tests.db.travelled import follow
from tests.pages.conftest import words
from tests.pages.test_journey import looks


@pytest.fixture
def _clients(sample):
    """Give the sample clients of CPA-1 to follow."""
    follow(sample, returns.NOW)


@pytest.mark.usefixtures("_clients")
def test_appointments_slots_follow_ups_and_deferrals_are_told_apart(opened):
    at = opened("appointments", "tppm", contract="CPA-1")
    assert not at.exception
    said = words(at)
    assert "12.5% (2 of 16) of the appointments due were missed." in said
    assert "1 of 2 of those missed were not followed up at all." in said
    assert "10 clients were seen in a group. They count as no interview held." in said
    assert [each.value for each in at.metric] == ["12.5%", "3 of 4", "1", "1"]
    assert at.dataframe[0].value["group_sessions"].sum() == 10
    assert looks() == []


@pytest.mark.usefixtures("_clients")
@pytest.mark.parametrize(
    ("label", "column"),
    [("Show whose were not followed up", "scheduled_on"), ("Show the deferral register", "said")],
)
def test_a_list_of_clients_is_shown_when_asked_for_and_written_down(opened, label, column):
    at = opened("appointments", "tppm", contract="CPA-1")
    next(one for one in at.button if one.label == label).click().run()
    [listed] = [each.value for each in at.dataframe if column in each.value]
    assert "client_ref" in listed
    assert [look[2] for look in looks()] == [f"{len(listed)} rows"]


@pytest.mark.usefixtures("sample")
def test_a_contract_without_appointments_says_so(opened):
    at = opened("appointments", "cm", contract="CPA-1")
    assert not at.exception
    assert "No appointment is on record for the months and clients shown." in words(at)
