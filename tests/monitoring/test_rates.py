"""The one division: unknown is not nought."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.rates import mean, rate, share, wilson


def test_a_rate_over_nothing_or_over_something_unknown_is_unknown():
    rates = rate(pd.Series([1, 0, 3, None]), pd.Series([0, 4, None, 4]))
    assert rates.isna().tolist() == [True, False, True, True]
    assert rates.iloc[1] == 0


@pytest.mark.parametrize(("above", "below"), [(1, 0), (1, math.nan), (math.nan, 4)])
def test_one_share_is_unknown_in_the_same_cases(above, below):
    assert math.isnan(share(above, below))


def test_a_share_is_a_fraction():
    assert share(178, 300) == pytest.approx(0.593333, abs=1e-6)


def test_a_mean_leaves_out_what_is_unknown_and_is_unknown_when_all_is():
    assert mean(pd.Series([38.0, math.nan, 80.0])) == (38 + 80) / 2
    assert math.isnan(mean(pd.Series([math.nan])))


def test_the_interval_is_wilsons():
    # 8 of 20 with z = 1.96: the worked example of every textbook, 0.219 to 0.613
    interval = wilson(pd.Series([8]), pd.Series([20]))
    assert interval["low"].iloc[0] == pytest.approx(0.219, abs=5e-4)
    assert interval["high"].iloc[0] == pytest.approx(0.613, abs=5e-4)


def test_no_interval_is_given_where_the_part_is_above_the_whole():
    assert wilson(pd.Series([5]), pd.Series([4])).isna().all(axis=None)


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_the_interval_holds_its_rate_and_stays_within_nought_and_one(part, rest):
    whole = part + rest
    interval = wilson(pd.Series([part]), pd.Series([whole])).iloc[0]
    slack = 1e-9  # of rounding in the last place
    assert 0 <= interval["low"] <= part / whole + slack
    assert part / whole - slack <= interval["high"] <= 1
