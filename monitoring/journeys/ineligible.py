"""What was spent on clients who were then found ineligible, and what is conversion without them?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from monitoring.journeys.episodes import belonging, first_day, interviews_held
from monitoring.journeys.steps import JOB
from monitoring.periods import months_at, ordinals
from monitoring.rates import rate
from monitoring.vocabulary import Source

if TYPE_CHECKING:
    from collections.abc import Callable

    Rows = Callable[[str], pd.DataFrame]

INELIGIBLE, REJECTED = "ineligible_after_wca", "rejected"
MINUTES_IN_AN_HOUR = 60
COUNTS = ("starts", "ineligible", "eligible", "job_outcomes", "interviews", "minutes", "provision")


def spent(episodes: pd.DataFrame, started_on: pd.Series[pd.Timestamp], rows: Rows) -> pd.DataFrame:
    """Give a row a start: its month, whether it was found ineligible, and what was spent before.

    Parameters
    ----------
    episodes
        The frame EPISODES.
    started_on
        The day each referral started, by its rows; those without one are left out.
    rows
        Gives the rows of a dataset by its name.

    Returns
    -------
    ``month`` (of the start), ``client_category``, ``ineligible``, ``job_outcome`` and, of those
    found ineligible, ``interviews`` held, their ``minutes``, ``unmeasured`` (interviews without
    minutes) and ``provision`` attended, all on or before the day they left.

    Notes
    -----
    Source: requirements.md REF-15, M17, AT-10. What any of it cost is in no dataset.
    """
    exits = rows("exits")
    left_on = first_day(episodes, exits[exits["reason"] == INELIGIBLE], "exited_on")
    claims = rows("claims")
    told = claims[claims["source"] == Source.PROVIDER_MI.value]
    good = told[(told["outcome"] == JOB) & (told["decision"] != REJECTED)]
    made = episodes[["episode", "client_category"]].assign(
        month=months_at(ordinals(started_on)),
        ineligible=left_on.notna(),
        job_outcome=first_day(episodes, good, "claimed_on").notna(),
    )
    held = _before(episodes, interviews_held(rows("appointments")), "scheduled_on", left_on)
    used = _before(episodes, rows("provision"), "attended_on", left_on)
    sums = held.groupby("episode").agg(interviews=("minutes", "size"), minutes=("minutes", "sum"))
    sums["unmeasured"] = held["minutes"].isna().groupby(held["episode"]).sum()
    sums["provision"] = used.groupby("episode").size()
    found = made.merge(sums.reset_index(), on="episode", how="left")
    names = ["interviews", "minutes", "unmeasured", "provision"]
    found[names] = found[names].fillna(0).astype("int64")
    return found[started_on.notna().to_numpy()].reset_index(drop=True)


def _before(
    episodes: pd.DataFrame, events: pd.DataFrame, on: str, left_on: pd.Series[pd.Timestamp]
) -> pd.DataFrame:
    """Keep the events of those who left, up to the day they did."""
    found = belonging(episodes, events, on)
    day = left_on.set_axis(episodes["episode"]).reindex(found["episode"]).set_axis(found.index)
    return found[found[on] <= day]


def by_month(starts: pd.DataFrame) -> pd.DataFrame:
    """Set starts as reported beside starts that stayed eligible, by month of the start.

    Parameters
    ----------
    starts
        What ``spent`` gave; its ``month`` may be the first of a longer period.

    Returns
    -------
    ``month``, the counts of ``COUNTS``, ``unmeasured``, ``hours_lost``, and two conversions over
    the same job outcomes: ``conversion`` of all starts and ``eligible_conversion``.
    """
    flags = starts.assign(
        starts=1, eligible=~starts["ineligible"], job_outcomes=starts["job_outcome"]
    )
    rows = flags.groupby("month")[[*COUNTS, "unmeasured"]].sum().astype("int64")
    rows["hours_lost"] = rate(
        rows["minutes"], pd.Series(MINUTES_IN_AN_HOUR, index=rows.index, dtype="float64")
    )
    rows["conversion"] = rate(rows["job_outcomes"], rows["starts"])
    rows["eligible_conversion"] = rate(rows["job_outcomes"], rows["eligible"])
    return rows.reset_index()
