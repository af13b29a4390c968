"""At the present rate, where will it end; and what rate would meet the profile?"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitoring.periods import add_months, ordinal
from monitoring.profiles import latest_reported
from monitoring.rates import mean, share

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

RECENT_MONTHS = 3  # requirements.md M09: the mean of the last three


@dataclass(frozen=True, slots=True)
class RunRate:
    """What is still to be delivered of a profile, and how fast that would have to go.

    ``needed`` is a month's worth: 0 once the profile is met, NaN when no month is left or there is
    no profile. ``months_missing`` months have no figure and are in nothing here.
    """

    profile_total: float
    actual_to_date: float
    months_to: date | None
    months_left: int
    needed: float
    months_missing: int

    @property
    def enough(self) -> float:
        """Give the least whole number a month that meets it: nobody is a part of a person."""
        return float(math.ceil(round(self.needed, 6))) if not math.isnan(self.needed) else math.nan


@dataclass(frozen=True, slots=True)
class Projection:
    """Where the contract ends if every month left is like the mean of the last ones returned."""

    monthly_rate: float
    months_used: tuple[date, ...]
    months_left: int
    projected_total: float
    profile_total: float
    share_of_profile: float


def run_rate_needed(months: pd.DataFrame, last_month: date | None = None) -> RunRate:
    """Give the monthly rate that would still meet a profile in full.

    Parameters
    ----------
    months
        What ``against_profile`` gave for one contract and set, over the whole contract.
    last_month
        The contract's last month; the last one profiled when None.

    Notes
    -----
    Source: requirements.md M10, PRO-18: (profile total - actual to date) / months left.
    """
    total = float(months["profile"].sum(min_count=1))
    done = float(months["actual"].sum())
    left, to = _months_left(months, last_month)
    reported = months[months["month"] <= str(to)] if to else months.iloc[:0]
    needed = total if math.isnan(total) else share(max(total - done, 0.0), left)
    return RunRate(total, done, to, left, needed, int(reported["missing"].sum()))


def projection(months: pd.DataFrame, last_month: date | None = None) -> Projection:
    """Give the total at the contract's end at the mean of the last three months returned.

    A straight line and no forecast: nothing is said of how likely it is. With fewer than three
    months returned, those are used; ``months_used`` says which.

    Notes
    -----
    Source: requirements.md PRO-18.
    """
    recent = months[months["actual"].notna()].tail(RECENT_MONTHS)
    rate = mean(recent["actual"])
    left, _ = _months_left(months, last_month)
    total = float(months["actual"].sum()) + rate * left
    profile = float(months["profile"].sum(min_count=1))
    used = tuple(month.date() for month in recent["month"])
    return Projection(rate, used, left, total, profile, share(total, profile))


def _months_left(months: pd.DataFrame, last_month: date | None) -> tuple[int, date | None]:
    """Count the months after the last one returned, and say which that was."""
    profiled = months.loc[months["profile"].notna(), "month"]
    end = last_month or (None if profiled.empty else profiled.max().date())
    last = latest_reported(months)
    to = None if last is None else last["month"].date()
    if end is None or months.empty:  # neither a month profiled nor one returned to count from
        return 0, to
    first = to or add_months(months["month"].min().date(), -1)
    return max(ordinal(end) - ordinal(first), 0), to
