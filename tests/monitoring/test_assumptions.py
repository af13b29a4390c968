"""Does experience stand beside the bid with its counts, and never with a verdict?"""

from __future__ import annotations

import math

import pytest

from monitoring import assumptions
from monitoring.assumptions import Assumption, Experience

CONVERSION = Assumption("conversion", "mandatory", "", 0.37, "Bid, table 4")
STARTS = Assumption("starts", "voluntary", "", 3600)


def test_a_conversion_stands_beside_its_counts():
    told = assumptions.line(CONVERSION, Experience(384, 3200))
    assert told.title == "Job outcomes for each start, mandatory clients"
    assert (told.assumed, told.found) == ("37.0%", "384 of 3,200 (12.0%)")
    assert told.said == "At 37.0%, 1,184 of these 3,200 were assumed; there were 384."
    assert told.origin == "Bid, table 4"


def test_under_ten_only_counts_are_given():
    told = assumptions.line(CONVERSION, Experience(2, 9))
    assert told.found == "2 of 9"
    assert "%" not in told.said


def test_a_volume_stands_beside_the_same_share_of_the_months():
    told = assumptions.line(STARTS, Experience(600, months=12, months_in_all=36))
    assert told.found == "600 in 12 months"
    assert told.said == "600 fewer than the 1,200 an even pace would have brought by now (50.0%)."
    more = assumptions.line(STARTS, Experience(1500, months=12, months_in_all=36))
    assert more.said.startswith("300 more than the 1,200")
    same = assumptions.line(STARTS, Experience(1210, months=12, months_in_all=36))
    assert same.said == "As assumed: 100.8% of 1,200 by now."


def test_a_contract_without_an_agreed_length_has_no_even_pace():
    told = assumptions.line(STARTS, Experience(600, months=12))
    assert told.said == "600 in 12 months."


@pytest.mark.parametrize("found", [Experience(math.nan), Experience(math.nan, math.nan)])
def test_what_is_not_returned_is_not_known(found):
    for assumed in (CONVERSION, STARTS):
        assert assumptions.line(assumed, found).found == "not known"


def test_a_share_over_nothing_is_not_known():
    assert assumptions.line(CONVERSION, Experience(0, 0)).found == "not known"


def test_a_readiness_band_is_named():
    told = Assumption("readiness_share", "all", "red", 0.2)
    assert told.title == "Share of starters in a readiness band: red"
    assert told.key == ("readiness_share", "all", "red")


@pytest.mark.parametrize(
    ("code", "band", "value", "said"),
    [
        ("weather", "", 1, "Choose what was assumed"),
        ("readiness_share", "", 0.2, "Choose the readiness band"),
        ("conversion", "", 37, "between 0% and 100%"),
        ("starts", "", -1, "not below 0"),
        ("starts", "", 3600, ""),
        ("readiness_share", "green", 0.2, ""),
    ],
)
def test_what_cannot_be_assumed_is_refused(code, band, value, said):
    found = assumptions.refusal(code, band, value)
    assert said in found
    assert bool(found) == bool(said)


def test_the_finding_counts_and_does_not_judge():
    told = assumptions.line(CONVERSION, Experience(384, 3200))
    assert assumptions.finding([told]).startswith("1 assumption of the bid stands")
    assert "yet" in assumptions.finding([])
