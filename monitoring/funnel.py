"""Which of several contracts, partners or sites differ from the others by more than chance?

Never a ranking: a unit is told apart only when it lies outside the limits of a funnel, which widen
where numbers are small. Source: field_anchors.md section 4, after PHEindicatormethods for the
limits and Spiegelhalter (2005) for units that differ among themselves.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from monitoring.frames import NUMBER, TEXT, FrameContract
from monitoring.programmes import Better
from monitoring.rates import FEWEST, Z_95, rate, share

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray

UNITS = FrameContract(
    "units", {"unit": TEXT, "numerator": NUMBER, "denominator": NUMBER}, ("unit",)
)
"""What is compared with one another: contracts, partners or sites."""

FEWEST_UNITS = 5
"""Under so many units no funnel is drawn (architecture section 8)."""

Z_998 = 3.090232  # standard normal deviate of a 99.8% interval
WINSORISED = 0.1  # the most and least unusual tenth count as much as the next
LIMITS = {"95": Z_95, "998": Z_998}


class Outside(StrEnum):
    """Where a unit lies."""

    WITHIN = "within the limits"
    HIGH = "high"
    VERY_HIGH = "very high"
    LOW = "low"
    VERY_LOW = "very low"
    FEW = "too few to tell"


class Funnel(NamedTuple):
    """The funnel of some units: a row each, their common rate, and how far they spread."""

    units: pd.DataFrame
    rate: float
    spread: float  # over 1: they differ by more than chance alone, and the limits are wider

    @property
    def drawn(self) -> bool:
        """Say whether there are units enough for limits."""
        return bool(self.units["upper_95"].notna().any())


def funnel(units: pd.DataFrame) -> Funnel:
    """Give each unit's rate with the limits it would lie within if it did not differ.

    Parameters
    ----------
    units
        The frame UNITS: ``unit``, ``numerator`` and ``denominator``, people in both.

    Returns
    -------
    A row a unit in the order given, adding ``rate`` (NaN under ten in the denominator),
    ``lower_95``, ``upper_95``, ``lower_998``, ``upper_998`` (fractions within 0 and 1; NaN with
    fewer than five units) and ``signal``.

    Notes
    -----
    Limits are those of a proportion about the ratio of sums. Where the units together differ by
    more than chance would make them, the limits are widened by the square root of their
    dispersion, the outermost tenth on each side counted as the next.
    """
    rows = UNITS.check(units)
    enough = rows["denominator"].ge(FEWEST) & rows["numerator"].between(0, rows["denominator"])
    counted = rows[enough]
    common = share(float(counted["numerator"].sum()), float(counted["denominator"].sum()))
    own = rate(rows["numerator"], rows["denominator"]).where(enough)
    below = rows["denominator"].where(enough & _tells(len(counted), common))
    scores = (own - common) / _sigma(common, below)
    spread = max(1.0, dispersion(scores.dropna()))
    made = rows.assign(rate=own, **limits(common, below, spread))
    return Funnel(made.assign(signal=_signals(made)), common, spread)


def _tells(units: int, common: float) -> bool:
    return units >= FEWEST_UNITS and 0 < common < 1


def limits(common: float, below: pd.Series[Any], spread: float) -> dict[str, pd.Series[Any]]:
    """Give the 95% and 99.8% limits about a common rate, for each denominator.

    ``spread`` is the funnel's own. NaN where the denominator is.
    """
    found = {}
    for name, z in LIMITS.items():
        around = z * np.sqrt(spread) * _sigma(common, below)
        found[f"lower_{name}"] = (common - around).clip(0, 1)
        found[f"upper_{name}"] = (common + around).clip(0, 1)
    return found


def _sigma(common: float, below: pd.Series[Any]) -> pd.Series[Any]:
    return (common * (1 - common) / below) ** 0.5


def dispersion(scores: pd.Series[Any]) -> float:
    """Give the mean square of units' standardised distances, their outermost tenths drawn in.

    About 1 where the units differ by chance alone.
    """
    if scores.empty:
        return 1.0
    low, high = float(scores.quantile(WINSORISED)), float(scores.quantile(1 - WINSORISED))
    return float((scores.clip(low, high) ** 2).mean())


def _signals(rows: pd.DataFrame) -> NDArray[np.object_]:
    own = rows["rate"]
    return np.select(
        [
            own.isna() | rows["upper_95"].isna(),
            own > rows["upper_998"],
            own < rows["lower_998"],
            own > rows["upper_95"],
            own < rows["lower_95"],
        ],
        [Outside.FEW, Outside.VERY_HIGH, Outside.VERY_LOW, Outside.HIGH, Outside.LOW],
        Outside.WITHIN,
    ).astype(object)


def curve(common: float, spread: float, largest: float, points: int = 120) -> pd.DataFrame:
    """Give the limits as lines to draw: ``denominator`` from ten to the largest, and four limits.

    ``spread`` is the funnel's own.
    """
    below = pd.Series(np.geomspace(FEWEST, max(largest, FEWEST + 1), points))
    return pd.DataFrame({"denominator": below, **limits(common, below, spread)})


def worse(signal: str, better: Better) -> bool | None:
    """Say whether a unit outside its limits lies on the wrong side; None within, or without one."""
    if better is Better.NEITHER or signal in {Outside.WITHIN, Outside.FEW}:
        return None
    low = signal in {Outside.LOW, Outside.VERY_LOW}
    return low == (better is Better.HIGHER)
