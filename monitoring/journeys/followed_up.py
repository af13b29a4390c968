"""Was each missed appointment followed up in the days allowed, and which was not at all?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from monitoring.journeys.appointments import MISSED
from monitoring.rates import rate

if TYPE_CHECKING:
    from datetime import date

IN_TIME, LATE, NONE, OPEN = "in_time", "late", "none", "still_time"
BANDS = ("Up to 2 weeks", "2 to 4 weeks", "4 to 8 weeks", "8 to 13 weeks", "Over 13 weeks")
DAYS = (14, 28, 56, 91)
"""The last day of each age band but the last."""


def missed(appointments: pd.DataFrame, days_allowed: int, today: date) -> pd.DataFrame:
    """Give the missed appointments, how long ago each was, and how it was followed up.

    Parameters
    ----------
    appointments
        The frame of that name.
    days_allowed
        Days in which a missed appointment is to be followed up.
    today
        The working date.

    Returns
    -------
    The rows with ``days_since`` and ``state``: ``in_time``, ``late``, ``none`` (not at all, and
    the last day allowed is over) or ``still_time``.

    Notes
    -----
    Source: requirements.md REF-09, M13.
    """
    rows = appointments[appointments["result"] == MISSED]
    since = (pd.Timestamp(today) - rows["scheduled_on"]).dt.days
    took = (rows["followed_up_on"] - rows["scheduled_on"]).dt.days
    known = [took <= days_allowed, took.notna(), since > days_allowed]
    state = np.select(known, [IN_TIME, LATE, NONE], OPEN).astype(str)
    return rows.assign(days_since=since, state=state)


def by_month(rows: pd.DataFrame) -> pd.DataFrame:
    """Count missed appointments by month and how they were followed up.

    Returns
    -------
    ``month``, ``ftas``, a column for each state, and ``none_share`` (M13).
    """
    flags = pd.DataFrame(
        {state: rows["state"] == state for state in (IN_TIME, LATE, NONE, OPEN)}
    ).assign(ftas=1, month=rows["month"])
    found = flags.groupby("month").sum().astype("int64")
    found["none_share"] = rate(found[NONE], found["ftas"])
    return found.reset_index()


def by_age(rows: pd.DataFrame) -> pd.DataFrame:
    """Count those not followed up at all by how long ago they were: every band."""
    days = rows.loc[rows["state"] == NONE, "days_since"]
    band = pd.cut(days, [-1, *DAYS, np.inf], labels=list(BANDS)).value_counts(sort=False)
    return pd.DataFrame({"missed": list(BANDS), "ftas": band.to_numpy()})


def open_list(rows: pd.DataFrame) -> pd.DataFrame:
    """Give those not followed up at all, the oldest first."""
    none = rows[rows["state"] == NONE]
    return none.sort_values("days_since", ascending=False, kind="stable", ignore_index=True)
