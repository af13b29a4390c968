"""When is each interview due, and was it held by then?

The next interview falls due so many days after the previous one held; where that was not held yet,
after the day it is due itself. So a late interview moves all that follow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from monitoring.journeys.steps import INTERVIEWS, WFI
from monitoring.periods import months_at, ordinals
from monitoring.rates import rate

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

LAST_ATTENDED = "last_attended"
HELD, OVERDUE, DEFERRED, ENDED, COMING, LATER = (
    "held", "overdue", "deferred", "ended", "coming", "later"
)  # fmt: skip
DEVIATIONS = {
    "More than a week early": -7,
    "Up to a week early": -1,
    "On the day": 0,
    "Up to a week late": 7,
    "1 to 4 weeks late": 28,
    "More than 4 weeks late": None,
}
"""How far from the day due, by the last day of each band."""


def due_dates(held: pd.DataFrame, interval_days: int, anchor: str) -> pd.DataFrame:
    """Give the day each interview falls due, a column a number; the first has none.

    Parameters
    ----------
    held
        Days the interviews were held on: columns ``wfi_1`` to ``wfi_5``, missing where not held.
    interval_days
        Days between interviews.
    anchor
        ``last_attended``: from the previous one held; ``first``: from the first one.

    Notes
    -----
    Source: requirements.md REF-06, AT-09.
    """
    step = pd.Timedelta(days=interval_days)
    due: dict[str, pd.Series[Any]] = {}
    before = held[WFI[0]]
    for number, name in enumerate(WFI[1:], 1):
        due[name] = before + step if anchor == LAST_ATTENDED else held[WFI[0]] + number * step
        before = held[name].fillna(due[name]) if anchor == LAST_ATTENDED else before
    return pd.DataFrame(due)


def interviews(
    held: pd.DataFrame, due: pd.DataFrame, owed: pd.Series[Any], until: pd.DataFrame, today: date
) -> pd.DataFrame:
    """Give a row an interview owed: when it is due, whether it was held, and how it stands.

    Parameters
    ----------
    held, due
        Days held, and what ``due_dates`` gave, by the rows of the referrals.
    owed
        How many interviews each referral is owed.
    until
        ``ended_on`` and ``deferred_until`` of each referral: left on that day, put off until then.
    today
        The working date.

    Returns
    -------
    ``place`` (the row of the referral), ``wfi_no``, ``due_on``, ``held_on``, ``deviation_days``
    (held less due) and ``state``: held, overdue, deferred, ended (the client left after it was
    due), coming, or later (the one before it was not held, or the client left first).
    """
    parts = []
    for number in range(2, INTERVIEWS + 1):
        name, before = f"wfi_{number}", f"wfi_{number - 1}"
        mine = (owed >= number) & due[name].notna()
        part = pd.DataFrame(
            {"wfi_no": number, "due_on": due[name], "held_on": held[name], **until}
        ).assign(before=held[before].notna())
        parts.append(part[mine].rename_axis("place").reset_index())
    rows = pd.concat(parts, ignore_index=True)
    rows["deviation_days"] = (rows["held_on"] - rows["due_on"]).dt.days
    return rows.assign(state=_state(rows, pd.Timestamp(today)))


def _state(rows: pd.DataFrame, today: pd.Timestamp) -> Any:  # noqa: ANN401 - an array of words
    known = [
        rows["held_on"].notna(),
        ~rows["before"] | (rows["ended_on"] <= rows["due_on"]),
        rows["ended_on"].notna(),
        rows["deferred_until"] >= today,
        rows["due_on"] < today,
    ]
    return np.select(known, [HELD, LATER, ENDED, DEFERRED, OVERDUE], COMING).astype(str)


def deferred_until(deferrals: pd.DataFrame) -> pd.DataFrame:
    """Give until when each deferral puts interviews off: its end, else the day it is reviewed."""
    until = deferrals["to_on"].fillna(deferrals["review_on"])
    return deferrals.assign(until=until)


def by_month(rows: pd.DataFrame) -> pd.DataFrame:
    """Count the interviews by the month they were due and their number.

    Parameters
    ----------
    rows
        What ``interviews`` gave.

    Returns
    -------
    ``month``, ``wfi_no``, ``due`` (held, overdue, or not held before the client left), ``held``,
    ``on_time``, ``overdue``, ``deferred``, ``ended`` (the client left after it was due),
    ``timely_share`` (M14) and ``median_deviation`` in days, of those held.

    Notes
    -----
    Source: requirements.md REF-06, M14.
    """
    told = rows[~rows["state"].isin([LATER, COMING])]
    flags = pd.DataFrame({state: told["state"] == state for state in (HELD, OVERDUE, DEFERRED,
                                                                      ENDED)})  # fmt: skip
    flags["on_time"] = told["deviation_days"] <= 0
    flags["due"] = flags[HELD] | flags[OVERDUE] | flags[ENDED]
    keys = {"month": months_at(ordinals(told["due_on"])), "wfi_no": told["wfi_no"]}
    grouped = flags.assign(**keys, late=told["deviation_days"]).groupby(["month", "wfi_no"])
    names = ["due", HELD, "on_time", OVERDUE, DEFERRED, ENDED]
    counted = grouped[names].sum().astype("int64")
    counted["timely_share"] = rate(counted["on_time"], counted["due"])
    counted["median_deviation"] = grouped["late"].median()
    return counted.reset_index()


def overdue(rows: pd.DataFrame, today: date) -> pd.DataFrame:
    """Give the interviews that are overdue, the longest first, with ``days_overdue``."""
    late = rows[rows["state"] == OVERDUE]
    late = late.assign(days_overdue=(pd.Timestamp(today) - late["due_on"]).dt.days)
    return late.sort_values("days_overdue", ascending=False, kind="stable", ignore_index=True)


def deviation(rows: pd.DataFrame) -> pd.DataFrame:
    """Count the interviews held by how far from the day due: every band, ``band``, ``held``."""
    known = rows["deviation_days"].dropna()
    edges = [-np.inf, *(end for end in DEVIATIONS.values() if end is not None), np.inf]
    band = pd.cut(known, edges, labels=list(DEVIATIONS)).value_counts(sort=False)
    return pd.DataFrame({"band": list(DEVIATIONS), "held": band.to_numpy()})


def owed_each(categories: pd.Series[str], required: Mapping[str, int]) -> pd.Series[Any]:
    """Give how many interviews each referral is owed by its category; none where it says none."""
    return categories.map(dict(required)).fillna(0).astype("int64")
