"""A row that contradicts itself is held."""

from dataclasses import replace

import pytest

from monitoring.checks import Expectation, check
from monitoring.datasets import dataset
from monitoring.datasets.specification import RowRule
from tests.files import drawn_file


def rules(name, drawing):
    checked = check(dataset(name), drawn_file(drawing), Expectation())
    return [(problem.row, problem.rule, problem.value) for problem in checked.problems]


def test_an_arrangement_without_a_contract_is_neither_paid_nor_given_targets():
    assert rules(
        "arrangements",
        """
        contract | arrangement | starts_on  | partner | model      | has_targets | is_paid
        CPA-1    | P1          | 2008-04-01 | A       | sla        | no          | yes
        CPA-1    | P2          | 2008-04-01 | B       | informal   | yes         | no
        CPA-1    | P3          | 2008-04-01 | C       | end_to_end | yes         | yes
    """,
    ) == [(2, "sla_is_paid", "yes"), (3, "informal_has_targets", "yes")]


def test_an_arrangement_without_targets_has_no_share():
    assert rules(
        "arrangements",
        """
        contract | arrangement | starts_on | partner | model | has_targets | is_paid | outcome_share
        CPA-1    | P1 | 2008-04-01 | A       | specialist | no     | yes     | 0.2
    """,
    ) == [(2, "share_without_targets", "0.2")]


def test_a_deferral_says_when_it_is_looked_at_again():
    assert rules(
        "deferrals",
        """
        contract | client_ref | from_on    | reason  | review_on  | to_on
        CPA-1    | R-1        | 2009-04-27 | illness |            |
        CPA-1    | R-2        | 2009-04-27 | illness | 2009-05-27 |
        CPA-1    | R-3        | 2009-04-27 | illness |            | 2009-04-26
        CPA-1    | R-4        | 2009-04-27 | illness | never      |
    """,
    ) == [
        (2, "deferral_without_end", None),
        (4, "from_on_after_to_on", "2009-04-26"),
        (5, "not_a_date", "never"),
    ]


def test_a_complaint_is_not_answered_before_it_is_received():
    assert rules(
        "complaints",
        """
        contract | complaint_ref | received_on | channel | theme | kind      | replied_on
        CPA-1    | C-1           | 2009-02-02  | tppm    | staff | complaint | 2009-02-01
        CPA-1    | C-2           | 2009-02-02  | tppm    | staff | complaint | 2009-02-02
    """,
    ) == [(2, "received_on_after_replied_on", "2009-02-01")]


def test_a_set_named_after_a_kind_is_of_that_kind():
    assert rules(
        "profile_sets",
        """
        contract | set      | kind
        CPA-1    | original | informal
        CPA-1    | mine     | informal
    """,
    ) == [(2, "kind_of_set_original", "informal")]


def test_a_rejected_claim_is_not_paid():
    assert rules(
        "claims",
        """
        contract | client_ref | outcome | decision | paid_on
        CPA-1    | R-1        | JO      | rejected | 2009-07-10
        CPA-1    | R-2        | JO      | rejected |
        CPA-1    | R-3        | JO      |          | 2009-07-10
    """,
    ) == [(2, "rejected_but_paid", "2009-07-10")]


def test_no_more_forms_come_back_than_were_sent():
    assert rules(
        "feedback_exercises",
        """
        contract | exercise | month   | mode | sent | returned
        CPA-1    | spring   | 2009-04 | post | 400  | 401
    """,
    ) == [(2, "returned_above_sent", "401")]


def test_a_score_stands_on_its_scale():
    assert rules(
        "feedback",
        """
        contract | exercise | respondent_no | month   | satisfaction
        CPA-1    | spring   | 1             | 2009-04 | 6
    """,
    ) == [(2, "out_of_range", "6")]


@pytest.mark.parametrize(
    ("outcome", "resolved", "rule"),
    [
        ("upheld", "", ["outcome_undated"]),
        ("", "", []),
        ("upheld", "2009-02-13", []),
        ("upheld", "soon", ["not_a_date"]),
    ],
)
def test_a_column_may_be_needed_when_another_has_a_value(outcome, resolved, rule):
    needed = RowRule(
        "outcome_undated",
        "Say when it was resolved.",
        needed_when=("resolved_on", "outcome", "upheld"),
    )
    asking = replace(dataset("complaints"), rules=(needed,))
    table = drawn_file(f"""
        contract | complaint_ref | received_on | channel | theme | kind | outcome | resolved_on
        CPA-1    | C-1    | 2009-02-02 | tppm | staff | complaint | {outcome} | {resolved}
    """)
    assert [p.rule for p in check(asking, table, Expectation()).problems] == rule
