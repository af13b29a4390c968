"""What is said of partners' weekly returns?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitoring.narrative.words import count_of, day, listed

if TYPE_CHECKING:
    import pandas as pd

TITLES = {
    "referrals": "Referrals",
    "attended": "Attended",
    "ftas": "Failed to attend",
    "activities": "Activities",
    "job_outcomes": "Job outcomes",
    "sustained_job_outcomes": "Sustained",
}


def weeks_finding(weeks: pd.DataFrame, months: pd.DataFrame) -> str:
    """Say how many weeks came, up to when, and what is wanting.

    Parameters
    ----------
    weeks
        The frame RETURNED.
    months
        The same weeks by month: the frame MONTHS.
    """
    partners = weeks["arrangement"].nunique()
    said = (
        f"{count_of(len(weeks), 'week', 'weeks')} of "
        f"{count_of(partners, 'arrangement', 'arrangements')}, the last from "
        f"{day(weeks['week_starting'].max())}."
    )
    missing = int(months["weeks_missing"].sum())
    faults = [
        *([count_of(missing, "week did not come", "weeks did not come")] if missing else []),
        *(["some days were returned twice"] if months["overlap"].any() else []),
    ]
    return f"{said} {listed(faults).capitalize()}." if faults else f"{said} None is missing."


def state_of_month(weeks: int, missing: int, *, overlap: bool) -> str:
    """Say how whole a month is: 4 weeks; 3 weeks, 1 missing; days returned twice."""
    if overlap:
        return "days returned twice: not added"
    came = count_of(weeks, "week", "weeks")
    return f"{came}, {missing} missing" if missing else came
