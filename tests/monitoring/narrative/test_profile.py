"""The finding of a contract, word for word, in each of its states."""

import math
import re
from dataclasses import replace
from datetime import date

import pytest

from monitoring import narrative
from monitoring.narrative import ProfileView, profile_alt, profile_finding
from monitoring.periods import By
from monitoring.profile_sets import CAVEAT, ProfileSet
from monitoring.profiles import against_profile
from monitoring.run_rates import projection, run_rate_needed
from monitoring.targets import against_target
from monitoring.vocabulary import ProfileKind
from tests.monitoring.test_profiles import ACTUALS, NO_PROFILE, PROFILE, WITH_A_GAP
from tests.monitoring.test_programmes import shipped
from tests.monitoring.test_targets import COUNTS, TARGET

PLP, NHS = shipped("PLP"), shipped("NHS-TT")
JANUARY, MARCH = date(2009, 1, 1), date(2009, 3, 1)
ORIGINAL = ProfileSet("original", ProfileKind.ORIGINAL)
VIEW = ProfileView(PLP.measure("job_outcomes"), JANUARY, ORIGINAL, this_month=MARCH)


def test_the_finding_says_the_numbers_the_share_and_the_people_short():
    assert profile_finding(against_profile(PROFILE, ACTUALS), VIEW) == (
        "Job outcomes are 178 of 300 profiled this quarter (59.3%), 122 people short."
    )


def test_a_quarter_that_is_not_this_one_is_named_by_its_months():
    later = replace(VIEW, this_month=date(2009, 6, 1))
    assert profile_finding(against_profile(PROFILE, ACTUALS), later) == (
        "Job outcomes are 178 of 300 profiled for January to March 2009 (59.3%), 122 people short."
    )


def test_a_quarter_not_over_says_where_its_figures_end():
    months = against_profile(PROFILE, ACTUALS.iloc[:2], until=date(2009, 2, 1))
    assert profile_finding(months, VIEW) == (
        "Job outcomes are 98 of 140 profiled this quarter to February 2009 (70.0%), "
        "42 people short."
    )


@pytest.mark.parametrize(
    ("by", "words"),
    [
        (By.MONTH, "80 of 160 profiled in March 2009 (50.0%), 80 people short."),
        (By.YEAR, "178 of 300 profiled this contract year to March 2009 (59.3%)"),
        (By.TOTAL, "178 of 300 profiled to March 2009 (59.3%)"),
    ],
)
def test_each_stretch_has_its_words(by, words):
    assert words in profile_finding(against_profile(PROFILE, ACTUALS), replace(VIEW, by=by))


def test_gaps_are_counted_and_said_to_be_left_out():
    said = profile_finding(against_profile(PROFILE, WITH_A_GAP), VIEW)
    assert said.endswith("1 month has no return and is left out of both sides.")
    two = profile_finding(against_profile(PROFILE, ACTUALS.iloc[2:]), VIEW)
    assert two.endswith("2 months have no return and are left out of both sides.")


def test_a_suppressed_month_has_no_figure_rather_than_no_return():
    hidden = ACTUALS.assign(actual=[38, None, 80], reason=["", "suppressed", ""])
    assert "1 month has no figure" in profile_finding(against_profile(PROFILE, hidden), VIEW)


def test_without_a_profile_it_says_that_no_target_is_set():
    said = profile_finding(against_profile(NO_PROFILE, WITH_A_GAP), VIEW)
    assert said == (
        "Job outcomes are 118 this quarter. No target is set. "
        "1 month has no return and is left out."
    )


def test_nothing_returned_says_what_is_profiled():
    months = against_profile(PROFILE, ACTUALS.iloc[:0])
    assert profile_finding(months, VIEW) == (
        "No return has been received for job outcomes yet. "
        "300 people are profiled for January to March 2009."
    )
    empty = against_profile(NO_PROFILE, ACTUALS.iloc[:0])
    assert profile_finding(empty, VIEW) == "No return has been received for job outcomes yet."


