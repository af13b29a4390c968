"""Between which limits do the months of a series lie, if nothing changes?

Three charts: XmR for counts and for rates of steady denominators, p for shares of people and u for
events on a denominator that moves. Source: field_anchors.md section 4; the widening of p and u
charts where months differ by more than chance is Laney's (2002).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

D2 = 1.128  # mean range of two standard normal values
XMR_LIMIT = 2.66  # 3 / d2
SIGMAS = 3.0  # of p and u charts
NEAR = 2 / 3  # of the way to a limit
SCREENED_FROM = 3.267  # times the mean moving range: such a range tells of an event, not of noise
STEADY_WITHIN = 0.25  # of their mean: denominators that lie so are steady
TRIAL_UNDER = 13  # points: limits from fewer are trial limits
FIXED_AFTER = 24  # points, a default of this product: limits then stay until they are begun anew


class Chart(StrEnum):
    """Which chart a series is drawn as."""

    XMR = "XmR"
    P = "p"
    U = "u"


@dataclass(frozen=True, slots=True)
class Series:
    """One stretch of months: their ordinals, values and, of a rate, its two counts."""

    months: NDArray[np.int64]
    figures: Floats
    numerators: Floats
    denominators: Floats

    def only(self, kept: Flags) -> Series:
        """Give some of its months."""
        return Series(
            self.months[kept], self.figures[kept], self.numerators[kept], self.denominators[kept]
        )


@dataclass(frozen=True, slots=True)
class Limits:
    """The mean and the limits of each month of a stretch; NaN where there are too few to tell."""

    mean: Floats
    spread: Floats  # from the mean to a limit

    @property
    def lower(self) -> Floats:
        """Give the lower limit; before it is cut off at nought."""
        return self.mean - self.spread

    @property
    def upper(self) -> Floats:
        """Give the upper limit."""
        return self.mean + self.spread


def chart_for(numerators: Floats, denominators: Floats) -> Chart:
    """Give the chart a series is drawn as, by the denominators of its months (NaN for a count)."""
    known = ~np.isnan(denominators) & ~np.isnan(numerators)
    below = denominators[known]
    if not below.size or np.all(np.abs(below - below.mean()) <= STEADY_WITHIN * below.mean()):
        return Chart.XMR
    return Chart.P if np.all(numerators[known] <= below) else Chart.U


def limits(series: Series, base: Series, chart: Chart) -> Limits:
    """Give the limits of every month of a stretch, worked out from its base months."""
    if chart is Chart.XMR:
        return _xmr(series, base)
    return _rated(series, base, chart)


def _xmr(series: Series, base: Series) -> Limits:
    spread = XMR_LIMIT * mean_range(base.months, base.figures)
    ones = np.ones(len(series.figures))
    return Limits(ones * _mean(base.figures), ones * spread)


def _rated(series: Series, base: Series, chart: Chart) -> Limits:
    total = base.denominators.sum()
    centre = base.numerators.sum() / total if total else np.nan
    noise = centre * (1 - centre) if chart is Chart.P else centre
    if np.isnan(noise) or noise <= 0:  # nobody, or everybody, in every month: nothing to judge by
        nothing = np.full(len(series.figures), np.nan)
        return Limits(nothing + centre, nothing)
    apart = (base.figures - centre) / np.sqrt(noise / base.denominators)
    wider = max(1.0, np.nan_to_num(mean_range(base.months, apart) / D2))
    sigma = np.sqrt(noise / np.where(series.denominators > 0, series.denominators, np.nan))
    return Limits(np.full(len(series.figures), centre), SIGMAS * wider * sigma)


def mean_range(months: NDArray[np.int64], values: Floats) -> float:
    """Give the mean moving range between months that follow each other, outlying ranges left out.

    A month that is missing breaks the chain: no range spans it.
    """
    ranges = np.abs(np.diff(values))[np.diff(months) == 1]
    if not ranges.size:
        return float("nan")
    kept = ranges[ranges < SCREENED_FROM * ranges.mean()]
    return float(kept.mean()) if kept.size else 0.0


def _mean(values: Floats) -> float:
    return float(values.mean()) if values.size else float("nan")
