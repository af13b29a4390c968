"""Is it delivering what was profiled?

Profile and actual month by month, to date and by the contract's own quarters and years, always as
ratios of sums; a month without a figure is left out of both sides and counted.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from monitoring import periods
from monitoring.frames import ACTUALS, ALL_ACTUALS, PROFILE, PROFILES
from monitoring.periods import By
from monitoring.rates import rate

if TYPE_CHECKING:
    from datetime import date

KEY = ["contract", "set"]
_CARRIED = ("source", "origin", "reason")
FLAGS = ("counted", "missing", "provisional", "to_certify", "uncertified")
"""What is true of a period when it is of any of its months, where it is known at all."""

_LAST = ["cumulative_profile", "cumulative_actual", "cumulative_share", "cumulative_months_missing"]


def against_profile(
    profile: pd.DataFrame, actuals: pd.DataFrame, until: date | None = None
) -> pd.DataFrame:
    """Set each month's actual beside its profile, and both to date.

    A month not returned is missing (NaN), never nought, and is left out of both sides of the sums
    to date; ``months_missing`` says how many were.

    Parameters
    ----------
    profile
        One row per profiled month: ``month`` (first of month), ``profile`` (the measure's unit).
        Without rows there is no target, and the actuals stand alone.
    actuals
        At most one row per month: ``month``, ``actual`` (NaN where not returned), and ``source``,
        ``origin``, ``reason``, ``submission``, ``provisional`` where known.
    until
        The last month that could have been returned by now; later ones are not missing yet.

    Returns
    -------
    One row per month found in either, oldest first, adding ``variance``, ``share_of_profile``
    (fraction; NaN without a profile), ``cumulative_profile``, ``cumulative_actual``,
    ``cumulative_share`` and ``months_missing`` (so far); ``counted`` and ``missing`` mark the
    months that are in those sums and those that ought to be.

    Raises
    ------
    FrameError
        If a column is missing or a month repeats.

    Notes
    -----
    Source: requirements.md M01, M02 (ratio of sums, never a mean of monthly percentages).
    """
    one = against_profiles(
        PROFILE.check(profile).assign(contract="", set=""),
        ACTUALS.check(actuals).assign(contract="", measure=""),
        until,
    )
    return one.drop(columns=KEY)


def against_profiles(
    profiles: pd.DataFrame, actuals: pd.DataFrame, until: date | Mapping[str, date] | None = None
) -> pd.DataFrame:
    """Do the same for many contracts and profile sets at once.

    Parameters
    ----------
    profiles
        ``contract``, ``set``, ``month``, ``profile``.
    actuals
        ``contract``, ``month``, ``actual`` and what ``against_profile`` takes beside them, of one
        measure. A contract with several sets has its actuals beside each; one with none has a
        blank set.
    until
        As for ``against_profile``; for several contracts, by contract.

    Returns
    -------
    As ``against_profile``, with ``contract`` and ``set`` before, ordered by contract, set, month.
    """
    months = _beside(PROFILES.check(profiles), ALL_ACTUALS.check(actuals))
    groups = months.groupby(KEY, sort=False).ngroup()
    without = ~months["profile"].notna().groupby(groups).transform("any")
    expected = months["profile"].notna() | without
    months["counted"] = months["actual"].notna() & expected
    months["missing"] = months["actual"].isna() & expected
    if until is not None:
        last = months["contract"].map(until) if isinstance(until, Mapping) else until
        months["missing"] &= months["month"] <= pd.to_datetime(last)
    months["variance"] = months["actual"] - months["profile"]
    months["share_of_profile"] = rate(months["actual"], months["profile"])
    return _to_date(months, groups, without)


def _beside(profiles: pd.DataFrame, actuals: pd.DataFrame) -> pd.DataFrame:
    """Give one row per contract, set and month found in either frame."""
    actuals = actuals.drop(columns="measure")
    profiled = actuals["contract"].isin(set(profiles["contract"]))
    sets = profiles[KEY].drop_duplicates()
    # Where nothing was profiled only the actuals themselves can show that a month is absent.
    alone = periods.complete(actuals[~profiled], ["contract"]).assign(set="")
    each = pd.concat([actuals[profiled].merge(sets, on="contract"), alone], ignore_index=True)
    months = profiles.merge(each, on=[*KEY, "month"], how="outer")
    months["provisional"] = months["provisional"].eq(other=True)
    for name in _CARRIED:
        months[name] = months[name].fillna("")
    return months.sort_values([*KEY, "month"], ignore_index=True)


def _to_date(months: pd.DataFrame, groups: pd.Series[Any], without: pd.Series[Any]) -> pd.DataFrame:
    """Add the sums so far over months that have both figures; unknown until there is one."""
    begun = months["counted"].astype("int64").groupby(groups).cumsum() > 0
    for name in ("profile", "actual"):
        sums = months[name].where(months["counted"], 0).groupby(groups).cumsum()
        months[f"cumulative_{name}"] = sums.where(begun)
    months["cumulative_profile"] = months["cumulative_profile"].where(~without)
    months["cumulative_share"] = rate(months["cumulative_actual"], months["cumulative_profile"])
    months["months_missing"] = months["missing"].astype("int64").groupby(groups).cumsum()
    return months


def by_period(
    months: pd.DataFrame, by: By, starts_on: date | Mapping[str, date], *, stock: bool = False
) -> pd.DataFrame:
    """Gather months into the contract's own quarters, years or its total, as ratios of sums.

    Parameters
    ----------
    months
        What ``against_profile`` or ``against_profiles`` gave, or a stretch of it.
    by
        Month, contract quarter, contract year or total.
    starts_on
        When the contract began; for several contracts, by contract.
    stock
        The measure is a level at the end of a month: a period has that of its last month.

    Returns
    -------
    One row per contract, set and period, named by its first month (``month``): ``profile`` and
    ``actual`` over the months that have both, ``profile_in_full`` over all its months,
    ``months_to`` (the last month that has a figure), ``months_missing`` of the period, the sums to
    date at its end and ``cumulative_months_missing``. By month the rows are those given.

    Notes
    -----
    Source: requirements.md PRO-03; AT-01.
    """
    rows = months.assign(
        cumulative_months_missing=months["months_missing"],
        profile_in_full=months["profile"],
        months_to=months["month"].where(months["actual"].notna()),
    )
    if by is By.MONTH:
        return rows
    began = starts_on if not isinstance(starts_on, Mapping) else rows["contract"].map(starts_on)
    rows["period"] = periods.period_of(rows["month"], by, began)
    keys = [key for key in KEY if key in rows]
    gathered = _summed(rows, keys, stock=stock)
    gathered["variance"] = gathered["actual"] - gathered["profile"]
    gathered["share_of_profile"] = rate(gathered["actual"], gathered["profile"])
    return gathered.rename(columns={"period": "month"})


def _summed(rows: pd.DataFrame, keys: list[str], *, stock: bool) -> pd.DataFrame:
    """Add the months of each period up; NaN where a period has none to add."""
    for name in ("profile", "actual"):
        rows[name] = rows[name].where(rows["counted"])
    rows["months_missing"] = rows["missing"].astype("int64")
    grouped = rows.groupby([*keys, "period"], sort=True)
    level = grouped[["profile", "actual", "profile_in_full"]]
    parts = [
        level.last() if stock else level.sum(min_count=1),
        grouped[["months_missing"]].sum(),
        grouped[["months_to"]].max(),
        grouped[[name for name in FLAGS if name in rows]].any(),
        grouped[_LAST].agg("last"),
    ]
    gathered = pd.concat(parts, axis=1)
    for name in _CARRIED:
        gathered[name] = _together(rows, name, gathered.index)
    return gathered.reset_index()


def _together(rows: pd.DataFrame, name: str, index: pd.Index[Any]) -> list[str]:
    """Give the texts of each period's months, each once: one, as a rule."""
    said = rows.loc[rows[name] != "", [*index.names, name]].drop_duplicates()
    keys = said.set_index(list(index.names)).index
    texts: dict[Any, list[str]] = {}
    for key, text in zip(keys, said[name], strict=True):
        texts.setdefault(key, []).append(text)
    return [", ".join(sorted(texts.get(key, ()))) for key in index]


def latest_reported(months: pd.DataFrame) -> pd.Series[Any] | None:
    """Give the last row that has an actual; None when nothing was returned."""
    reported = months[months["actual"].notna()]
    return None if reported.empty else reported.iloc[-1]


def nothing_returned(months: pd.DataFrame) -> bool:
    """Say whether no month has an actual."""
    return not bool(months["actual"].notna().any())


def nothing_to_show(months: pd.DataFrame) -> bool:
    """Say whether no month has an actual and none a profile."""
    return nothing_returned(months) and not bool(months["profile"].notna().any())


def to_date(months: pd.DataFrame) -> pd.DataFrame:
    """Leave out the months after the last one returned: to date ends there."""
    last = latest_reported(months)
    return months.iloc[:0] if last is None else months[months["month"] <= last["month"]]


def without_sums(months: pd.DataFrame) -> pd.DataFrame:
    """Leave the sums to date unknown, for a measure that is a level and never added up."""
    sums = ("cumulative_profile", "cumulative_actual", "cumulative_share")
    return months.assign(**dict.fromkeys(sums, float("nan")))