def test_a_provisional_month_is_named():
    open_march = ACTUALS.assign(provisional=[False, False, True])
    said = profile_finding(against_profile(PROFILE, open_march), VIEW)
    assert said.endswith("March 2009 is provisional and may still change.")
    open_both = ACTUALS.assign(provisional=[False, True, True])
    said = profile_finding(against_profile(PROFILE, open_both), VIEW)
    assert "February 2009 and March 2009 are provisional" in said


def test_any_set_but_the_original_says_that_it_does_not_vary_the_contract():
    other = replace(VIEW, set=ProfileSet("aspirational", ProfileKind.ASPIRATIONAL))
    said = profile_finding(against_profile(PROFILE, ACTUALS), other)
    assert said.endswith(f"The aspirational set {CAVEAT}.")


@pytest.mark.parametrize(
    ("actual", "words"),
    [(100, "exactly as profiled"), (110, "10 people over"), (99, "1 person short")],
)
def test_the_distance_is_in_the_measures_own_unit(actual, words):
    months = against_profile(
        PROFILE.assign(profile=100).iloc[:1], ACTUALS.assign(actual=actual).iloc[:1]
    )
    assert words in profile_finding(months, VIEW)


def test_where_lower_is_better_more_is_said_to_be_more():
    missed = replace(VIEW, measure=PLP.measure("ftas"))
    months = against_profile(PROFILE.iloc[:1], ACTUALS.iloc[:1])
    assert "2 appointments fewer than profiled" in profile_finding(months, missed)


def test_a_client_category_is_said():
    voluntary = replace(VIEW, client_category="voluntary")
    said = profile_finding(against_profile(PROFILE, ACTUALS), voluntary)
    assert said.startswith("Job outcomes (voluntary clients) are 178")


RATE_VIEW = ProfileView(NHS.measure("recovery_rate"), date(2023, 4, 1), ORIGINAL)


def test_a_rate_is_said_with_its_counts_and_in_points_from_its_target():
    assert profile_finding(against_target(COUNTS, TARGET), replace(RATE_VIEW, by=By.TOTAL)) == (
        "Recovery rate is 53.3% to July 2023 (160 of 300 referrals), against a target of 60.0%: "
        "6.7 points below. 1 month has no return and is left out of both sides."
    )


def test_a_rate_without_a_target_or_exactly_on_it_says_so():
    april = replace(RATE_VIEW, by=By.MONTH)
    alone = against_target(COUNTS.iloc[:1], TARGET.iloc[:0])
    assert profile_finding(alone, april) == (
        "Recovery rate is 40.0% in April 2023 (40 of 100 referrals). No target is set."
    )
    equal = against_target(COUNTS.iloc[:1], TARGET.assign(target=0.4))
    assert profile_finding(equal, april).endswith("against a target of 40.0%: exactly on it.")


def test_nothing_returned_for_a_rate_is_said_without_adding_targets_up():
    none = COUNTS.assign(numerator=None)
    assert profile_finding(against_target(none, TARGET), RATE_VIEW) == (
        "No return has been received for recovery rate yet."
    )


def test_the_chart_says_which_actual_it_draws():
    months = against_profile(PROFILE, ACTUALS)
    assert narrative.chart_title(VIEW) == "Job outcomes by month, against the original profile"
    assert narrative.chart_title(replace(VIEW, set=None)) == "Job outcomes by month"
    rate = replace(RATE_VIEW, set=ORIGINAL)
    assert narrative.chart_title(rate) == "Recovery rate by month, against its target"
    assert narrative.actual_words(months, VIEW) == (
        "Actual: the provider's return, as returned. Rule in force: as returned, else counted from "
        "client rows; outcomes reported, by the month the job started"
    )
    starts = replace(VIEW, measure=PLP.measure("starts"))
    assert narrative.actual_words(months.assign(actual=math.nan), starts) == (
        "Actual: no figure yet. Rule in force: as returned, else counted from client rows"
    )


RULE = ". Rule in force: as returned, else counted from client rows; outcomes "


