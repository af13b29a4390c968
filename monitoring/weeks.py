"""What do a partner's weeks come to in a month, without counting a week twice?

A week belongs whole to the month in which its fourth day falls, which is the month that holds most
of it; a week is never split, for nobody counted its days. Source: requirements.md MI-20.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from monitoring.frames import DATE, FLAG, MONTH, NUMBER, TEXT, WHOLE, FrameContract

RULE = "A week belongs to the month in which its fourth day falls; it is never split."
COUNTS = ("referrals", "attended", "ftas", "activities", "job_outcomes", "sustained_job_outcomes")
FOURTH = timedelta(days=3)
DAYS = 7
WEEK = timedelta(days=DAYS)

WEEKS = FrameContract(
    "weeks",
    {
        "contract": TEXT,
        "arrangement": TEXT,
        "week_starting": DATE,
        **dict.fromkeys(COUNTS, NUMBER),
    },
    ("contract", "arrangement", "week_starting"),
)
RETURNED = FrameContract(
    "weeks returned",
    {**WEEKS.columns, "submission": NUMBER, "opens_on": DATE},
    WEEKS.key,
)
"""Weeks with the return that brought them, and the day the department sees it from."""

MONTHS = FrameContract(
    "months of weeks",
    {
        "contract": TEXT,
        "arrangement": TEXT,
        "month": MONTH,
        **dict.fromkeys(COUNTS, NUMBER),
        "weeks": WHOLE,
        "weeks_missing": WHOLE,
        "overlap": FLAG,
    },
    ("contract", "arrangement", "month"),
)
"""Sums are unknown where a week did not say; ``overlap`` says that days were returned twice."""


def month_of(week_starting: date) -> date:
    """Give the month a week belongs to.

    Examples
    --------
    >>> month_of(date(2009, 3, 30))  # Thursday is 2 April
    datetime.date(2009, 4, 1)
    """
    return (week_starting + FOURTH).replace(day=1)


def into_months(weeks: pd.DataFrame) -> pd.DataFrame:
    """Add weeks up into months, each arrangement by itself.

    Parameters
    ----------
    weeks
        The frame WEEKS.

    Returns
    -------
    The frame MONTHS. ``weeks_missing`` counts the weeks of the month that did not come, by the
    weekday on which the arrangement's weeks begin, within its first and last week. Where weeks
    overlap the sums are unknown: the same days would be counted twice.
    """
    rows = WEEKS.check(weeks).sort_values(["contract", "arrangement", "week_starting"])
    key = ["contract", "arrangement"]
    starts = pd.to_datetime(rows["week_starting"])
    fourth = starts + pd.Timedelta(FOURTH)
    apart: pd.Series[Any] = starts.groupby([rows[name] for name in key]).diff()
    step = apart.dt.days
    rows = rows.assign(
        month=fourth.dt.to_period("M").dt.to_timestamp(),
        overlap=step.lt(DAYS),
        gap=(np.ceil(step.fillna(DAYS) / DAYS) - 1).clip(lower=0),
    )
    return MONTHS.check(_summed(rows, key))


def withheld(weeks: pd.DataFrame, today: date) -> pd.DataFrame:
    """Give the returns the department does not see yet: their number, weeks and opening day.

    Parameters
    ----------
    weeks
        The frame RETURNED.
    today
        The day it is, which rights go by.
    """
    rows = RETURNED.check(weeks)
    closed = rows[pd.to_datetime(rows["opens_on"]) > pd.Timestamp(today)]
    return (
        closed.groupby(["submission", "arrangement"], as_index=False)
        .agg(
            first=("week_starting", "min"),
            last=("week_starting", "max"),
            opens_on=("opens_on", "max"),
        )
        .astype({"submission": "int64"})
    )


def _summed(rows: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """Give the sums of each month, and how many of its weeks are wanting."""
    by = rows.groupby([*key, "month"], as_index=False)
    sums = {name: (name, _of_all) for name in COUNTS}
    found = by.agg(**sums, weeks=("week_starting", "size"), overlap=("overlap", "any"))
    found = found.merge(_missing(rows, key), on=[*key, "month"], how="outer")
    found = found.assign(
        weeks=found["weeks"].fillna(0),
        weeks_missing=found["weeks_missing"].fillna(0),
        overlap=found["overlap"].eq(True),  # noqa: FBT003 - pandas takes it by place
    )
    return found.assign(**{name: found[name].mask(found["overlap"]) for name in COUNTS})


def _of_all(counts: pd.Series[Any]) -> float:
    """Give a sum that is unknown when any part of it is."""
    return float(counts.sum(min_count=len(counts)))


def _missing(rows: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """Give the weeks that did not come between two that did, by the month they belong to."""
    absent = [
        (contract, arrangement, pd.Timestamp(month_of(week_starting.date() - back * WEEK)))
        for contract, arrangement, week_starting, gap in zip(
            rows["contract"], rows["arrangement"], rows["week_starting"], rows["gap"], strict=True
        )
        for back in range(1, int(gap) + 1)
    ]
    frame = pd.DataFrame(absent, columns=[*key, "month"])
    frame["month"] = pd.to_datetime(frame["month"])
    return frame.groupby([*key, "month"], as_index=False).size().rename(
        columns={"size": "weeks_missing"}
    )


