"""How do appointments read as tables, with plain names and no rate over too few?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitoring.journeys import deferred
from monitoring.journeys.appointments import COUNTS
from monitoring.journeys.shown import percent
from monitoring.rates import rate

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

OTHER = "Other appointment"
STATES: Mapping[str, str] = {
    deferred.RUNNING: "Running",
    deferred.OVERDUE: "Review overdue",
    deferred.ENDED: "Ended",
}


def months(rows: pd.DataFrame) -> pd.DataFrame:
    """Give a row a month from the report ``appointments``, every interview together."""
    return _with_rates(rows[rows["wfi_no"].isna()]).sort_values("month", ignore_index=True)


def numbers(rows: pd.DataFrame) -> pd.DataFrame:
    """Give a row an interview's number, all months together, with its minutes for each held."""
    each = rows[rows["wfi_no"].notna()].groupby("wfi_no", as_index=False)[list(COUNTS)].sum()
    named = [f"Interview {number:.0f}" if number else OTHER for number in each["wfi_no"]]
    return _with_rates(each).assign(named=named)


def sites(rows: pd.DataFrame) -> pd.DataFrame:
    """Give a row a site and category from the report in detail."""
    told = {name: rows[name].fillna("not said") for name in ("site", "client_category")}
    found = _with_rates(rows).assign(**told)
    return found.assign(slot_percent=found["slot_use"].astype("float64") * 100)


def _with_rates(rows: pd.DataFrame) -> pd.DataFrame:
    measured = rows["attended"] - rows["unmeasured"]
    return rows.assign(
        percent=percent(rate(rows["fta"], rows["due"]), rows["due"]),
        minutes_each=rate(rows["minutes_held"], measured.where(rows["minutes_held"] > 0)),
        planned_each=rate(rows["minutes_planned"], measured.where(rows["minutes_held"] > 0)),
    )


def followed(rows: pd.DataFrame) -> pd.DataFrame:
    """Give a row a month from the report ``follow-ups``, the latest first."""
    told = rows.assign(percent=percent(rows["none_share"], rows["ftas"]))
    return told.sort_values("month", ascending=False, ignore_index=True)


def reasons(rows: pd.DataFrame) -> pd.DataFrame:
    """Give a row a reason from the report ``deferrals``, all together first."""
    told = rows.assign(
        reason=rows["reason"].fillna("All reasons"), percent=rows["share"].astype("float64") * 100
    )
    return told.reset_index(drop=True)


def register(rows: pd.DataFrame) -> pd.DataFrame:
    """Give a row a deferral from the register, its state in words."""
    return rows.assign(said=rows["state"].map(dict(STATES)))
