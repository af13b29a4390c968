"""Is a target review suggested by a rule with its numbers, and only then?"""

from __future__ import annotations

from datetime import date

import pandas as pd

from monitoring import profiles, run_rates, target_review
from monitoring.parameters import ALL
from monitoring.periods import add_months
from monitoring.target_review import Limits

LIMITS = Limits(
    months=int(ALL["target_review_months"].default),
    below=float(ALL["target_review_below"].default),
    above=float(ALL["target_review_above"].default),
    times=float(ALL["target_review_times"].default),
)
FIRST = date(2009, 1, 1)
LENGTH = 12


def prompts(*actual, profile=100):
    """Give the prompts of a contract of a year with the same profile each month."""
    every = [pd.Timestamp(add_months(FIRST, place)) for place in range(LENGTH)]
    asked = pd.DataFrame({"month": every, "profile": profile})
    done = pd.DataFrame({"month": every[: len(actual)], "actual": [float(each) for each in actual]})
    months = profiles.against_profile(asked, done)
    needed = run_rates.run_rate_needed(months, add_months(FIRST, LENGTH - 1))
    return target_review.prompts(months, needed, LIMITS)


def test_six_months_in_a_row_far_below_suggest_a_review():
    first, *_ = prompts(90, *[70] * 6)
    assert first.startswith("6 months in a row, since February 2009, were under 75.0% of profile")


def test_five_months_or_a_month_between_do_not():
    assert not any("in a row, since" in said for said in prompts(*[70] * 5))
    assert not any("in a row, since" in said for said in prompts(*[70] * 5, 75, *[70] * 5))


def test_a_target_that_is_far_too_easy_suggests_one_too():
    [said] = prompts(*[130] * 6)
    assert "over 125.0% of profile" in said


def test_a_target_out_of_reach_suggests_one():
    # 1,200 less 150 over 9 months is 116.7 a month, and the best three months brought 50
    [said] = prompts(50, 50, 50)
    assert "9 months left would have to bring 117; the best 3 months in a row brought 50" in said


def test_on_profile_or_without_a_figure_nothing_is_suggested():
    assert prompts(*[100] * 8) == []
    assert prompts() == []
