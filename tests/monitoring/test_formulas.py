"""A formula with the rules in force in place of their codes."""

from monitoring.formulas import by_default, worded
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
