"""Where does every contract stand, in one row each?

Contracts are never added together into one actual: what a programme says as a whole is how many
contracts stand where, and what a provider says is a ratio of sums labelled so.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from monitoring.frames import ALL_ACTUALS, CONTRACTS, PROFILES
from monitoring.parameters import ALL
from monitoring.periods import months_at, ordinals
from monitoring.programmes import Better
from monitoring.rates import rate
from monitoring.standings import standings, tally
from monitoring.vocabulary import Direction, Standing

if TYPE_CHECKING:
    from numpy.typing import NDArray

RECENT = 3  # months each side of the comparison that gives a direction (requirements.md PRO-09)
HISTORY = 24
"""Months shown in a contract's small line of history."""

LEVEL_WITHIN = float(ALL["direction_tolerance"].default)

_BANDS = ("on_profile_from", "below_from")


@dataclass(frozen=True)
class _Grid:
    """Figures of every contract and set as a table of rows by months, NaN where unknown."""

    rows: pd.DataFrame  # contract, set
    first: int  # the place of the first column's month
    actual: NDArray[np.float64]
    profile: NDArray[np.float64]
    begun: NDArray[np.bool_]  # from the first month with a figure or a reason for none

    @property
    def known(self) -> NDArray[np.bool_]:
        return ~np.isnan(self.actual)

    @property
    def last(self) -> NDArray[np.int64]:
        """Give the column of the last month returned, -1 where nothing was."""
        width = self.actual.shape[1]
        back = np.argmax(self.known[:, ::-1], axis=1) if width else np.zeros(len(self.rows), int)
        return np.where(self.known.any(axis=1), width - 1 - back, -1)


def overview(
    contracts: pd.DataFrame,
    profiles: pd.DataFrame,
    actuals: pd.DataFrame,
    *,
    better: Better = Better.HIGHER,
    tolerance: float = LEVEL_WITHIN,
) -> pd.DataFrame:
    """Give one row for each contract and profile set.

    Parameters
    ----------
    contracts
        ``contract`` and, where known, ``prime``, ``district``, ``programme``, ``freshness``, the
        bands ``on_profile_from`` and ``below_from``, ``reviewed_to`` (the last month the last
        review looked at), ``ended`` (its last month, once that has passed) and ``returns_owed``.
    profiles
        ``contract``, ``set``, ``month``, ``profile``: the set each contract is watched against.
    actuals
        ``contract``, ``month``, ``actual`` of one measure, as ``precedence.actuals`` gives them.
    better
        Which way the measure ought to move.
    tolerance
        How far three months may lie from the three before and still be level, as a share of them.

    Returns
    -------
    Ordered by contract and set: ``contract``, ``prime``, ``district``, ``programme``, ``set``;
    ``profile`` and ``actual`` over the months that have both, up to ``months_to`` (the last month
    the contract returned), with ``months_missing``; ``share_of_profile``; ``behind`` in the
    measure's unit (negative: ahead); ``month_profile``, ``month_actual``, ``month_share`` of the
    last month returned; ``direction``; ``freshness``; ``standing``; ``provisional`` (the last month
    returned is); ``history``, the last 24 months as a list with None for a gap;
    ``behind_since_review``; ``ended`` and ``returns_owed`` as given.

    Notes
    -----
    Source: architecture sections 3.6 and 7, report ``portfolio``; issue 2, slice 3.
    """
    known = CONTRACTS.check(contracts)
    figures = ALL_ACTUALS.check(actuals)
    grid = _grid(known, PROFILES.check(profiles), figures)
    told = grid.rows.assign(**_to_date(grid), **_last_month(grid))
    told["share_of_profile"] = rate(told["actual"], told["profile"])
    told["month_share"] = rate(told["month_actual"], told["month_profile"])
    sign = -1 if better is Better.LOWER else 1
    told["behind"] = sign * (told["profile"] - told["actual"])
    moving = directions(grid.actual, grid.last, tolerance)
    told["direction"] = pd.Series(moving, dtype="object")
    told["history"] = histories(grid.actual, grid.last)
    row = told.merge(known, on="contract", how="left")
    row["behind_since_review"] = sign * _since(grid, row["reviewed_to"])
    return _finished(row, figures, better)