@pytest.mark.parametrize(
    ("source", "told", "claims", "asked"),
    [
        ("provider_mi", {}, "accepted claims by the month the claim was decided", None),
        ("provider_mi", {"stage": "paid"}, "paid claims by the month the claim was paid", "paid"),
        (
            "provider_mi",
            {"event": "claimed_on", "event_said": True},
            "accepted claims by the month the claim was made",
            "reported, by the month the claim was made",
        ),
        ("payments", {}, "paid claims by the month the claim was paid", None),
    ],
)
def test_an_actual_counted_from_claims_says_which_claims_and_by_which_day(
    source, told, claims, asked
):
    months = against_profile(PROFILE, ACTUALS).assign(source=source, origin="counted")
    said = narrative.actual_words(months, replace(VIEW, **told))
    drawn, rule = said.split(". Rule in force: ")
    assert drawn.endswith(f", counted from {claims}")
    assert f"outcomes {asked or 'reported, by the month the job started'}" in rule


def test_an_actual_of_two_origins_says_how_many_months_each():
    months = against_profile(PROFILE, ACTUALS).assign(origin=["returned", "counted", "counted"])
    starts = replace(VIEW, measure=PLP.measure("starts"))
    assert narrative.actual_words(months, starts).startswith(
        "Actual: the provider's return, as returned (1 month); the provider's return, counted from "
        "client rows (2 months). Rule in force: "
    )


def test_a_rate_of_fewer_than_ten_is_told_in_counts():
    few = COUNTS.assign(denominator=9, numerator=3)
    months = against_target(few, TARGET)
    view = replace(RATE_VIEW, by=By.MONTH)
    said = profile_finding(months, view)
    assert "3 of 9 referrals, fewer than 10 referrals, so the counts are all that is shown." in said
    assert "%" not in said
    assert "No month has 10 or more to make a rate of." in profile_alt(months, view)


def test_the_chart_in_words_says_what_it_shows_and_what_it_finds():
    said = profile_alt(against_profile(PROFILE, ACTUALS), VIEW)
    assert said == (
        "Job outcomes by month, January to March 2009: bars for the actual, a line for the "
        "profile. Highest 80 in March 2009, lowest 38 in January 2009. Job outcomes are 178 of "
        "300 profiled this quarter (59.3%), 122 people short."
    )


def test_a_chart_with_nothing_to_show_says_so():
    assert profile_alt(against_profile(NO_PROFILE, ACTUALS.iloc[:0]), VIEW) == (
        "No chart: nothing is profiled or returned for job outcomes."
    )
    assert profile_alt(against_profile(PROFILE, ACTUALS.iloc[:0]), VIEW).endswith(
        "No month has a return."
    )


def rates_of(months):
    return narrative.run_rate_sentence(run_rate_needed(months), projection(months), VIEW)


def test_the_run_rate_says_what_is_needed_and_where_the_present_rate_ends():
    longer = PROFILE.iloc[[0, 1, 2]]
    months = against_profile(longer, ACTUALS.iloc[:2])
    assert rates_of(months) == (
        "Meeting the profile of 300 in full takes 202 people in the month left. At the present "
        "rate of 49 a month (mean of January 2009 and February 2009) it ends at 147, 49.0% of "
        "profile."
    )
    assert "takes 131 people in each of the 2 months left" in rates_of(
        against_profile(longer, ACTUALS.iloc[:1])
    )


def test_the_run_rate_says_when_there_is_none():
    assert rates_of(against_profile(PROFILE, ACTUALS.iloc[:0])).startswith("Nothing has been")
    assert rates_of(against_profile(PROFILE, ACTUALS)) == (
        "No month is left: 178 of 300 profiled were delivered."
    )
    assert rates_of(against_profile(NO_PROFILE, ACTUALS)) == (
        "The last 3 months returned average 59.3 people a month. No profile is set to meet."
    )


def test_no_finding_claims_a_cause_or_uses_the_three_colours():
    findings = [
        profile_finding(against_profile(PROFILE, each), VIEW)
        for each in (ACTUALS, WITH_A_GAP, ACTUALS.iloc[:0])
    ]
    assert not any(re.search(r"\b(because|red|amber|green|promised)\b", each) for each in findings)
