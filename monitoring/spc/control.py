"""How does a series stand on its control chart: mean, limits and signals, month by month?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from monitoring.frames import FLAG, MONTH, NUMBER, TEXT, FrameContract
from monitoring.spc.limits import FIXED_AFTER, TRIAL_UNDER, Chart, Limits, Series, chart_for, limits
from monitoring.spc.rules import Point, point, signals

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from monitoring.programmes import Better
    from monitoring.spc.limits import Flags
    from monitoring.spc.rules import Signal

SERIES = FrameContract(
    "series",
    {
        "contract": TEXT,
        "month": MONTH,
        "value": NUMBER,
        "numerator": NUMBER,
        "denominator": NUMBER,
        "provisional": FLAG,
    },
    ("contract", "month"),
    {"numerator": float("nan"), "denominator": float("nan"), "provisional": False},
)
"""A measure month by month, with the two counts of a rate."""

SIDES = ("mean", "lower", "upper")


def control(
    series: pd.DataFrame, better: Better, rebases: Mapping[str, Sequence[date]] | None = None
) -> pd.DataFrame:
    """Give each contract's series with its mean, limits and signals.

    Parameters
    ----------
    series
        The frame SERIES: a row a contract and month, of a count or of a rate with its counts.
    better
        Which way is better.
    rebases
        By contract, the months from which its limits are worked out anew.

    Returns
    -------
    The rows ordered by contract and month, adding ``chart``, ``stretch`` (1 up to the first
    rebase), ``points`` (from how many its limits are worked out), ``trial``, ``mean``, ``lower``,
    ``upper`` (the value's unit; NaN where too few months are known), ``signals`` (the words of
    every rule that found something, blank without) and ``point``.

    Notes
    -----
    Limits are worked out from the first 24 known months of a stretch and then stay until they are
    begun anew. Months that are missing or still provisional neither move limits nor have signals,
    and no run or range spans them. Source: field_anchors.md section 4.
    """
    rows = SERIES.check(series).sort_values(["contract", "month"], ignore_index=True)
    begun = rebases or {}
    made = [
        _one(own.reset_index(drop=True), better, begun.get(str(contract), ()))
        for contract, own in rows.groupby("contract", sort=False)
    ]
    return pd.concat(made, ignore_index=True) if made else _nothing(rows)


def _nothing(rows: pd.DataFrame) -> pd.DataFrame:
    texts = {"chart": "", "signals": "", "point": ""}
    numbers = dict.fromkeys(SIDES, float("nan"))
    return rows.assign(**texts, **numbers, stretch=1, points=0, trial=True)


def rebased_from(rows: pd.DataFrame) -> pd.DataFrame:
    """Give the first month of each stretch after the first, by contract."""
    firsts = rows[rows["stretch"] > 1].drop_duplicates(["contract", "stretch"])
    return firsts[["contract", "month", "stretch"]].reset_index(drop=True)


def _one(rows: pd.DataFrame, better: Better, rebases: Sequence[date]) -> pd.DataFrame:
    """Give one contract's rows with all that is worked out of them."""
    known = (rows["value"].notna() & ~rows["provisional"]).to_numpy()
    series = _series(rows)
    judged = series.only(known)
    chart = chart_for(judged.numerators, judged.denominators)
    starts = sorted({pd.Timestamp(day).replace(day=1) for day in rebases})
    stretch = sum((rows["month"].ge(start).to_numpy(dtype=int) for start in starts), start=1)
    stretch = np.broadcast_to(np.asarray(stretch), len(rows))
    parts = [
        _stretch(rows[own].assign(stretch=number), series.only(own), known[own], chart, better)
        for number in sorted(set(stretch))
        for own in [stretch == number]
    ]
    return pd.concat(parts, ignore_index=True)


def _series(rows: pd.DataFrame) -> Series:
    ordinals = rows["month"].dt.year * 12 + rows["month"].dt.month
    columns = (rows[name].to_numpy(dtype=float) for name in ("value", "numerator", "denominator"))
    return Series(ordinals.to_numpy(dtype=np.int64), *columns)


def _stretch(
    rows: pd.DataFrame, series: Series, known: Flags, chart: Chart, better: Better
) -> pd.DataFrame:
    """Give the rows between two rebases."""
    first = known & (np.cumsum(known) <= FIXED_AFTER)
    made = limits(series, series.only(first), chart)
    found = _signals(series, made, known)
    ceiling = 1.0 if chart is Chart.P else np.inf
    return rows.assign(
        chart=chart.value,
        points=int(first.sum()),
        trial=bool(first.sum() < TRIAL_UNDER),
        mean=made.mean,
        lower=np.maximum(made.lower, 0),  # neither a count nor a rate can be lower
        upper=np.minimum(made.upper, ceiling),
        signals=["; ".join(each) for each in found],
        point=[(point(each, better) if told else Point.COMMON).value
               for each, told in zip(found, known, strict=True)],
    )  # fmt: skip


def _signals(series: Series, made: Limits, known: Flags) -> list[tuple[Signal, ...]]:
    """Give the signals of each month; a missing or provisional one has none and ends every run."""
    found: list[tuple[Signal, ...]] = [()] * len(known)
    places = np.flatnonzero(known)
    breaks = np.flatnonzero(np.diff(series.months[places]) != 1) + 1
    for run in np.split(places, breaks):
        own = signals(series.figures[run], Limits(made.mean[run], made.spread[run]))
        for place, each in zip(run, own, strict=True):
            found[int(place)] = each
    return found
