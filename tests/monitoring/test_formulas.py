"""A formula with the rules in force in place of their codes."""

from monitoring.definitions import panel
from monitoring.formulas import by_default, counted_by, counted_from, in_words, worded
from tests.monitoring.test_programmes import shipped


def test_a_rules_value_stands_in_place_of_its_code():
    said = worded("within jo_window_days of leaving", {"jo_window_days": "42"}.get)
    assert said == "within 42 days of leaving"


def test_a_code_that_is_no_parameter_is_left_as_it_is():
    assert worded("courses_finished - not_at_caseness", by_default) == (
        "courses_finished - not_at_caseness"
    )


def test_no_formula_of_the_shipped_programmes_shows_a_parameters_code():
    measures = [each for code in ("PLP", "NHS-TT", "MOJ-CRS") for each in shipped(code).measures]
    said = [worded(each.formula, by_default) for each in measures]
    assert [text for text in said if "jo_" in text or "_days" in text] == []


def test_no_panel_of_a_measure_shows_a_code():
    codes = [
        (measure.code, heading, text)
        for code in ("PLP", "NHS-TT", "MOJ-CRS")
        for measure in shipped(code).measures
        for heading, text in [
            *panel(shipped(code), measure),
            ("from", counted_from(measure)),
            ("by", counted_by(measure)),
        ]
        if "_" in text
    ]
    assert codes == []


def test_a_formula_reads_as_a_sentence_would():
    plp, nhs = shipped("PLP"), shipped("NHS-TT")
    said = {
        code: in_words(plp, plp.measure(code))
        for code in ("fta_rate", "wfis_total", "sustained_job_outcomes")
    }
    assert said["fta_rate"] == (
        "failed to attend divided by (work focused interviews plus failed to attend)"
    )
    assert said["wfis_total"].startswith(
        "work focused interview 1 plus work focused interview 2 plus"
    )
    assert said["sustained_job_outcomes"].endswith("16 hours a week in 13 weeks of 26 weeks")
    assert in_words(nhs, nhs.measure("within_6_weeks_rate")) == (
        "treated within 6 weeks divided by courses finished"
    )


def test_what_gives_a_row_its_month_is_said_by_what_the_day_means():
    plp = shipped("PLP")
    assert counted_by(plp.measure("referrals")) == "the day the Jobcentre referred the client"
    assert counted_by(plp.measure("starts")) == (
        "the day the client started, or the first interview attended where the contract's rule "
        "(which event makes a start) says so"
    )
    assert counted_from(plp.measure("caseload")) == "starts and exits"
