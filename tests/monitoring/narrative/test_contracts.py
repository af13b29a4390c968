"""What the contracts say, one by one and as a programme."""

import pandas as pd
import pytest

from monitoring import narrative
from monitoring.frames import ALL_ACTUALS, PROFILES
from monitoring.narrative.contracts import behind_words
from monitoring.portfolio import by_provider, overview, programme_standing
from monitoring.portfolio_rates import by_provider as rates_by_provider
from monitoring.portfolio_rates import overview_of_rates
from monitoring.profile_sets import ProfileSet
from monitoring.vocabulary import ProfileKind
from tests.monitoring.test_portfolio import CONTRACTS, months_of, profile
from tests.monitoring.test_portfolio_rates import RATES
from tests.monitoring.test_programmes import shipped

OUTCOMES = shipped("PLP").measure("job_outcomes")
RECOVERY = shipped("NHS-TT").measure("recovery_rate")
ROWS = overview(
    CONTRACTS,
    pd.concat([profile("A", [100]), profile("B", [1000])]),
    pd.concat([months_of("A", [97]), months_of("B", [500])]),
)


def test_a_programme_is_said_in_contracts_and_never_as_one_sum():
    third = overview(
        CONTRACTS,
        pd.concat([profile("A", [100]), profile("B", [1000]), profile("C", [10])]),
        pd.concat([months_of("A", [97]), months_of("B", [500]), months_of("C", [9])]),
    )
    assert narrative.portfolio_finding(programme_standing(third), OUTCOMES) == (
        "Job outcomes against profile. 3 contracts: 1 on profile, 1 below and 1 well below. "
        "The middle one is at 90.0% of profile."
    )


def test_of_two_contracts_none_is_the_middle_one():
    assert narrative.portfolio_finding(programme_standing(ROWS), OUTCOMES) == (
        "Job outcomes against profile. 3 contracts: 1 on profile, 1 well below and 1 without a "
        "target."
    )


def test_a_rate_is_said_against_its_target_and_never_of_profile():
    rows = overview_of_rates(CONTRACTS, RATES)
    assert narrative.portfolio_finding(programme_standing(rows), RECOVERY) == (
        "Recovery rate against its target. 3 contracts: 1 on target and 2 without a target."
    )
    three = pd.concat([rows.iloc[:1]] * 3)
    assert narrative.portfolio_finding(programme_standing(three), RECOVERY) == (
        "Recovery rate against its target. 3 contracts: 3 on target. The middle one is at 52.0%."
    )


def test_a_programme_without_shares_or_contracts_says_so():
    nothing = overview(CONTRACTS, PROFILES.empty(), ALL_ACTUALS.empty())
    assert narrative.portfolio_finding(programme_standing(nothing), OUTCOMES) == (
        "Job outcomes. 3 contracts have no target."
    )
    assert narrative.portfolio_finding(programme_standing(nothing.iloc[:1]), OUTCOMES) == (
        "Job outcomes. 1 contract has no target."
    )
    assert narrative.portfolio_finding(programme_standing(nothing.iloc[:0]), OUTCOMES) == (
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
    row = overview_of_rates(CONTRACTS, RATES).iloc[0]
    assert narrative.row_finding(row, RECOVERY) == (
        "Area 1 (A) is at 52.0% (130 of 250) to May 2023: on target."
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
    rows = by_provider(ROWS).to_dict("records")
    said = [narrative.provider_finding(row, OUTCOMES) for row in rows]
    assert said[0] == (
        "Prime 1: 597 of 1,100 profiled (54.3%), a ratio of sums over 2 contracts, each over the "
        "months it returned."
    )
    assert said[1] == "Prime 2: no contract has both a profile and a figure."


def test_a_providers_rate_is_said_with_its_counts_and_target():
    rows = rates_by_provider(overview_of_rates(CONTRACTS, RATES)).to_dict("records")
    first, second = [narrative.provider_finding(row, RECOVERY) for row in rows]
    assert first == (
        "Prime 1: 52.0% (130 of 250), target 50.0%, a ratio of sums over 1 contract, each over the "
        "months it returned."
    )
    assert second == "Prime 2: no contract has a figure."


def test_the_monitoring_basis_is_printed_with_the_standing_of_its_set():
    aspirational = ProfileSet("aspirational", ProfileKind.ASPIRATIONAL)
    assert narrative.held_against("aspirational", aspirational, OUTCOMES) == (
        "Watched against the aspirational profile. Drawn beside the aspirational profile "
        "(informal \u2013 no DWP steer)."
    )
    original = ProfileSet("original", ProfileKind.ORIGINAL)
    assert narrative.held_against("peers", original, OUTCOMES) == (
        "Watched against other contracts. Drawn beside the original profile."
    )
    assert narrative.held_against("original", original, OUTCOMES) == (
        "Watched against the original profile, which is drawn."
    )
    assert narrative.held_against("original", original, RECOVERY) == (
        "Drawn beside the target of the original set."
    )


def test_a_measure_without_a_profile_says_so_plainly_and_names_no_profile_it_is_watched_against():
    assert narrative.held_against("original", None, OUTCOMES) == (
        "No profile is set for job outcomes: it is drawn alone."
    )
    assert narrative.held_against("original", None, RECOVERY) == (
        "No target is set for recovery rate: it is drawn alone."
    )
