"""Does a rate meet the level it is held to?

A rate is worked out from counts and never stored; its target is compared and never summed. Over
several months it is the ratio of the sums of its counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from monitoring import periods
from monitoring.frames import ALL_ACTUALS, RATE_COUNTS, TARGETS
from monitoring.parameters import TARGET_PREFIX, Setting, in_force
from monitoring.periods import By
from monitoring.profiles import FLAGS, KEY
from monitoring.rates import FEWEST, rate, wilson
from monitoring.vocabulary import MissingReason

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from monitoring.programmes import Expression, Measure, Programme

_SIDES = ("numerator", "denominator")


def target_in_force(
    programme: Programme, settings: Iterable[Setting], measure: str, on: date
) -> float | None:
    """Give the level a rate is held to on a day: the contract's own, else the standard, else none.

    ``settings`` are the contract's parameters; target.MEASURE is the one looked for.
    """
    code = TARGET_PREFIX + measure
    own = [each for each in settings if each.code == code and each.effective_from <= on]
    if own:
        return float(str(in_force(own, code, on)))
    standard = programme.standard(measure)
    return None if standard is None else standard.target


def by_month(
    settings: Iterable[Setting], measure: str, months: Iterable[date]
) -> dict[date, float]:
    """Give the level a contract's own parameter target.MEASURE holds a rate to, month by month.

    A level set within a month counts from the next: a month is held to one level.
    """
    own = [each for each in settings if each.code == TARGET_PREFIX + measure]
    begun = min((each.effective_from for each in own), default=None)
    if begun is None:
        return {}
    return {
        month: float(str(in_force(own, TARGET_PREFIX + measure, month)))
        for month in months
        if month >= begun
    }


def counts_of(actuals: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """Give a rate's numerator and denominator, month by month.

    Parameters
    ----------
    actuals
        What ``precedence.actuals`` gave for all the counts of ``measure.counts``.
    measure
        A rate.

    Returns
    -------
    The frame RATE_COUNTS. Both sides are unknown where a count is missing, or where the counts
    come from different sources: figures of two sources are never put into one rate.
    """
    rows = ALL_ACTUALS.check(actuals)
    rows = rows[rows["measure"].isin(list(measure.counts))]
    keys = ["contract", "month"]
    wide = rows.pivot(index=keys, columns="measure", values="actual")  # noqa: PD010 - nothing to sum
    wide = wide.reindex(columns=list(measure.counts))
    grouped = rows.groupby(keys)
    said = grouped[["source", "origin", "reason"]].max()
    one_source = grouped["source"].min() == grouped["source"].max()
    sides = {name: _side(getattr(measure, name), wide).where(one_source) for name in _SIDES}
    counts = said.assign(**sides, provisional=grouped["provisional"].any())
    unknown = counts["numerator"].isna() | counts["denominator"].isna()
    reason = counts["reason"].where(counts["reason"] != "", MissingReason.PART_MISSING.value)
    return RATE_COUNTS.check(counts.assign(reason=reason.where(unknown, "")).reset_index())


def _side(side: Expression, wide: pd.DataFrame) -> pd.Series[float]:
    return side.over(wide)


def against_target(
    counts: pd.DataFrame, targets: pd.DataFrame, until: date | Mapping[str, date] | None = None
) -> pd.DataFrame:
    """Set each month's rate beside its target, and the rate to date.

    Parameters
    ----------
    counts
        ``month``, ``numerator``, ``denominator``; ``contract`` where there are several.
    targets
        ``month``, ``target`` (a fraction); ``contract`` and ``set`` where there are several.
        Without rows there is no target.
    until
        The last month that could have been returned by now; for several contracts, by contract.

    Returns
    -------
    The columns of ``profiles.against_profiles``, so that a rate is shown like a count:
    ``profile`` the target, ``actual`` the rate, ``variance`` their difference (a fraction: 0.01 is
    a percentage point), ``cumulative_actual`` the ratio of sums so far, ``cumulative_profile`` the
    month's target; and ``numerator``, ``denominator``, ``low``, ``high`` (95%, Wilson).

    Notes
    -----
    Source: architecture section 4 (a rate's target compared and never summed); PRO-03.
    """
    known = RATE_COUNTS.check(periods.complete(RATE_COUNTS.check(counts), ["contract"]))
    levels = TARGETS.check(targets).rename(columns={"target": "profile"})
    sets = levels[KEY].drop_duplicates()
    each = known.merge(sets, on="contract", how="left")
    each["set"] = each["set"].fillna("")
    months = each.merge(levels, on=[*KEY, "month"], how="left")
    months = months.sort_values([*KEY, "month"], ignore_index=True)
    months["counted"] = months["numerator"].notna() & months["denominator"].notna()
    months["missing"] = ~months["counted"]
    if until is not None:
        last = months["contract"].map(until) if isinstance(until, Mapping) else until
        months["missing"] &= months["month"] <= pd.to_datetime(last)
    return _rated(_so_far(months))


def _so_far(months: pd.DataFrame) -> pd.DataFrame:
    groups = [months[key] for key in KEY]
    sums = {
        side: months[side].where(months["counted"], 0).groupby(groups).cumsum() for side in _SIDES
    }
    return months.assign(
        cumulative_actual=rate(sums["numerator"], sums["denominator"]),
        cumulative_profile=months["profile"],
        months_missing=months["missing"].astype("int64").groupby(groups).cumsum(),
    )


def _rated(rows: pd.DataFrame) -> pd.DataFrame:
    """Work the rate out of its counts, with its interval and its distance from the target."""
    actual = rate(rows["numerator"], rows["denominator"])
    interval = wilson(rows["numerator"], rows["denominator"])
    return rows.assign(
        actual=actual,
        variance=actual - rows["profile"],
        share_of_profile=rate(actual, rows["profile"]),
        cumulative_share=rate(rows["cumulative_actual"], rows["cumulative_profile"]),
        low=interval["low"],
        high=interval["high"],
    )


def counts_only(rows: pd.DataFrame) -> pd.DataFrame:
    """Leave out the rates that stand on fewer than ten; ``few`` says which those are.

    Their counts stay, and rates to date stay as they are: those stand on all months so far.
    """
    few = rows["counted"] & rows["denominator"].lt(FEWEST)
    hidden = ["actual", "variance", "share_of_profile", "low", "high"]
    return rows.assign(**{name: rows[name].mask(few) for name in hidden}, few=few)


def by_period(months: pd.DataFrame, by: By, starts_on: date | Mapping[str, date]) -> pd.DataFrame:
    """Gather a rate's months into the contract's own periods, as a ratio of sums.

    The target of a period is that of its last month; everything else as ``profiles.by_period``.
    """
    rows = months.assign(
        cumulative_months_missing=months["months_missing"],
        profile_in_full=months["profile"],
        months_to=months["month"].where(months["counted"]),
    )
    if by is By.MONTH:
        return rows
    began = starts_on if not isinstance(starts_on, Mapping) else rows["contract"].map(starts_on)
    rows["period"] = periods.period_of(rows["month"], by, began)
    rows["months_missing"] = rows["missing"].astype("int64")
    for side in _SIDES:
        rows[side] = rows[side].where(rows["counted"])
    grouped = rows.groupby([*KEY, "period"], sort=True)
    last = [
        "profile",
        "profile_in_full",
        "cumulative_actual",
        "cumulative_profile",
        "cumulative_months_missing",
        "source",
        "origin",
        "reason",
    ]
    gathered = pd.concat(
        [
            grouped[list(_SIDES)].sum(min_count=1),
            grouped[["months_missing"]].sum(),
            grouped[["months_to"]].max(),
            grouped[[name for name in FLAGS if name in rows]].any(),
            grouped[last].last(),
        ],
        axis=1,
    ).reset_index()
    return _rated(gathered).rename(columns={"period": "month"})
