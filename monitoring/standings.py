"""How is it doing, in words: on profile, below, well below, no target or unknown?

The bands are contract parameters (``on_profile_from``, ``below_from``); the words are never the
three colours, which already mean how ready a client is for work (requirements.md PRO-22).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd

from monitoring.programmes import Better
from monitoring.rates import rate
from monitoring.vocabulary import Standing

if TYPE_CHECKING:
    from collections.abc import Sequence


def standing(share: float, on_profile_from: float, below_from: float) -> Standing:
    """Say in words what a share of profile amounts to; unrounded shares are compared."""
    if math.isnan(share):
        return Standing.UNKNOWN
    if share >= on_profile_from:
        return Standing.ON_PROFILE
    return Standing.BELOW if share >= below_from else Standing.WELL_BELOW


def standings(
    actual: pd.Series[Any],
    profile: pd.Series[Any],
    bands: pd.DataFrame,
    better: Better = Better.HIGHER,
) -> pd.Series[Any]:
    """Say in words how each actual stands to its profile.

    Parameters
    ----------
    actual, profile
        Over the same months, in the measure's unit.
    bands
        ``on_profile_from`` and ``below_from``, a row for each.
    better
        Where lower is better the profile is set over the actual instead.

    Returns
    -------
    A Standing for each: no target where there is no profile (or a profile of 0), unknown where
    there is no actual.
    """
    rows = zip(
        achieved(actual, profile, better),
        profile.fillna(0),
        bands["on_profile_from"],
        bands["below_from"],
        strict=True,
    )
    words = [
        standing(share, on, below) if target else Standing.NO_TARGET
        for share, target, on, below in rows
    ]
    return pd.Series(words, index=actual.index, dtype="object")


def achieved(actual: pd.Series[Any], profile: pd.Series[Any], better: Better) -> pd.Series[Any]:
    """Give the share of profile achieved, above 1 being better than profiled either way."""
    if better is not Better.LOWER:
        return rate(actual, profile)
    share = rate(profile, actual)
    return share.mask((actual == 0) & profile.notna(), math.inf)


def tally(said: Sequence[Standing]) -> dict[Standing, int]:
    """Count the contracts of each standing, nought shown."""
    words = list(said)
    return {one: words.count(one) for one in Standing}
