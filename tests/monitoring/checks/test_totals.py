"""A file holds what its sender says it holds, or it is refused."""

import pytest

from monitoring.checks import Expectation, check
from monitoring.datasets import dataset
from tests.files import drawn_file

RETURN = """
    contract | month   | measure      | client_category | value
    CPA-1    | 2009-04 | starts       | all             | 38
    CPA-1    | 2009-05 | starts       | all             | 62
    CPA-1    | 2009-05 | job_outcomes | all             |
"""


def rules(declared, drawing=RETURN, name="monthly_return"):
    checked = check(dataset(name), drawn_file(drawing, declared=declared), Expectation())
    return [(problem.column, problem.rule) for problem in checked.problems]


@pytest.mark.parametrize(
    "declared",
    [
        {},
        {"rows": "3"},
        {"Rows": "3", "starts": "100", "value": "100.0"},
        {"job_outcomes": "0"},
        {"Starts": " 100 "},
        {"rows": "3", "total:starts": "100"},
    ],
)
def test_totals_that_agree_say_nothing(declared):
    assert rules(declared) == []


@pytest.mark.parametrize(
    "declared",
    [{"rows": "4"}, {"starts": "101"}, {"value": "99"}, {"starts": "lots"}, {"stars": "100"}],
)
def test_a_total_that_disagrees_refuses_the_file(declared):
    assert rules(declared) == [(next(iter(declared)), "control_total")]


def test_both_figures_are_named_to_the_last_digit():
    table = drawn_file(RETURN.replace("62", "1234567"), declared={"starts": "1,234,606"})
    problem = check(dataset("monthly_return"), table, Expectation()).problems[0]
    assert "declares 1,234,606 for starts but holds 1,234,605." in problem.message
    assert problem.value == "1234605"


def test_pounds_are_added_as_pounds():
    drawing = """
        contract | arrangement | invoice_ref | due_on     | amount_gbp
        CPA-1    | P1          | 1           | 2009-05-30 | 0.10
        CPA-1    | P1          | 2           | 2009-05-30 | 0.20
    """
    assert rules({"amount_gbp": "0.30"}, drawing, "partner_payments") == []
    assert rules({"starts": "1"}, drawing, "partner_payments") == [("starts", "control_total")]


def test_a_total_over_cells_that_cannot_be_read_is_not_judged():
    drawing = RETURN.replace("62", "many")
    assert rules({"starts": "100"}, drawing) == [
        ("starts", "control_total_unchecked"),
        ("value", "not_a_number"),
    ]
