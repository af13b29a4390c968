"""Do the limits agree with what NHSRplotthedots gives, and with tables small enough to check?

The twenty values and their limits are those of its own test of standard calculations (commit
050b07d; the first twenty draws of R's generator from seed 123): facts, of which none of its code
is needed.
"""

import numpy as np
import pytest

from monitoring.spc.limits import Chart, Series, chart_for, limits, mean_range

TWENTY = np.array([
    -0.56047565, -0.23017749, 1.55870831, 0.07050839, 0.12928774, 1.71506499, 0.46091621,
    -1.26506123, -0.68685285, -0.44566197, 1.22408180, 0.35981383, 0.40077145, 0.11068272,
    -0.55584113, 1.78691314, 0.49785048, -1.96661716, 0.70135590, -0.47279141,
])  # fmt: skip
UNKNOWN = np.full(20, np.nan)


def counts(values, months=None):
    values = np.array(values, dtype=float)
    months = np.arange(len(values)) if months is None else np.array(months)
    nothing = np.full(len(values), np.nan)
    return Series(months, values, nothing, nothing)


def rates(numerators, denominators):
    numerators, denominators = np.array(numerators, float), np.array(denominators, float)
    return Series(np.arange(len(numerators)), numerators / denominators, numerators, denominators)


def of_xmr(values, months=None):
    series = counts(values, months)
    made = limits(series, series, Chart.XMR)
    return made.mean[0], made.lower[0], made.upper[0]


def test_xmr_limits_are_those_of_the_reference_tool():
    assert of_xmr(TWENTY) == pytest.approx((0.1416238, -3.01138, 3.294627), abs=1e-5)


def test_a_range_that_tells_of_an_event_is_left_out_as_in_the_reference_tool():
    struck = TWENTY.copy()
    struck[14] = 10
    assert of_xmr(struck) == pytest.approx((0.6694159, -2.383666, 3.722497), abs=1e-5)


def test_xmr_limits_by_hand():
    mean, lower, upper = of_xmr([10, 14, 12, 16])  # ranges 4, 2, 4: mean 10/3
    assert mean == 13
    assert (lower, upper) == pytest.approx((13 - 2.66 * 10 / 3, 13 + 2.66 * 10 / 3))


def test_no_range_spans_a_month_that_is_missing():
    assert mean_range(np.array([1, 2, 4, 5]), np.array([10.0, 12.0, 50.0, 52.0])) == 2


@pytest.mark.parametrize("values", [[], [5]])
def test_one_point_has_no_limits(values):
    assert np.isnan(mean_range(np.arange(len(values)), np.array(values, dtype=float)))


def test_months_that_never_differ_have_limits_at_their_mean():
    assert of_xmr([7, 7, 7]) == (7, 7, 7)


def test_p_limits_by_hand():
    series = rates([20, 30, 25], [100, 150, 125])  # 75 of 375 = 0.2 in every month
    made = limits(series, series, Chart.P)
    assert made.mean == pytest.approx([0.2] * 3)
    spread = [3 * (0.2 * 0.8 / n) ** 0.5 for n in (100, 150, 125)]
    assert made.spread == pytest.approx(spread)


def test_u_limits_by_hand():
    series = rates([120, 180, 150], [100, 150, 125])  # 450 in 375 = 1.2
    made = limits(series, series, Chart.U)
    assert made.spread == pytest.approx([3 * (1.2 / n) ** 0.5 for n in (100, 150, 125)])


def test_months_that_differ_by_more_than_chance_have_wider_limits():
    series = rates([1000, 3000, 1000, 3000], [10_000, 10_000, 10_000, 10_000])
    made = limits(series, series, Chart.P)
    centre, sigma = 0.2, (0.2 * 0.8 / 10_000) ** 0.5
    wider = (0.2 / sigma) / 1.128  # every range is 0.2, in standard deviations
    assert made.mean[0] == pytest.approx(centre)
    assert made.spread[0] == pytest.approx(3 * wider * sigma)


@pytest.mark.parametrize("numerators", [[0, 0, 0], [10, 10, 10]])
def test_nobody_or_everybody_gives_no_limits(numerators):
    series = rates(numerators, [10, 10, 10])
    assert np.isnan(limits(series, series, Chart.P).spread).all()


@pytest.mark.parametrize(
    ("numerators", "denominators", "chart"),
    [
        ([np.nan, np.nan], [np.nan, np.nan], Chart.XMR),  # a count
        ([30, 40], [100, 140], Chart.XMR),  # within 25% of 120
        ([30, 40], [100, 200], Chart.P),
        ([30, 240], [100, 200], Chart.U),  # more events than people
    ],
)
def test_the_chart_follows_the_denominators(numerators, denominators, chart):
    assert chart_for(np.array(numerators, float), np.array(denominators, float)) is chart
