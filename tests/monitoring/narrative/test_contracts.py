"""What the contracts say, one by one and as a programme."""

import pandas as pd
import pytest

from monitoring import narrative
from monitoring.frames import ALL_ACTUALS, PROFILES
from monitoring.narrative.contracts import behind_words
from monitoring.portfolio import by_provider, overview, overview_of_rates, programme_standing
from monitoring.profile_sets import ProfileSet
from monitoring.vocabulary import ProfileKind
from tests.monitoring.test_portfolio import CONTRACTS, RATES, months_of, profile
from tests.monitoring.test_programmes import shipped

OUTCOMES = shipped("PLP").measure("job_outcomes")
ROWS = overview(
    CONTRACTS,
    pd.concat([profile("A", [100]), profile("B", [1000])]),
    pd.concat([months_of("A", [97]), months_of("B", [500])]),
)


def test_a_programme_is_said_in_contracts_and_never_as_one_sum():
    assert narrative.portfolio_finding(programme_standing(ROWS)) == (
        "3 contracts: 1 on profile, 1 well below and 1 without a target. "
        "The middle one is at 73.5% of profile."
    )


def test_a_programme_without_shares_or_contracts_says_so():
    nothing = overview(CONTRACTS, PROFILES.empty(), ALL_ACTUALS.empty())
    assert narrative.portfolio_finding(programme_standing(nothing)) == (
        "3 contracts: 3 without a target."
    )
    assert narrative.portfolio_finding(programme_standing(nothing.iloc[:0])) == (
        "No contract is in view."
    )


def test_a_contract_is_said_in_one_sentence():
    said = [narrative.row_finding(row, OUTCOMES) for row in ROWS.to_dict("records")]
    assert said[0] == ("Area 1 (A) has 97 of 100 profiled to January 2009 (97.0%), 3 people short.")
    assert said[2] == "Area 3 (C) has returned nothing yet."


def test_a_contract_without_a_target_or_with_a_rate_is_said_too():
    row = overview(CONTRACTS.iloc[:1], PROFILES.empty(), months_of("A", [97])).iloc[0]
    assert narrative.row_finding(row, OUTCOMES) == (
        "Area 1 (A) has 97 people to January 2009; no target is set."
    )
    recovery = shipped("NHS-TT").measure("recovery_rate")
    row = overview_of_rates(CONTRACTS, RATES).iloc[0]
    assert narrative.row_finding(row, recovery) == (
        "Area 1 (A) is at 52.0% to May 2023 (on profile)."
    )


def test_a_contract_without_a_district_is_named_by_its_reference():
    assert narrative.contract_name({"contract": "RX4", "district": ""}) == "RX4"


@pytest.mark.parametrize(
    ("measure", "behind", "words"),
    [
        ("job_outcomes", 3, "3 people short"),
        ("job_outcomes", -1, "1 person over"),
        ("job_outcomes", 0, "exactly as profiled"),
        ("ftas", 2, "2 appointments too many"),
        ("ftas", -2, "2 appointments to spare"),
    ],
)
def test_behind_is_in_the_measures_own_unit(measure, behind, words):
    assert behind_words(behind, shipped("PLP").measure(measure)) == words


def test_a_provider_is_a_ratio_of_sums_and_labelled_so():
    said = [narrative.provider_finding(row) for row in by_provider(ROWS).to_dict("records")]
    assert said[0] == (
        "Prime 1: 597 of 1,100 profiled (54.3%), a ratio of sums over 2 contracts, each over the "
        "months it returned."
    )
    assert said[1] == "Prime 2: no contract has both a profile and a figure."


def test_the_monitoring_basis_is_printed_with_the_standing_of_its_set():
    aspirational = ProfileSet("aspirational", ProfileKind.ASPIRATIONAL)
    assert narrative.held_against("aspirational", aspirational) == (
        "Watched against the aspirational profile. Drawn beside the aspirational profile "
        "(informal \u2013 no DWP steer)."
    )
    original = ProfileSet("original", ProfileKind.ORIGINAL)
    assert narrative.held_against("peers", original) == (
        "Watched against other contracts. Drawn beside the original profile."
    )
    assert narrative.held_against("original", None).endswith("No profile is set.")
