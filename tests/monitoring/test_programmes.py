"""Programmes are data: three real ones, and nothing wired to one of them."""

import pickle
import tomllib
from pathlib import Path

import pandas as pd
import pytest

from monitoring.programmes import (
    Better,
    Boundary,
    Counted,
    ProgrammeError,
    expression,
    programme_from,
)
from monitoring.vocabulary import Source

SHIPPED = Path(__file__).parents[2] / "db" / "reference_data" / "programmes"


def shipped(code):
    return programme_from(tomllib.loads((SHIPPED / f"{code}.toml").read_text(encoding="utf-8")))


def smallest(**changes):
    measure = {
        "title": "Starts",
        "sentence": "People who started.",
        "unit": "people",
        "unit_one": "person",
        "better": "higher",
        "boundary": "contractual",
        "owner": "nobody",
        "document": "a contract",
    }
    return {
        "code": "X",
        "name": "An example",
        "sentence": "It helps.",
        "headline": "starts",
        "sources": ["provider_mi"],
        "measures": [{"code": "starts", "formula": "people", **measure}],
        **changes,
    }


def rate(numerator, denominator):
    return {
        **smallest()["measures"][0],
        "code": "a_rate",
        "numerator": numerator,
        "denominator": denominator,
    }


def test_the_pathways_programme_believes_its_sources_in_the_order_of_the_architecture():
    assert shipped("PLP").sources == (
        Source.PROVIDER_MI,
        Source.PLMI,
        Source.PAYMENTS,
        Source.LMS,
        Source.CLERICAL,
        Source.PARTNER,
    )
    assert shipped("NHS-TT").sources == (Source.PUBLISHED,)


@pytest.mark.parametrize(
    ("code", "headline"), [("PLP", "job_outcomes"), ("NHS-TT", "referrals"), ("MOJ-CRS", "starts")]
)
def test_each_shipped_programme_has_its_headline(code, headline):
    programme = shipped(code)
    assert (programme.code, programme.headline) == (code, headline)


def test_a_file_may_return_counts_and_never_rates():
    counts = shipped("NHS-TT").counts
    assert "recovery" in counts
    assert "recovery_rate" not in counts


def test_the_measures_of_the_code_list_are_all_defined():
    assert shipped("PLP").counts >= {
        "referrals",
        "starts",
        "wfi_1",
        "wfi_2",
        "wfi_3",
        "wfi_4",
        "wfi_5",
        "wfis_total",
        "job_starts",
        "job_outcomes",
        "sustained_job_outcomes",
        "ftas",
        "deferrals",
        "exits",
        "caseload",
        "client_months",
    }


def test_a_caseload_is_a_level_and_not_added_over_months():
    assert shipped("PLP").measure("caseload").stock
    assert not shipped("PLP").measure("client_months").stock


def test_the_recovery_rate_leaves_out_people_who_could_not_recover():
    measure = shipped("NHS-TT").measure("recovery_rate")
    counts = pd.DataFrame(
        {"recovery": [46.0], "courses_finished": [105.0], "not_at_caseness": [5.0]}
    )
    assert measure.kind is Counted.RATE
    assert measure.counts == ("recovery", "courses_finished", "not_at_caseness")
    assert measure.numerator.over(counts).iloc[0] == 46
    assert measure.denominator.over(counts).iloc[0] == 105 - 5
    assert measure.formula == "recovery / (courses_finished - not_at_caseness)"


def test_the_national_standards_are_held_as_data_with_their_authority():
    programme = shipped("NHS-TT")
    held = {each.measure: each.target for each in programme.standards}
    assert held == {
        "recovery_rate": 0.50,
        "within_6_weeks_rate": 0.75,
        "within_18_weeks_rate": 0.95,
    }
    assert programme.standard("recovery_rate").authority == "NHS England, service standards"
    assert programme.standard("missed_rate") is None


def test_missed_appointments_are_better_lower_and_wfis_are_contractual():
    assert shipped("NHS-TT").measure("missed_rate").better is Better.LOWER
    assert shipped("PLP").measure("wfis_total").boundary is Boundary.CONTRACTUAL
    assert shipped("PLP").measure("starts").boundary is Boundary.MONITORING_ONLY


def test_conversion_is_outcomes_over_starts_and_never_the_reverse():
    steps = {step.code: step for step in shipped("PLP").conversions}
    step = steps["starts_to_job_outcomes"]
    assert (step.numerator, step.denominator) == ("job_outcomes", "starts")


def test_an_expression_with_an_unknown_count_is_unknown():
    counts = pd.DataFrame({"a": [5.0, 5.0], "b": [2.0, None]})
    assert expression("a - b").over(counts).isna().tolist() == [False, True]
    assert expression("(a + b)").over(counts).iloc[0] == 7


@pytest.mark.parametrize("text", ["", "a * b", "a / b", "2 starts", "a -", "import os", "a - a"])
def test_an_expression_is_nothing_but_a_sum_or_difference_of_counts(text):
    with pytest.raises(ProgrammeError, match=r"sum or difference|twice"):
        expression(text)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"headline": "ends"}, "ends is no measure of it"),
        ({"journey": ["ends"]}, "ends is no measure of it"),
        (
            {
                "conversions": [
                    {"code": "c", "title": "t", "numerator": "starts", "denominator": "ends"}
                ]
            },
            "ends is no measure of it",
        ),
        ({"sources": ["rumour"]}, "rumour"),
        ({"colour": "blue"}, "colour"),
        ({"measures": smallest()["measures"] * 2}, "defined twice"),
        ({"measures": [*smallest()["measures"], rate("starts", "ends")]}, "not made of its counts"),
        ({"measures": [{"code": "starts"}]}, "better"),
    ],
)
def test_a_definition_that_contradicts_itself_is_refused_with_its_fault(changes, says):
    with pytest.raises(ProgrammeError, match=says):
        programme_from(smallest(**changes))


def test_a_definition_without_measures_is_refused_by_its_code():
    with pytest.raises(ProgrammeError, match="programme X is wrong"):
        programme_from({"code": "X"})


def test_a_programme_can_be_kept_in_a_cache():
    programme = shipped("NHS-TT")
    assert pickle.loads(pickle.dumps(programme)) == programme  # noqa: S301 - our own bytes


def test_a_count_is_made_of_itself():
    assert shipped("PLP").measure("starts").counts == ("starts",)


def test_a_programme_may_bring_defaults_of_its_own():
    programme = programme_from(smallest(parameters={"return_due_days": 90}))
    assert programme.parameters == {"return_due_days": "90"}
    assert shipped("PLP").parameters == {}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"return_by": "90"}, "There is no parameter 'return_by'"),
        ({"return_due_days": "soon"}, "return_due_days cannot be 'soon'"),
        ({"jo_share": "0.9"}, "add up to 140%, not 100%"),
    ],
)
def test_a_default_that_no_contract_could_be_given_refuses_the_definition(given, said):
    with pytest.raises(ProgrammeError, match=said):
        programme_from(smallest(parameters=given))


def test_a_published_series_is_of_measures_the_programme_has():
    series = {"title": "All", "district": "A", "document": "d", "indicators": {"starts": "a"}}
    assert programme_from(smallest(published=series)).published.rounded_to == 1
    with pytest.raises(ProgrammeError, match="ends is no measure of it"):
        programme_from(smallest(published=series | {"indicators": {"ends": "a"}}))


def test_every_count_of_the_talking_therapies_is_held_against_the_england_series():
    programme = shipped("NHS-TT")
    assert set(programme.published.indicators) == programme.counts
    assert (programme.published.rounded_to, programme.published.hidden_under) == (5, 5)
