"""Where does every contract stand on a rate, on which counts, and how sure do they make it?"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd

from monitoring.frames import CONTRACTS, INSTANT
from monitoring.portfolio import LEVEL_WITHIN, directions, histories, with_standing
from monitoring.programmes import Better
from monitoring.rates import FEWEST, rate, wilson
from monitoring.vocabulary import Direction

_SIDES = ("numerator", "denominator")
_COLUMNS = [
    "contract",
    "set",
    "profile",
    "months_missing",
    "months_to",
    "month_actual",
    "month_profile",
    "month_share",
    "month_numerator",
    "month_denominator",
    "numerator",
    "denominator",
    "behind",
    "direction",
    "history",
    "provisional",
]


def overview_of_rates(
    contracts: pd.DataFrame,
    months: pd.DataFrame,
    *,
    better: Better = Better.HIGHER,
    tolerance: float = LEVEL_WITHIN,
) -> pd.DataFrame:
    """Give the row of ``portfolio.overview`` for a rate: ``profile`` its target, with its counts.

    Parameters
    ----------
    contracts, better, tolerance
        As for ``portfolio.overview``.
    months
        What ``targets.against_target`` gave.

    Returns
    -------
    As ``overview``, and ``numerator`` and ``denominator`` to date with ``low`` and ``high`` (95%,
    Wilson), and those of the last month as ``month_numerator`` and ``month_denominator``.
    ``actual`` is the rate to date and ``profile`` the target of the last month. ``behind`` is in
    the unit of the counts: how many more (fewer, where lower is better) would have met the target
    to date; it is unknown without a target. A target is met or it is not: *on profile* begins at
    the target itself, whatever ``on_profile_from`` says. A month of fewer than ten is a gap in
    ``history``.
    """
    known = CONTRACTS.check(contracts)
    sign = -1 if better is Better.LOWER else 1
    lines = months.groupby(["contract", "set"])
    rows = [_row(line, sign, tolerance) for _, line in lines]
    told = pd.DataFrame(rows, columns=_COLUMNS, dtype="object")
    absent = known.loc[~known["contract"].isin(told["contract"]), ["contract"]]
    told = pd.concat([told, absent.assign(set="")], ignore_index=True) if len(absent) else told
    told = _typed(told)
    told["actual"] = rate(told["numerator"], told["denominator"])
    told["share_of_profile"] = rate(told["actual"], told["profile"])
    told = told.join(wilson(told["numerator"], told["denominator"]))
    row = told.merge(known, on="contract").sort_values(["contract", "set"], ignore_index=True)
    return with_standing(row.assign(on_profile_from=1.0, behind_since_review=math.nan), better)


def _typed(told: pd.DataFrame) -> pd.DataFrame:
    figures = [name for name in _COLUMNS if name.endswith(("_share", "_actual", *_SIDES))]
    for name in [*figures, "profile", "month_profile", "behind"]:
        told[name] = told[name].astype("float64")
    told["direction"] = told["direction"].fillna(Direction.UNKNOWN)
    told["history"] = [line if isinstance(line, list) else [] for line in told["history"]]
    told["months_missing"] = told["months_missing"].fillna(0).astype("int64")
    told["provisional"] = told["provisional"].eq(other=True)
    told["months_to"] = pd.to_datetime(told["months_to"]).astype(INSTANT)
    return told


def _row(line: pd.DataFrame, sign: int, tolerance: float) -> list[Any]:
    """Give one contract's row of a rate, from its months."""
    counted = line[line["counted"]]
    target = line["profile"].dropna()
    first = [line["contract"].iloc[0], line["set"].iloc[0]]
    if counted.empty:
        asked = target.iloc[-1] if len(target) else math.nan
        return [*first, asked, math.nan, pd.NaT, *[math.nan] * 8, Direction.UNKNOWN, [], False]
    last = counted.iloc[-1]
    reached = line[line["month"] <= last["month"]]
    rates = reached["actual"].where(reached["denominator"] >= FEWEST).to_numpy(float)[None, :]
    end = np.array([rates.shape[1] - 1])
    short = (counted["profile"] * counted["denominator"] - counted["numerator"]).sum(min_count=1)
    return [
        *first,
        last["profile"],
        last["months_missing"],
        last["month"],
        last["actual"],
        last["profile"],
        last["share_of_profile"],
        *(last[side] for side in _SIDES),
        *(counted[side].sum() for side in _SIDES),
        sign * short,
        directions(rates, end, tolerance)[0],
        histories(rates, end)[0],
        last["provisional"],
    ]


def by_provider(rows: pd.DataFrame) -> pd.DataFrame:
    """Roll an overview of a rate up by prime: one rate of the sums of the contracts' counts.

    Returns
    -------
    ``prime``, ``contracts``, ``contracts_counted`` (those with a rate), ``numerator``,
    ``denominator``, ``actual``, ``low``, ``high``, ``profile`` (the target, unknown where the
    contracts have several) and ``behind``, each contract over the months it returned.

    Notes
    -----
    Source: requirements.md CON-18; architecture section 8 (ratios of sums).
    """
    parts = rows.assign(contracts=1, contracts_counted=rows["denominator"].notna().astype("int64"))
    grouped = parts.groupby("prime", sort=True)
    sums = grouped[["contracts", "contracts_counted"]].sum()
    sums = sums.join(grouped[[*_SIDES, "behind"]].sum(min_count=1))
    least, most = grouped["profile"].min(), grouped["profile"].max()
    sums["profile"] = least.where(least == most)
    sums["actual"] = rate(sums["numerator"], sums["denominator"])
    return sums.join(wilson(sums["numerator"], sums["denominator"])).reset_index()
