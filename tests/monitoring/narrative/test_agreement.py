"""A reader is told whether the sums agree, and where they do not, what rounding can account for."""

import pandas as pd
import pytest

from monitoring.narrative import agreement_finding, part_of_all, rounding_note
from monitoring.programmes import PublishedSeries

ROUNDED = PublishedSeries("England series", "England", "a file", {}, rounded_to=5, hidden_under=5)
EXACT = PublishedSeries("England series", "England", "a file", {})
ROW = {
    "months": 39,
    "months_agreeing": 39,
    "months_explained": 39,
    "difference": -218.0,
    "difference_share": -0.00004,
    "widest": 0.0008,
    "agrees": True,
}
ROUNDING = (
    "A contract's own figures are rounded to 5 and left out where under 5; "
    "no difference is larger than that alone can make it."
)


AGREES = "the sum agrees with the England series to 0.1%"
DOES_NOT = "the sum does not agree with the England series to 0.1%"
APART = "the month furthest apart differs by"
NEVER = {"months_agreeing": 0, "agrees": False}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, f"{AGREES} in all 39 months; {APART} 0.1%."),
        (
            {"months": 1, "months_agreeing": 1, "months_explained": 1},
            f"{AGREES} in the one month there is; {APART} 0.1%.",
        ),
        (
            {"months_agreeing": 29, "widest": 0.0025},
            f"{AGREES} over all months together and in 29 of 39 months; {APART} 0.2%.",
        ),
        (
            NEVER | {"difference_share": -0.021},
            f"{DOES_NOT}; over all months it is 2.1% below it.",
        ),
        (
            NEVER | {"difference": 9, "difference_share": 0.021},
            f"{DOES_NOT}; over all months it is 2.1% above it.",
        ),
    ],
)
def test_the_verdict_says_how_many_months_agree_and_how_far_the_worst_lies(changes, said):
    assert agreement_finding(ROW | changes, "Referrals", ROUNDED) == f"Referrals: {said}"


def test_what_rounding_makes_possible_is_said_once_for_all_measures():
    assert rounding_note(pd.DataFrame([ROW, ROW]), ROUNDED) == ROUNDING


@pytest.mark.parametrize(
    ("explained", "said"), [(38, "1 difference is larger"), (37, "2 differences are larger")]
)
def test_a_difference_that_rounding_cannot_make_is_said_to_be_one(explained, said):
    note = rounding_note(pd.DataFrame([ROW, ROW | {"months_explained": explained}]), ROUNDED)
    assert note.endswith(f"under 5; {said} than that alone can make it.")


def test_figures_published_as_they_are_need_no_excuse():
    assert rounding_note(pd.DataFrame([ROW]), EXACT) == ""


def test_who_sees_a_part_is_told_so_and_what_part_of_the_whole_it_is():
    months = pd.DataFrame({"month": [pd.Timestamp("2024-03-01")], "sum": [250.0]})
    told = part_of_all(months.assign(published=1000.0), "Referrals", 37, ROUNDED)
    assert told == (
        "You see 37 contracts of this programme, not all of them: in March 2024 their referrals "
        "come to 250 of the 1,000 in the England series (25.0%), and whether all contracts add up "
        "to it cannot be told from here."
    )
    nothing = part_of_all(months.assign(published=float("nan")), "Referrals", 1, ROUNDED)
    assert nothing == (
        "You see 1 contract of this programme, not all of them, so their sum cannot be held "
        "against the England series."
    )
