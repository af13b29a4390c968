"""What other records say of a client explains why one of the two is missing, in a stated order."""

import pytest

from tests.monitoring.reconciliation.drawing import NOBODY, classes, compared

REFERRED = """
    client_id | on
    1         | 2009-03-10
"""


def told(*rows):
    return "client_id | kind | on | source | told\n" + "\n".join(rows)


EXIT = "1 | exit | 2009-04-10 | bdc | ineligible_after_wca"
DEFERRAL = "1 | deferral | 2009-04-10 | provider_mi | illness"
THERE = "1 | right_elsewhere | 2009-03-10 | | CPA-2"


@pytest.mark.parametrize(
    ("rows", "difference"),
    [
        ([EXIT], "ineligible_exit"),
        ([DEFERRAL], "deferral"),
        ([THERE], "wrong_contract"),
        ([DEFERRAL, EXIT], "ineligible_exit"),
        ([EXIT, THERE, DEFERRAL], "wrong_contract"),
        (["2 | exit | 2009-04-10 | bdc | ineligible_after_wca"], "left_only"),  # somebody else
        (["1 | exit | 2009-04-10 | bdc | left_benefit"], "left_only"),
        (["1 | exit | 2009-05-19 | bdc | ineligible_after_wca"], "ineligible_exit"),  # 70 days
        (["1 | exit | 2009-05-20 | bdc | ineligible_after_wca"], "left_only"),
        (["1 | exit | 2009-03-09 | bdc | ineligible_after_wca"], "left_only"),  # before it
        (["1 | left_elsewhere | 2009-03-10 | | CPA-2"], "left_only"),  # a referral there too
    ],
)
def test_a_referral_without_a_start_is_explained_by_the_first_that_fits(rows, difference):
    found = compared(REFERRED, NOBODY, told(*rows))
    assert classes(found) == [(1, "2009-03-10", difference)]
    assert (found["evidence_at"][0] >= 0) == (difference != "left_only")


def test_a_start_without_a_referral_is_explained_by_the_referral_under_another_contract():
    rows = told("1 | left_elsewhere | 2009-03-12 | | CPA-2", EXIT, DEFERRAL, THERE)
    assert classes(compared(NOBODY, REFERRED, rows)) == [(1, "2009-03-10", "wrong_contract")]


def test_of_several_rows_elsewhere_the_nearest_is_named():
    rows = [f"1 | right_elsewhere | 2009-03-{day} | | CPA-{day}" for day in ("14", "07")]
    assert compared(REFERRED, NOBODY, told(*rows))["evidence_at"][0] == 1


def test_what_followed_another_referral_explains_nothing():
    left = """
    client_id | on
    1         | 2009-03-10
    1         | 2009-04-09
    """
    right = """
    client_id | on
    1         | 2009-04-09
    """
    rows = compared(left, right, told(EXIT))
    assert classes(rows)[0] == (1, "2009-03-10", "left_only")


def test_a_pair_needs_no_explanation():
    assert classes(compared(REFERRED, REFERRED, told(EXIT, DEFERRAL, THERE))) == [
        (1, "2009-03-10", "agrees")
    ]
