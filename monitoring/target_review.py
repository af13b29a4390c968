"""Do the figures give reason to hold a target review?

A prompt and nothing more: it says which rule is met and with which numbers. No target is ever
changed by the product.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitoring.narrative.words import count_of, month, number, percent
from monitoring.profiles import latest_reported

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd

    from monitoring.run_rates import RunRate

NEVER = "This is a prompt. The product never changes a target."


@dataclass(frozen=True, slots=True)
class Limits:
    """When a review is worth holding (contract parameters)."""

    months: int  # in a row
    below: float  # share of profile
    above: float
    times: float  # of the best three months together


def prompts(months: pd.DataFrame, needed: RunRate, limits: Limits) -> list[str]:
    """Give a sentence for each rule that is met; none where there is no reason to review.

    Parameters
    ----------
    months
        What ``profiles.against_profile`` gave for one contract, set and measure.
    needed
        What each month left must bring (``run_rates.run_rate_needed``).
    limits
        The contract's own.

    Notes
    -----
    Source: requirements.md PRO-16; the limits are defaults of this product.
    """
    own = months[months["share_of_profile"].notna()]
    shares = [float(each) for each in own["share_of_profile"]]
    return [*_in_a_row(own, shares, limits), *_out_of_reach(months, needed, limits)]


def _in_a_row(own: pd.DataFrame, shares: Sequence[float], limits: Limits) -> list[str]:
    """Say that the last months all lay below, or all above, what the contract allows for."""
    low = _run(shares, lambda each: each < limits.below)
    high = _run(shares, lambda each: each > limits.above)
    for run, word, level in ((low, "under", limits.below), (high, "over", limits.above)):
        if run >= limits.months:
            since = month(own["month"].iloc[-run])
            said = (
                f"{count_of(run, 'month', 'months')} in a row, since {since}, "
                f"{'was' if run == 1 else 'were'} {word} {percent(level)} of profile "
                f"(a review is suggested from {limits.months} on)."
            )
            return [said]
    return []


def _run(shares: Sequence[float], holds: Callable[[float], bool]) -> int:
    """Count the last months in a row for which something holds."""
    run = 0
    for each in reversed(shares):
        if not holds(each):
            break
        run += 1
    return run


def _out_of_reach(months: pd.DataFrame, needed: RunRate, limits: Limits) -> list[str]:
    """Say that what is needed is far above the best the contract ever did."""
    best = months["actual"].rolling(3).mean().max()
    last = latest_reported(months)
    if last is None or math.isnan(needed.needed) or math.isnan(best):
        return []
    if needed.needed <= limits.times * best:
        return []
    said = (
        f"Each of the {count_of(needed.months_left, 'month', 'months')} left would have to bring "
        f"{number(needed.enough)}; the best 3 months in a row brought {number(best)} a month "
        f"(a review is suggested above {number(limits.times)} times that)."
    )
    return [said]
