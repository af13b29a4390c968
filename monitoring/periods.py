"""Which months belong together, and when does a month fall due?

Quarter and year are the contract's own, counted from its first month and named by their first.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd

from monitoring.frames import INSTANT

MONTHS_OF_QUARTER = 3
MONTHS_OF_YEAR = 12


class By(StrEnum):
    """How much time one row covers."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    TOTAL = "total"


_LENGTH = {By.MONTH: 1, By.QUARTER: MONTHS_OF_QUARTER, By.YEAR: MONTHS_OF_YEAR}


def first_of(day: date) -> date:
    """Give the first day of the month a day falls in."""
    return date(day.year, day.month, 1)


def ordinal(day: date) -> int:
    """Give a month's place in the count of all months, so that months can be subtracted."""
    return day.year * MONTHS_OF_YEAR + day.month - 1


def month_at(place: int) -> date:
    """Give the first day of the month at a place of ``ordinal``."""
    year, month = divmod(place, MONTHS_OF_YEAR)
    return date(year, month + 1, 1)


def add_months(day: date, months: int) -> date:
    """Give the first day of the month so many months later (earlier when negative)."""
    return month_at(ordinal(day) + months)


def months_of(first: date, last: date) -> list[date]:
    """Give every month from the first to the last, both included; none when they are reversed."""
    return [month_at(place) for place in range(ordinal(first), ordinal(last) + 1)]


def quarter_of(day: date, starts_on: date) -> date:
    """Give the first month of the contract quarter a day falls in."""
    return _period_start(day, starts_on, By.QUARTER)


def year_of(day: date, starts_on: date) -> date:
    """Give the first month of the contract year a day falls in."""
    return _period_start(day, starts_on, By.YEAR)


def last_of(first: date, by: By) -> date:
    """Give the last month of the period that begins with a month (not for the total)."""
    return add_months(first, _LENGTH[by] - 1)


def _period_start(day: date, starts_on: date, by: By) -> date:
    since = ordinal(day) - ordinal(starts_on)
    return add_months(starts_on, since - since % _LENGTH[by])


def ordinals(months: pd.Series) -> pd.Series[Any]:
    """Give each month's place in the count of all months."""
    places: pd.Series[Any] = months.dt.year * MONTHS_OF_YEAR + months.dt.month - 1
    return places


def months_at(places: pd.Series) -> pd.Series[Any]:
    """Give the first days of the months at places of ``ordinals``."""
    since_1970 = places.to_numpy() - ordinal(date(1970, 1, 1))
    return pd.Series(since_1970.astype("datetime64[M]").astype(INSTANT), index=places.index)


def period_of(months: pd.Series[Any], by: By, starts_on: date | pd.Series[Any]) -> pd.Series[Any]:
    """Name the period of each month by its first month.

    Parameters
    ----------
    months
        First days of months.
    by
        Month, contract quarter, contract year, or the total.
    starts_on
        When the contract began: one date, or one for each row.

    Returns
    -------
    The first month of each row's period; for the total, the contract's first month.

    Notes
    -----
    Source: requirements.md PRO-03; architecture section 7 (quarter and year are the contract's
    own). Months before the contract began fall in periods counted backwards from its first.
    """
    if by is By.MONTH:
        return months
    began = (
        ordinals(pd.to_datetime(starts_on))
        if isinstance(starts_on, pd.Series)
        else (pd.Series(ordinal(starts_on), index=months.index))
    )
    if by is By.TOTAL:
        return months_at(began)
    since = ordinals(months) - began
    return months_at(began + since - since % _LENGTH[by])


def due_on(month: date, due_days: int) -> date:
    """Give the day a month's return falls due: so many days after the month ends."""
    return add_months(month, 1) - timedelta(days=1) + timedelta(days=due_days)


def closes_on(month: date, due_days: int, close_days: int) -> date:
    """Give the day after which a month's figures no longer count as provisional.

    Notes
    -----
    Source: requirements.md PRO-21 and C.4, ``close_days`` (after a return fell due).
    """
    return due_on(month, due_days) + timedelta(days=close_days)


def provisional(
    months: pd.Series[Any], working_date: date, due_days: int, close_days: int
) -> pd.Series[Any]:
    """Say which months are not closed yet on the working date."""
    ends = months + pd.offsets.MonthEnd(0)
    closing = ends + pd.Timedelta(days=due_days + close_days)
    return closing >= pd.Timestamp(working_date)


def last_ended(working_date: date) -> date:
    """Give the last month that has ended on the working date."""
    return add_months(working_date, -1)


def last_due(working_date: date, due_days: int) -> date:
    """Give the last month whose return has fallen due before the working date."""
    month = last_ended(working_date)
    while due_on(month, due_days) >= working_date:
        month = add_months(month, -1)
    return month


def complete(frame: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Add a row for every month absent between the first and the last of each group.

    The rows added hold nothing but their keys and month, so that a gap can be seen as a gap.
    """
    if frame.empty:
        return frame
    places = frame.assign(_place=ordinals(frame["month"]))
    spans = places.groupby(keys, sort=False)["_place"].agg(["min", "max"]).reset_index()
    rows = np.repeat(spans.index.to_numpy(), spans["max"] - spans["min"] + 1)
    grid = spans.loc[rows, keys].reset_index(drop=True)
    starts = spans.loc[rows, "min"].reset_index(drop=True)
    grid["month"] = months_at(starts + grid.groupby(keys, sort=False).cumcount())
    return grid.merge(frame, on=[*keys, "month"], how="left")
