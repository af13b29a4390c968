"""What share is it, and how sure is that?

The only divisions of the product stand here. Unknown is not nought: a rate over nothing, or over
something unknown, is unknown.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd

from monitoring.parameters import ALL

FEWEST = int(ALL["minimum_denominator"].default)
"""Rates over fewer are shown as counts only (architecture section 8)."""

Z_95 = 1.959964
"""Standard normal deviate of a 95% interval."""


def rate(numerator: pd.Series[Any], denominator: pd.Series[Any]) -> pd.Series[Any]:
    """Give numerator over denominator, NaN where the denominator is 0 or either is unknown.

    Notes
    -----
    Source: requirements.md M01; house style, "unknown is not nought".
    """
    below = denominator.astype("float64")
    return numerator.astype("float64") / below.where(below != 0)


def share(numerator: float, denominator: float) -> float:
    """Give one rate, NaN where the denominator is 0 or either figure is unknown."""
    if denominator == 0 or math.isnan(denominator):
        return math.nan
    return numerator / denominator


def mean(values: pd.Series[Any]) -> float:
    """Give the plain mean of the figures that are known, NaN where none is."""
    known = values.dropna()
    return share(float(known.sum()), len(known))


def wilson(numerator: pd.Series[Any], denominator: pd.Series[Any], z: float = Z_95) -> pd.DataFrame:
    """Give the Wilson score interval of each rate.

    Parameters
    ----------
    numerator, denominator
        Counts of the same people: the first never above the second.
    z
        How many standard deviations the interval spans on each side.

    Returns
    -------
    Columns ``low`` and ``high`` (fractions, within 0 and 1; NaN where the rate is unknown or the
    numerator is above the denominator, which no interval of a proportion describes).

    Notes
    -----
    Source: field_anchors.md section 4, funnel and intervals, as coded in PHEindicatormethods.
    """
    x, n = numerator.astype("float64"), denominator.astype("float64")
    p = rate(x, n).where((x >= 0) & (x <= n))
    x = x.where(p.notna())
    spread = z * np.sqrt(z**2 + 4 * x * (1 - p))
    width = 2 * (n + z**2)
    low, high = rate(2 * x + z**2 - spread, width), rate(2 * x + z**2 + spread, width)
    return pd.DataFrame({"low": low.clip(0, 1), "high": high.clip(0, 1)})
