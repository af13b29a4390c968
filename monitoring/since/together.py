"""How do all measures of one contract stand against their profiles, worked out in one pass?

A pass costs much the same for one measure as for thirty, so each measure takes the place a
contract has elsewhere: ``profiles`` and ``targets`` work out many contracts at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from monitoring import profiles, targets
from monitoring.frames import ALL_ACTUALS, EVERY_PROFILE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from monitoring.programmes import Measure


def every_measure(
    measures: Iterable[Measure],
    profile: pd.DataFrame,
    actuals: pd.DataFrame,
    until: date,
) -> dict[str, pd.DataFrame]:
    """Set the months of every measure of one contract beside its profile.

    Parameters
    ----------
    measures
        What is asked for; a measure without any count of its own gives nothing.
    profile
        The frame EVERY_PROFILE of the contract: by measure, the one set it is held to.
    actuals
        What ``precedence.actuals`` gave for the counts of all the measures.
    until
        The last month that could have been returned by now.

    Returns
    -------
    By the measure's code, what ``profiles.against_profiles`` gives of a count and
    ``targets.against_target`` of a rate; sums to date are unknown of a level.
    """
    held, known = EVERY_PROFILE.check(profile), ALL_ACTUALS.check(actuals)
    given = set(known["measure"])
    asked = [each for each in measures if given.intersection(each.counts)]
    counts = [each for each in asked if not each.is_rate]
    rates = [each for each in asked if each.is_rate]
    ends = {each.code: until for each in asked}
    found = _counts(counts, held, known, ends) | _rates(rates, held, known, ends)
    (reference,) = set(known["contract"]) or {""}
    return {code: rows.assign(contract=reference) for code, rows in found.items()}


def _counts(
    measures: list[Measure], held: pd.DataFrame, known: pd.DataFrame, ends: Mapping[str, date]
) -> dict[str, pd.DataFrame]:
    if not measures:
        return {}
    own = known[known["measure"].isin([each.code for each in measures])]
    months = profiles.against_profiles(
        _as_contracts(measures, held), own.assign(contract=own["measure"]), ends
    )
    found = _apart(months)
    stocks = {each.code for each in measures if each.stock}
    return {
        code: profiles.without_sums(rows) if code in stocks else rows
        for code, rows in found.items()
    }


def _rates(
    measures: list[Measure], held: pd.DataFrame, known: pd.DataFrame, ends: Mapping[str, date]
) -> dict[str, pd.DataFrame]:
    if not measures:
        return {}
    counts = [targets.counts_of(known, each).assign(contract=each.code) for each in measures]
    levels = _as_contracts(measures, held).rename(columns={"profile": "target"})
    return _apart(targets.against_target(pd.concat(counts, ignore_index=True), levels, ends))


def _as_contracts(measures: list[Measure], held: pd.DataFrame) -> pd.DataFrame:
    """Give each measure's profile as that of a contract."""
    own = held[held["measure"].isin([each.code for each in measures])]
    return own.assign(contract=own["measure"]).drop(columns="measure")


def _apart(months: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Give each measure's months by its code, as if it had been worked out alone."""
    return {
        str(code): rows.reset_index(drop=True)
        for code, rows in months.groupby("contract", sort=False)
    }
