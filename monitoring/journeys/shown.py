"""How do the steps of a journey read as tables, with plain names and no rate over too few?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitoring.journeys import services
from monitoring.journeys.steps import CLAIMED, LASTED, PAID, PROVISION, RECEIVED, REFERRED
from monitoring.journeys.steps import STARTED_JOB as JOB
from monitoring.rates import FEWEST, rate

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    import pandas as pd

NAMES: Mapping[str, str] = {
    REFERRED: "Referred",
    RECEIVED: "Received by the provider",
    "wfi_1": "First interview held",
    "wfi_2": "Second interview held",
    "wfi_3": "Third interview held",
    "wfi_4": "Fourth interview held",
    "wfi_5": "Fifth interview held",
    PROVISION: "Attended a service",
    JOB: "Began a job",
    CLAIMED: "Job outcome claimed",
    PAID: "Job outcome paid",
    LASTED: "Sustained outcome paid",
}
STATES: Mapping[str, str] = {
    services.MET: "Met",
    services.ON_COURSE: "On course",
    services.BEHIND: "Behind",
    services.SHORT: "Left with fewer",
}


def funnel(rows: pd.DataFrame) -> pd.DataFrame:
    """Give a row a step from the report ``journey``; shares in percent, blank over too few."""
    return rows.assign(
        named=rows["step"].map(dict(NAMES)),
        before_named=rows["step_before"].map(dict(NAMES)),
        percent=percent(rows["of_referred"], rows["referred"]),
        percent_before=percent(rows["of_before"], rows["before"]),
    )


def percent(share: pd.Series[float], over: pd.Series[float]) -> pd.Series[float]:
    """Give shares in percent, missing where they stand on too few people."""
    return (share.astype("float64") * 100).where(over.astype("float64") >= FEWEST)


def cohorts(rows: pd.DataFrame) -> pd.DataFrame:
    """Give a row a cohort from the report ``timeliness``, the latest first."""
    told = rows.assign(over_percent=percent(rows["over_limit_share"], rows["referred"]))
    return told.sort_values("month", ascending=False, ignore_index=True)


def interviews(rows: pd.DataFrame) -> pd.DataFrame:
    """Give a row a month from the report ``interviews``, every number together, the latest first.

    ``timely_percent`` is of those due, a ratio of sums.
    """
    names = ["due", "held", "on_time", "overdue", "deferred", "ended"]
    told = rows.groupby("month", as_index=False)[names].sum()
    told["timely_percent"] = percent(rate(told["on_time"], told["due"]), told["due"])
    return told.sort_values("month", ascending=False, ignore_index=True)


def by_number(rows: pd.DataFrame) -> pd.DataFrame:
    """Give a row an interview's number from the same report, all months together."""
    names = ["due", "held", "on_time", "overdue", "deferred", "ended"]
    told = rows.groupby("wfi_no", as_index=False)[names].sum()
    return told.assign(timely_percent=percent(rate(told["on_time"], told["due"]), told["due"]))


def lost(rows: pd.DataFrame) -> pd.DataFrame:
    """Give a row a month of starts from the report ``ineligible``, the latest first."""
    told = rows.assign(
        percent=percent(rows["conversion"], rows["starts"]),
        eligible_percent=percent(rows["eligible_conversion"], rows["eligible"]),
    )
    return told.sort_values("month", ascending=False, ignore_index=True)


def least(rows: pd.DataFrame) -> pd.DataFrame:
    """Give a row a site from the report ``minimum-service``, the contract first."""
    return rows.assign(
        site=rows["site"].fillna("The whole contract"),
        percent=percent(rows["met_share"], rows["met"] + rows["left_short"]),
    )


def used(rows: pd.DataFrame) -> pd.DataFrame:
    """Give a row a service from the report ``services``."""
    return rows.assign(percent=rows["mandatory_share"].astype("float64") * 100)


def asked_for(rows: pd.DataFrame) -> pd.DataFrame:
    """Give a row a kind of assessment from the report ``assessments``, by its plain name."""
    return rows.assign(
        named=rows["kind"].map(
            {"WCA": "Work capability (WCA)", "WFHRA": "Work focused health-related (WFHRA)"}
        )
    )


def each(rows: pd.DataFrame) -> pd.DataFrame:
    """Give a row a client from the report ``minimum-service`` in detail, those behind first."""
    order = [services.BEHIND, services.SHORT, services.ON_COURSE, services.MET]
    told = rows.assign(said=rows["state"].map(dict(STATES)), place=rows["state"].map(order.index))
    return told.sort_values("place", kind="stable", ignore_index=True)


def months_in(rows: pd.DataFrame) -> tuple[date, date]:
    """Give the first and the last month of some rows."""
    return rows["month"].min().date(), rows["month"].max().date()
