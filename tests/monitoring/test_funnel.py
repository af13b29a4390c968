"""Are units told apart only beyond chance? The limits are held against PHEindicatormethods.

Its test data for proportions (commit 093fd28) gives, about a rate of 80.642448%, the limits of a
population of 4 as 41.923356 and 100, and for 99.8% 19.594903; facts, of which no code is needed.
"""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.frames import FrameError
from monitoring.funnel import Outside, curve, dispersion, funnel, limits, worse
from monitoring.programmes import Better


def units(*pairs):
    return pd.DataFrame(
        [(f"U{at}", *pair) for at, pair in enumerate(pairs)],
        columns=["unit", "numerator", "denominator"],
    )


FIVE = units((20, 100), (22, 100), (18, 100), (21, 100), (19, 100))


def test_the_limits_are_those_of_the_reference_tool():
    told = limits(0.80642448, pd.Series([1.0, 4.0]), 1.0)
    given = {name: 100 * values.to_numpy() for name, values in told.items()}
    assert given["lower_95"] == pytest.approx([3.204264, 41.923356], abs=1e-5)
    assert given["lower_998"] == pytest.approx([0, 19.594903], abs=1e-5)
    assert list(given["upper_95"]) == list(given["upper_998"]) == [100, 100]


def test_the_lines_drawn_are_the_same_limits():
    lines = curve(0.2, 1.5, 1000)
    assert list(lines["denominator"].iloc[[0, -1]]) == pytest.approx([10, 1000])
    assert lines["lower_95"].iloc[-1] == pytest.approx(0.2 - 1.959964 * (1.5 * 0.16 / 1000) ** 0.5)


def test_limits_by_hand():
    made = funnel(FIVE)
    around = 1.959964 * (0.2 * 0.8 / 100) ** 0.5
    assert (made.rate, made.spread, made.drawn) == (0.2, 1.0, True)
    assert made.units["lower_95"].to_numpy() == pytest.approx([0.2 - around] * 5)
    assert made.units["upper_998"].iloc[0] == pytest.approx(0.2 + around * 3.090232 / 1.959964)
    assert set(made.units["signal"]) == {Outside.WITHIN}


def test_units_outside_are_told_by_how_far():
    pairs = [(200, 1000)] * 20 + [(230, 1000), (260, 1000), (170, 1000), (140, 1000)]
    made = funnel(units(*pairs))
    assert made.spread == 1.0
    assert list(made.units["signal"].iloc[-4:]) == [
        Outside.HIGH, Outside.VERY_HIGH, Outside.LOW, Outside.VERY_LOW,
    ]  # fmt: skip


def test_units_that_differ_among_themselves_widen_the_limits():
    pairs = [(100 + 10 * step, 1000) for step in range(21)]  # 10% to 30%
    made = funnel(units(*pairs))
    alone = 1.959964 * (0.2 * 0.8 / 1000) ** 0.5
    assert made.spread > 1
    reach = made.units["upper_95"].iloc[0] - 0.2
    assert reach == pytest.approx(alone * made.spread**0.5)


def test_the_outermost_tenths_are_drawn_in():
    scores = pd.Series([-10.0, *[0.0] * 18, 10.0])
    assert dispersion(scores) == 0.0
    assert dispersion(pd.Series(dtype=float)) == 1.0


def test_under_five_units_no_limit_is_drawn():
    made = funnel(FIVE.iloc[:4])
    assert not made.drawn
    assert set(made.units["signal"]) == {Outside.FEW}


def test_a_unit_of_fewer_than_ten_has_no_rate_and_counts_for_nobody():
    tiny = pd.DataFrame({"unit": ["S"], "numerator": [9], "denominator": [9]})
    made = funnel(pd.concat([FIVE, tiny]))
    small = made.units.iloc[-1]
    assert np.isnan(small["rate"])
    assert small["signal"] == Outside.FEW
    assert made.rate == 0.2


def test_where_nobody_succeeds_there_are_no_limits():
    made = funnel(units(*[(0, 100)] * 6))
    assert (made.rate, made.drawn) == (0, False)


def test_a_unit_twice_is_a_fault_of_ours():
    with pytest.raises(FrameError):
        funnel(pd.concat([FIVE, FIVE]))


def test_which_side_is_worse_depends_on_the_measure():
    assert worse(Outside.LOW, Better.HIGHER)
    assert not worse(Outside.VERY_HIGH, Better.HIGHER)
    assert worse(Outside.HIGH, Better.LOWER)
    assert worse(Outside.WITHIN, Better.HIGHER) is None
    assert worse(Outside.LOW, Better.NEITHER) is None


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(50, 400)), min_size=5, max_size=30))
def test_limits_hold_the_common_rate_and_the_wider_hold_the_narrower(pairs):
    made = funnel(units(*pairs))
    if made.drawn:
        rows = made.units
        assert (rows["lower_998"] <= rows["lower_95"]).all()
        assert (rows["lower_95"] <= made.rate).all()
        assert (rows["upper_95"] <= rows["upper_998"]).all()
        total = rows["numerator"].sum() / rows["denominator"].sum()
        assert made.rate == pytest.approx(total)
