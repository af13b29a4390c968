"""Which points of a control chart are special, by the four rules of Making Data Count?

Each rule is a function over one unbroken run of months. Source: field_anchors.md section 4.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from monitoring.programmes import Better
from monitoring.spc.limits import NEAR

if TYPE_CHECKING:
    from collections.abc import Iterable

    from monitoring.spc.limits import Flags, Floats, Limits

EXACT = 1e-9  # of a figure: nearer than this two are the same, whatever binary fractions make of it
RUN = 7  # points of a trend, and of a run on one side of the mean


class Signal(StrEnum):
    """What a rule found at a point, in the order in which the rules are asked."""

    ABOVE = "above the upper limit"
    BELOW = "below the lower limit"
    RISING = "one of seven rising"
    FALLING = "one of seven falling"
    TWO_HIGH = "two of three near the upper limit"
    TWO_LOW = "two of three near the lower limit"
    RUN_HIGH = "one of seven above the mean"
    RUN_LOW = "one of seven below the mean"


HIGH = frozenset({Signal.ABOVE, Signal.RISING, Signal.TWO_HIGH, Signal.RUN_HIGH})


class Point(StrEnum):
    """What a point is: as months always were, or special, and for better or worse."""

    COMMON = "nothing unusual"
    IMPROVEMENT = "unusual, for the better"
    CONCERN = "unusual, for the worse"
    HIGH = "unusually high"
    LOW = "unusually low"


def signals(values: Floats, limits: Limits) -> list[tuple[Signal, ...]]:
    """Give every signal at each point of a run of months without a gap, the first rule's first."""
    with np.errstate(invalid="ignore"):  # comparisons with limits that are not known say no
        found = _found(values, limits)
    return [
        tuple(signal for signal in Signal if bool(found[signal][at])) for at in range(len(values))
    ]


def _found(values: Floats, limits: Limits) -> dict[Signal, Flags]:
    apart = values - limits.mean
    apart = np.where(np.abs(apart) <= EXACT * np.abs(values), 0, apart)
    above, below = apart > limits.spread, apart < -limits.spread
    close = NEAR * limits.spread
    near_high, near_low = ~above & (apart > close), ~below & (apart < -close)
    over, under = apart > 0, apart < 0
    steps = np.sign(np.diff(values))
    return {
        Signal.ABOVE: above,
        Signal.BELOW: below,
        Signal.RISING: _trend(steps > 0),
        Signal.FALLING: _trend(steps < 0),
        Signal.TWO_HIGH: near_high & _two_of_three(near_high, over),
        Signal.TWO_LOW: near_low & _two_of_three(near_low, under),
        Signal.RUN_HIGH: _in_runs(over, RUN),
        Signal.RUN_LOW: _in_runs(under, RUN),
    }


def _trend(steps: Flags) -> Flags:
    """Mark the points of trends: seven that rise (or fall) are six steps."""
    ends = _in_runs(steps, RUN - 1)
    return np.append(ends, False) | np.insert(ends, 0, False)


def _in_runs(held: Flags, length: int) -> Flags:
    """Mark what lies in an unbroken run of at least so many."""
    marked = np.zeros(len(held), dtype=bool)
    for at in range(len(held) - length + 1):
        if held[at : at + length].all():
            marked[at : at + length] = True
    return marked


def _two_of_three(near: Flags, side: Flags) -> Flags:
    """Mark the threes on one side of the mean of which at least two lie near the limit."""
    marked = np.zeros(len(near), dtype=bool)
    for at in range(len(near) - 2):
        if near[at : at + 3].sum() >= 2 and side[at : at + 3].all():  # noqa: PLR2004 - two of three
            marked[at : at + 3] = True
    return marked


def point(found: Iterable[Signal], better: Better) -> Point:
    """Say what a point is by the first of its signals, and by which way is better.

    >>> point([], Better.HIGHER), point([Signal.RUN_LOW], Better.HIGHER)
    (<Point.COMMON: 'nothing unusual'>, <Point.CONCERN: 'unusual, for the worse'>)
    """
    first = next(iter(found), None)
    if first is None:
        return Point.COMMON
    high = first in HIGH
    if better is Better.NEITHER:
        return Point.HIGH if high else Point.LOW
    return Point.IMPROVEMENT if high == (better is Better.HIGHER) else Point.CONCERN