def _finished(row: pd.DataFrame, figures: pd.DataFrame, better: Better) -> pd.DataFrame:
    """Say whether each row's last month may still change, and how the row stands."""
    open_months = figures.loc[figures["provisional"], ["contract", "month"]]
    marks = set(zip(open_months["contract"], open_months["month"], strict=True))
    row["provisional"] = [
        pair in marks for pair in zip(row["contract"], row["months_to"], strict=True)
    ]
    return with_standing(row, better)


def with_standing(row: pd.DataFrame, better: Better) -> pd.DataFrame:
    """Say in words how each row stands, by its own bands or the product's."""
    for band in _BANDS:
        row[band] = row[band].fillna(float(ALL[band].default))
    row["standing"] = standings(row["actual"], row["profile"], row[list(_BANDS)], better)
    return row


def _grid(contracts: pd.DataFrame, profiles: pd.DataFrame, actuals: pd.DataFrame) -> _Grid:
    sets = profiles[["contract", "set"]].drop_duplicates()
    rows = contracts[["contract"]].merge(sets, on="contract", how="left")
    rows["set"] = rows["set"].fillna("")
    rows = rows.sort_values(["contract", "set"], ignore_index=True)
    places = [ordinals(frame["month"]).to_numpy() for frame in (profiles, actuals)]
    every = np.concatenate(places)
    first, width = (int(every.min()), int(np.ptp(every)) + 1) if len(every) else (0, 0)
    names = pd.Index(contracts["contract"])
    row, shape = names.get_indexer(pd.Index(actuals["contract"])), (len(names), width)
    actual = _table(row, places[1] - first, actuals["actual"].to_numpy(), shape)
    there = _table(row, places[1] - first, np.ones(len(actuals)), shape) == 1
    pairs = pd.MultiIndex.from_frame(rows)
    profile = _table(
        pairs.get_indexer(pd.MultiIndex.from_frame(profiles[["contract", "set"]])),
        places[0] - first,
        profiles["profile"].to_numpy(),
        (len(rows), width),
    )
    own = names.get_indexer(pd.Index(rows["contract"]))
    return _Grid(rows, first, actual[own], profile, np.maximum.accumulate(there, axis=1)[own])


def _table(
    row: NDArray[np.intp], column: NDArray[Any], values: NDArray[np.float64], shape: tuple[int, int]
) -> NDArray[np.float64]:
    """Lay figures out as a table, leaving out those of contracts that were not asked for."""
    laid = np.full(shape, np.nan)
    wanted = row >= 0
    laid[row[wanted], column[wanted]] = values[wanted]
    return laid


def _to_date(grid: _Grid) -> dict[str, Any]:
    """Add up the months that have both figures, and count those that ought to have."""
    profiled = ~np.isnan(grid.profile)
    without = ~profiled.any(axis=1, keepdims=True)
    both = grid.known & (profiled | without)
    begun = both.any(axis=1)
    columns = np.arange(grid.actual.shape[1])[None, :]
    up_to = columns <= grid.last[:, None]
    expected = np.where(without, grid.begun, profiled) & up_to
    actual = np.where(both, grid.actual, 0).sum(axis=1)
    profile = np.where(both, grid.profile, 0).sum(axis=1)
    return {
        "actual": np.where(begun, actual, np.nan),
        "profile": np.where(begun & profiled.any(axis=1), profile, np.nan),
        "months_missing": (expected & ~grid.known).sum(axis=1),
    }


def _last_month(grid: _Grid) -> dict[str, Any]:
    """Give the last month returned and its own figures."""
    returned = grid.last >= 0
    months = months_at(pd.Series(grid.last + grid.first)).where(returned)
    return {
        "months_to": months,
        "month_actual": _at(grid.actual, grid.last),
        "month_profile": _at(grid.profile, grid.last),
    }


def _at(table: NDArray[np.float64], column: NDArray[np.int64]) -> NDArray[np.float64]:
    if not table.shape[1]:
        return np.full(len(table), np.nan)
    return np.where(column >= 0, table[np.arange(len(table)), column], np.nan)


