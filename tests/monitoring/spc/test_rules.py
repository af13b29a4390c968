"""Does each rule find what it should and nothing else? Cases shared with NHSRplotthedots."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.programmes import Better
from monitoring.spc.limits import Limits
from monitoring.spc.rules import HIGH, Point, Signal, point, signals


def found(values, mean=0.0, spread=3.0):
    values = np.array(values, dtype=float)
    ones = np.ones(len(values))
    return signals(values, Limits(ones * mean, ones * spread))


def where(signal, values, **limits):
    return [at for at, each in enumerate(found(values, **limits)) if signal in each]


def test_a_point_outside_its_limits():
    assert where(Signal.ABOVE, [0, 3, 3.1]) == [2]
    assert where(Signal.BELOW, [0, -3, -3.1]) == [2]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([1, 2, 3, 4, 5, 6], []),
        ([1, 2, 3, 3, 4, 5, 6], []),  # level for one step
        ([1, 2, 3, 4, 5, 6, 7], [0, 1, 2, 3, 4, 5, 6]),
        ([2, 1, 2, 3, 4, 5, 6, 7, 3], [1, 2, 3, 4, 5, 6, 7]),
    ],
)
def test_seven_that_rise_or_fall(values, expected):
    assert where(Signal.RISING, values, spread=100) == expected
    assert where(Signal.FALLING, [-each for each in values], spread=100) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([1] * 6, []),
        ([1] * 6 + [-1], []),
        ([1] * 6 + [0], []),  # on the mean is on neither side
        ([1] * 8 + [-1], [0, 1, 2, 3, 4, 5, 6, 7]),
    ],
)
def test_seven_on_one_side_of_the_mean(values, expected):
    assert where(Signal.RUN_HIGH, values) == expected
    assert where(Signal.RUN_LOW, [-each for each in values]) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([2.5, 2.5, 0.5], [0, 1]),
        ([2.5, 0.5, 2.5], [0, 2]),
        ([2.5, 2.5, -0.5], []),  # the third lies on the other side
        ([2.5, -2.5, 2.5], []),
        ([2.0, 2.0, 2.0], []),  # on the near limit is not beyond it
        ([2.5, 3.5, 0.5], []),  # outside the limits is not near them
        ([2.5, 2.5], []),
    ],
)
def test_two_of_three_near_a_limit(values, expected):
    assert where(Signal.TWO_HIGH, values) == expected
    assert where(Signal.TWO_LOW, [-each for each in values]) == expected


def test_two_points_near_opposite_limits_are_common_as_in_the_reference_tool():
    values = [1.0, -1.0] * 7 + [5.5, -5.5]
    mean, spread = 0.0, 2.66 * np.mean([2.0] * 13 + [6.5])  # the range of 11 is screened out
    assert found(values, mean, spread)[-2:] == [(), ()]


def test_a_point_reads_by_its_first_signal_and_by_which_way_is_better():
    assert point([Signal.ABOVE, Signal.RUN_LOW], Better.HIGHER) is Point.IMPROVEMENT
    assert point([Signal.FALLING], Better.HIGHER) is Point.CONCERN
    assert point([Signal.FALLING], Better.LOWER) is Point.IMPROVEMENT
    assert point([Signal.TWO_HIGH], Better.NEITHER) is Point.HIGH
    assert point([Signal.TWO_LOW], Better.NEITHER) is Point.LOW
    assert point([], Better.LOWER) is Point.COMMON


def test_a_rate_that_never_moves_lies_on_its_mean_and_not_a_hair_above():
    values = [0.6] * 10
    assert found(values, mean=sum(values) / 10, spread=0.0) == [()] * 10


def test_limits_that_are_not_known_signal_nothing_but_trends():
    values = np.arange(8.0)
    unknown = np.full(8, np.nan)
    told = {each for found in signals(values, Limits(unknown, unknown)) for each in found}
    assert told == {Signal.RISING}


@given(st.lists(st.integers(-5, 5), max_size=30))
def test_turned_over_every_high_signal_becomes_the_low_one_of_its_rule(values):
    order = list(Signal)
    pair = {one: order[at ^ 1] for at, one in enumerate(order)}
    turned = [tuple(sorted((pair[one] for one in each), key=order.index)) for each in found(values)]
    assert found([-each for each in values]) == turned
    assert {pair[one] in HIGH for one in HIGH} == {False}
