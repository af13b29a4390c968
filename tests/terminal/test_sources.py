"""AT-07 typed into a terminal: the keys of architecture section 7, nothing unknown as nought."""

from __future__ import annotations

import pytest

KEYS = {"contract", "month", "measure", "source", "origin", "value", "difference",
        "difference_share", "days_late", "note"}  # fmt: skip
HEADER = "contract | month | measure | client_category | value\n"


@pytest.fixture
def at_07(terminal):
    """PLMI due 7 April received 10 April with 71, provider MI in time with 78."""
    own = f"{HEADER}CPA-1 | 2009-03 | job_outcomes | all | 78"
    terminal.load("monthly_return", own, "--received", "2009-04-06")
    plmi = own.replace("78", "71")
    terminal.load("monthly_return", plmi, "--source", "plmi", "--received", "2009-04-10T09:00Z")
    return terminal


def test_at_07_from_the_terminal(at_07):
    asked = ("--contract", "CPA-1", "--from", "2009-03", "--to", "2009-03")
    told = at_07.json("report", "sources", *asked)
    own, plmi = told["rows"]
    assert set(plmi) >= KEYS
    assert set(told["definitions"]) >= set(plmi)
    assert (plmi["source"], plmi["value"], plmi["difference"], plmi["days_late"]) == (
        "plmi",
        71,
        7,
        3,
    )
    assert plmi["difference_share"] == pytest.approx(7 / 78)
    assert "late submission" in plmi["note"]
    assert "not independent confirmation" in told["parameters"]["lineage"]
    assert "provisional" in plmi["value_for_money"]
    assert (own["source"], own["value"], own["days_late"]) == ("provider_mi", 78, 0)


def test_months_not_returned_have_no_figure_and_no_difference(at_07):
    january = at_07.rows("sources", "--contract", "CPA-1", "--to", "2009-01")
    assert {row["value"] for row in january} == {None}
    assert {row["difference"] for row in january} == {None}
    assert at_07.rows("sources", "--contract", "CPA-2") == []