def directions(
    actual: NDArray[np.float64], last: NDArray[np.int64], tolerance: float
) -> list[Direction]:
    """Compare the last three months with the three before; unknown unless all six are known."""
    padded = np.hstack([np.full((len(actual), 2 * RECENT), np.nan), actual])
    columns = last[:, None] + 2 * RECENT + np.arange(1 - 2 * RECENT, 1)[None, :]
    recent = np.take_along_axis(padded, columns, axis=1)
    before, after = recent[:, :RECENT].sum(axis=1), recent[:, RECENT:].sum(axis=1)
    return [_direction(*pair, tolerance) for pair in zip(before, after, strict=True)]


def _direction(before: float, after: float, tolerance: float) -> Direction:
    if math.isnan(before) or math.isnan(after):
        return Direction.UNKNOWN
    if abs(after - before) <= tolerance * before:
        return Direction.LEVEL
    return Direction.RISING if after > before else Direction.FALLING


def histories(actual: NDArray[np.float64], last: NDArray[np.int64]) -> list[list[float | None]]:
    """Give the last months of each row up to its last one, with None for a gap."""
    return [
        [
            None if math.isnan(value) else value
            for value in line[max(0, end + 1 - HISTORY) : end + 1].tolist()
        ]
        for line, end in zip(actual, last, strict=True)
    ]


def _since(grid: _Grid, reviewed_to: pd.Series[Any]) -> pd.Series[Any]:
    """Add up how far behind the months after the last review are; unknown without a review."""
    review = ordinals(reviewed_to).to_numpy(dtype="float64", na_value=np.nan)
    columns = grid.first + np.arange(grid.actual.shape[1])[None, :]
    apart = grid.profile - grid.actual
    after = (columns > review[:, None]) & ~np.isnan(apart)
    total = np.where(after, apart, 0).sum(axis=1)
    return pd.Series(np.where(np.isnan(review), np.nan, total), index=reviewed_to.index)


@dataclass(frozen=True, slots=True)
class ProgrammeStanding:
    """What a programme's contracts say together, without adding them up."""

    contracts: int
    standings: dict[Standing, int]
    median_share: float  # of the contracts that have a share
    median_actual: float  # of the same; of use where the actual is a rate
    contracts_with_share: int


def programme_standing(rows: pd.DataFrame) -> ProgrammeStanding:
    """Count an overview's contracts by standing, and give the middle one's share of profile."""
    both = rows[rows["share_of_profile"].notna()]
    return ProgrammeStanding(
        len(rows),
        tally(list(rows["standing"])),
        _middle(both["share_of_profile"]),
        _middle(both["actual"]),
        len(both),
    )


def _middle(values: pd.Series[Any]) -> float:
    return float(values.astype("float64").median()) if len(values) else math.nan


def by_provider(rows: pd.DataFrame) -> pd.DataFrame:
    """Roll an overview's contracts up by prime, as a ratio of sums.

    Returns
    -------
    ``prime``, ``contracts``, ``contracts_counted`` (those with both figures), ``profile``,
    ``actual``, ``share_of_profile`` and ``behind``, each contract over the months it returned.

    Notes
    -----
    Source: requirements.md CON-18.
    """
    both = rows["profile"].notna() & rows["actual"].notna()
    parts = rows.assign(contracts=1, contracts_counted=both.astype("int64"))
    for name in ("profile", "actual", "behind"):
        parts[name] = parts[name].where(both)
    grouped = parts.groupby("prime", sort=True)
    sums = (
        grouped[["contracts", "contracts_counted"]]
        .sum()
        .join(grouped[["profile", "actual", "behind"]].sum(min_count=1))
    )
    sums["share_of_profile"] = rate(sums["actual"], sums["profile"])
    return sums.reset_index()


def told_apart(rows: pd.DataFrame) -> pd.DataFrame:
    """Give rows whose district names one contract: the provider's name where several share it."""
    shared = rows["district"].duplicated(keep=False)
    return rows.assign(district=rows["district"].where(~shared, rows["prime"]))
