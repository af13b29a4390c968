"""How long from referral to the first interview, with those who still wait counted as waiting?

The usual median takes only those who were seen, so that it falls while a queue grows. Here a
referral still open has waited at least until today and stays in the reckoning until then
(Kaplan-Meier), so that more people waiting can never look like an improvement (docs/adr/0029).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from monitoring.periods import period_of
from monitoring.rates import Z_95

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from monitoring.periods import By

HALF, NINE_TENTHS = 0.5, 0.9
ROUNDING = 1e-12
"""A share that should be exactly one half may lie this far off it as a product of fractions."""


@dataclass(frozen=True, slots=True)
class Wait:
    """How long some referrals waited. A quantile nobody reached yet is unknown (NaN)."""

    referred: int
    started: int
    waiting: int
    left: int  # ended, or referred again, without a first interview
    median_days: float
    p90_days: float
    over_limit_share: float
    low: float
    high: float


def spells(
    episodes: pd.DataFrame, seen_on: pd.Series[Any], ended_on: pd.Series[Any], today: date
) -> pd.DataFrame:
    """Give how long each referral waited, and how the wait ended.

    Parameters
    ----------
    episodes
        The frame EPISODES.
    seen_on, ended_on
        The day of the first interview and the day the client left, by the rows of ``episodes``.
    today
        The working date, until which those who still wait have waited.

    Returns
    -------
    ``month``, ``client_category``, ``days``, ``seen`` and ``waiting``. A referral that ended, or
    was followed by another of the same client, waited until then and no longer.
    """
    again = episodes.groupby("client_id")["referred_on"].shift(-1)
    ended = pd.concat([ended_on, again], axis="columns").min(axis="columns")
    seen = seen_on.notna()
    until = seen_on.where(seen, ended.fillna(pd.Timestamp(today)))
    return episodes[["month", "client_category"]].assign(
        days=(until - episodes["referred_on"]).dt.days,
        seen=seen,
        waiting=~seen & ended.isna(),
    )


def still_waiting(days: pd.Series[Any], seen: pd.Series[Any]) -> pd.DataFrame:
    """Give the share still waiting after each number of days on which somebody was seen.

    Returns
    -------
    ``days``, ``share`` and its standard error ``error``, beginning with everybody at day 0.

    Notes
    -----
    Kaplan-Meier with Greenwood's error, by statsmodels. Source: field_anchors.md section 4.
    """
    start = pd.DataFrame({"days": [0.0], "share": [1.0], "error": [0.0]})
    if not bool(seen.any()):
        return start
    from statsmodels.duration.survfunc import SurvfuncRight  # noqa: PLC0415 - it takes 2 s to load

    curve = SurvfuncRight(days.astype("float64"), seen.astype("int64"))
    found = {"days": curve.surv_times, "share": curve.surv_prob, "error": curve.surv_prob_se}
    return pd.concat([start, pd.DataFrame(found)], ignore_index=True)


def quantiles(days: pd.Series[Any], seen: pd.Series[Any]) -> tuple[float, float]:
    """Give the median and the 90th percentile of waits; NaN where it is not reached yet."""
    curve = still_waiting(days, seen)
    return _reached(curve, HALF), _reached(curve, NINE_TENTHS)


def waited(spell: pd.DataFrame, limit_days: int) -> Wait:
    """Give the median, the 90th percentile and the share over the limit of some waits.

    Parameters
    ----------
    spell
        What ``spells`` gave, or some rows of it.
    limit_days
        Days from referral to first interview that are allowed.
    """
    curve = still_waiting(spell["days"], spell["seen"])
    within = curve[curve["days"] <= limit_days].iloc[-1]
    over = float(within["share"]) if len(spell) else math.nan
    spread = Z_95 * float(within["error"])
    median, ninetieth = quantiles(spell["days"], spell["seen"])
    return Wait(
        referred=len(spell),
        started=int(spell["seen"].sum()),
        waiting=int(spell["waiting"].sum()),
        left=int((~spell["seen"] & ~spell["waiting"]).sum()),
        median_days=median,
        p90_days=ninetieth,
        over_limit_share=over,
        low=math.nan if math.isnan(over + spread) else max(over - spread, 0.0),
        high=math.nan if math.isnan(over + spread) else min(over + spread, 1.0),
    )


def _reached(curve: pd.DataFrame, share: float) -> float:
    """Give the first day by which this share was seen; NaN where it is not reached yet."""
    reached = curve[curve["share"] <= 1 - share + ROUNDING]
    return float(reached["days"].iloc[0]) if len(reached) else math.nan


def timeliness(spell: pd.DataFrame, limit_days: int, by: By, starts_on: date) -> pd.DataFrame:
    """Give a row a cohort of referrals: how long they waited, those who wait counted as waiting.

    Parameters
    ----------
    spell, limit_days
        As for ``waited``.
    by, starts_on
        How much time a cohort covers, and when the contract began.

    Returns
    -------
    ``month`` and the fields of ``Wait``, oldest cohort first.

    Notes
    -----
    Source: requirements.md REF-04, M11.
    """
    return pd.DataFrame(
        [
            {"month": month, **_fields(waited(rows, limit_days))}
            for month, rows in _cohorts(spell, by, starts_on)
        ],
        columns=["month", *Wait.__dataclass_fields__],
    )


def _cohorts(
    spell: pd.DataFrame, by: By, starts_on: date
) -> Iterator[tuple[pd.Timestamp, pd.DataFrame]]:
    for month, rows in spell.groupby(period_of(spell["month"], by, starts_on)):
        yield pd.Timestamp(str(month)), rows


def _fields(wait: Wait) -> dict[str, float]:
    return {name: getattr(wait, name) for name in Wait.__dataclass_fields__}
