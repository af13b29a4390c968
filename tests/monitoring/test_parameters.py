"""Every rule of a contract is a dated parameter, and a wrong one is answered in words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring import parameters
from monitoring.parameters import ALL, ParameterError, Setting, contradictions, in_force, parse

APRIL = date(2009, 4, 1)
RAG = ("green", "amber", "red")


@pytest.mark.parametrize(
    ("code", "default"),
    [
        ("service_fee_share", 0.30),
        ("jo_share", 0.50),
        ("sjo_share", 0.20),
        ("contract_months", 36),
        ("jo_min_hours", 8),
        ("jo_window_days", 42),
        ("jo_per_referral_max", 1),
        ("sjo_rule", "13_of_26"),
        ("sjo_min_hours", 16),
        ("sjo_weeks", 13),
        ("sjo_window_weeks", 26),
        ("sjo_hours_test", "weekly"),
        ("sjo_anchor", "rolling"),
        ("sjo_gate", "jo_accepted"),
        ("start_event", "started_on"),
        ("wfi_required", {"mandatory": 5, "voluntary": 0}),
        ("wfi_interval_days", 28),
        ("wfi_anchor", "last_attended"),
        ("waiver_last_date", date(2008, 10, 26)),
        ("ppr_months_by_risk", {"high": 3}),
        ("cm_contact_months", 1),
        ("tppm_meeting_months", 1),
        ("partner_return_days", 7),
        ("case_review_days", 30),
        ("observation_days", 30),
        ("ineligible_start_counts", True),
        ("evidence_policy", "employer_only"),
        ("jo_variance_reason_below", 0.90),
        ("fta_followup_days", 7),
        ("complaint_reply_days", 10),
        ("referral_lag_limit_days", 28),
        ("minimum_denominator", 10),
        ("small_cell_limit", 5),
        ("swing_count", 50),
        ("swing_share", 0.25),
        ("referral_date_tolerance_days", 2),
        ("close_days", 20),
        ("release_days", 10),
        ("reconcile_from", "contract start"),
        ("return_due_days", 7),
        ("plmi_due_days", 7),
        ("lms_due_days", 7),
        ("payments_due_days", 20),
        ("reliability_grade", "B"),
        ("monitoring_basis", "original"),
        ("actual_origin", "returned_or_counted"),
        ("actual_stage", "reported"),
        ("on_profile_from", 0.95),
        ("below_from", 0.80),
    ],
)
def test_without_a_setting_the_default_of_the_register_stands(code, default):
    assert in_force([], code, APRIL) == default


@pytest.mark.parametrize("code", ALL)
def test_every_default_may_be_set_and_every_parameter_says_what_it_means(code):
    parse(code, ALL[code].default)
    assert ALL[code].sentence.endswith(".")
    assert ALL[code].source


@pytest.mark.parametrize(
    ("code", "text", "value"),
    [
        ("swing_share", "25%", 0.25),
        ("swing_share", " 0.25 ", 0.25),
        ("swing_share", "0", 0.0),
        ("jo_min_hours", "8.5", 8.5),
        ("ineligible_start_counts", "No", False),
        ("wfi_required", "mandatory = 6 ; voluntary=1", {"mandatory": 6, "voluntary": 1}),
        ("reconcile_from", "2009-02", date(2009, 2, 1)),
        ("target.recovery_rate", "52%", 0.52),
        ("readiness_bands.steps", "1=Green; 2 = amber;3=red", dict(zip("123", RAG, strict=True))),
    ],
)
def test_a_value_is_read_as_a_person_types_it(code, text, value):
    assert parse(code, text) == value


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("swing_share", "1.25"),
        ("swing_share", "-1%"),
        ("swing_share", "a quarter"),
        ("swing_share", "NaN"),
        ("jo_min_hours", "-1"),
        ("jo_min_hours", "Infinity"),
        ("jo_min_hours", "x"),
        ("jo_min_hours", "1e400"),
        ("swing_count", "2.5"),
        ("swing_count", "9" * 5000),
        ("swing_count", "\u0662"),
        ("contract_months", "0"),
        ("sjo_rule", "12_of_26"),
        ("jo_per_referral_max", "2"),
        ("waiver_last_date", "26/10/2008"),
        ("waiver_last_date", "2008-02-30"),
        ("reconcile_from", "Feb 2009"),
        ("ineligible_start_counts", "perhaps"),
        ("wfi_required", "five"),
        ("wfi_required", "mandatory=five"),
        ("wfi_required", "mandatory=5; mandatory=6"),
        ("readiness_bands.steps", "1=blue"),
        ("readiness_bands.steps", "1"),
        ("readiness_bands.steps", "=green"),
        ("readiness_bands.steps", "1=green; 1=red"),
        ("sjo_rule", ""),
    ],
)
def test_a_value_it_cannot_hold_is_refused_with_what_it_may_hold(code, text):
    with pytest.raises(ParameterError) as error:
        parse(code, text)
    assert str(error.value).startswith(f"{code} cannot be '{text}': it is ")


def test_an_unknown_parameter_is_refused_with_the_list():
    with pytest.raises(ParameterError, match=r"no parameter 'swing'.*swing_count"):
        parse("swing", "1")


def test_a_month_is_judged_by_the_parameter_then_in_force():
    settings = [
        Setting("swing_count", "20", APRIL),
        Setting("swing_count", "30", date(2010, 4, 1)),
        Setting("swing_share", "0.5", date(2008, 1, 1)),
    ]
    assert in_force(settings, "swing_count", date(2009, 3, 31)) == 50
    assert in_force(settings, "swing_count", APRIL) == 20
    assert in_force(reversed(settings), "swing_count", date(2012, 1, 1)) == 30


def test_of_two_settings_from_the_same_day_the_later_given_stands():
    settings = [Setting("swing_count", "20", APRIL), Setting("swing_count", "25", APRIL)]
    assert in_force(settings, "swing_count", APRIL) == 25


def test_a_scheme_means_nothing_until_somebody_maps_it_and_what_it_says_is_named():
    with pytest.raises(ParameterError, match="no default"):
        in_force([], "readiness_bands.steps", APRIL)
    assert parameters.parameter("readiness_bands.one to five").sentence == (
        "The band each code of the readiness scheme one to five means."
    )
    with pytest.raises(ParameterError, match=r"no parameter 'readiness_bands\.'"):
        parameters.parameter("readiness_bands.")


def test_a_target_has_no_default():
    with pytest.raises(ParameterError, match="no default"):
        in_force([], "target.recovery_rate", APRIL)


def test_a_split_of_105_per_cent_is_refused():
    said = contradictions({"service_fee_share": 0.30, "jo_share": 0.50, "sjo_share": 0.25})
    assert len(said) == 1
    assert "add up to 105%" in said[0]


def test_the_default_split_and_bands_stand_together():
    assert contradictions({code: in_force([], code, APRIL) for code in ALL}) == []


def test_bands_the_wrong_way_round_are_said():
    assert contradictions({"on_profile_from": 0.8, "below_from": 0.9}) != []


@given(st.text(max_size=12), st.sampled_from(sorted(ALL)))
def test_no_text_breaks_the_reading_of_a_parameter(text, code):
    try:
        parse(code, text)
    except ParameterError as error:
        assert parameters.parameter(code).allowed in str(error)  # noqa: PT017 - either is right


def test_a_contracts_own_setting_comes_before_its_programmes_default_and_that_before_ours():
    programme = {"return_due_days": "90"}
    own = [Setting("return_due_days", "14", APRIL)]
    assert in_force([], "return_due_days", APRIL) == 7
    assert in_force([], "return_due_days", APRIL, programme) == 90
    assert in_force(own, "return_due_days", APRIL, programme) == 14
    assert in_force(own, "return_due_days", date(2009, 3, 31), programme) == 90
    assert in_force([], "close_days", APRIL, programme) == 20


AFTER = "default of this product, after DWP Research Report 638"


@pytest.mark.parametrize(
    ("code", "whose"),
    [
        ("jo_share", f"{AFTER}, \N{SECTION SIGN}1.1.2"),
        ("wfi_interval_days", AFTER),
        ("close_days", "default of this product"),
        ("complaint_reply_days", "default of this product, to be confirmed"),
    ],
)
def test_whose_default_stands_is_said_in_words(code, whose):
    assert ALL[code].whose == whose
