"""Are interviews held when they are due, and whose are overdue?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from db.queries.journeys import references
from db.reports.followed import Making
from monitoring.journeys import episodes, schedule
from monitoring.journeys.steps import WFI
from monitoring.periods import By, months_at, ordinals

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from db.reports.followed import Followed
    from db.reports.view import Report, View

SUMMARY = Making(
    "interviews",
    {
        "contract": "the contract's reference",
        "month": "the month the interview was due",
        "wfi_no": "which interview it is, from the second on",
        "due": "interviews owed: held, overdue, or not held before the client left",
        "held": "of these, held",
        "on_time": "of these, held on or before the day due",
        "overdue": "due before the working date, not held, the client neither left nor deferred",
        "deferred": "put off by a deferral that still runs",
        "ended": "not held, and the client left after the day due",
        "timely_share": "on time over due",
        "median_deviation": "days held after (before: negative) the day due, of those held",
    },
    whole=("wfi_no", "due", "held", "on_time", "overdue", "deferred", "ended"),
)
OVERDUE = Making(
    "interviews",
    {
        "contract": "the contract's reference",
        "client_ref": "the client's case reference",
        "wfi_no": "which interview it is",
        "due_on": "the day it was due",
        "days_overdue": "days since then",
        "site": "where the client is seen",
    },
    whole=("wfi_no", "days_overdue"),
    by=By.TOTAL,
)
DEVIATION = Making(
    "deviation",
    {
        "contract": "the contract's reference",
        "from_due": "how far from the day due the interview was held",
        "held": "interviews held",
    },
    whole=("held",),
    by=By.TOTAL,
)


def interviews(session: Session, view: View, now: datetime) -> Report:
    """Give the interviews owed by month and number; with detail, those overdue, one by one."""
    if view.detail:
        return OVERDUE.report(session, view, now, _overdue)
    return SUMMARY.report(session, view, now, lambda one: schedule.by_month(owed(one)))


def deviation(session: Session, view: View, now: datetime) -> Report:
    """Give how far from the day due interviews were held."""
    return DEVIATION.report(session, view, now, _deviation)


def owed(one: Followed) -> pd.DataFrame:
    """Give the interviews owed in the months asked for: those in which they are due."""
    return one.asked(every(one))


def every(one: Followed) -> pd.DataFrame:
    """Give every interview each referral of the contract is owed, and how it stands."""
    held = one.journeys
    known = held.reached[list(WFI)]
    due = schedule.due_dates(known, one.whole("wfi_interval_days"), str(one.in_force("wfi_anchor")))
    put_off = schedule.deferred_until(held.rows("deferrals"))
    put_off = put_off[put_off["from_on"] <= pd.Timestamp(held.today)]
    belongs = episodes.belonging(held.episodes, put_off, "from_on").groupby("episode")["until"]
    until = pd.DataFrame(
        {
            "ended_on": _ended(one),
            "deferred_until": belongs.max().reindex(held.episodes["episode"]).to_numpy(),
        },
        index=held.episodes.index,
    )
    each = schedule.owed_each(held.episodes["client_category"], one.in_force("wfi_required"))
    rows = schedule.interviews(known, due, each, until, held.today)
    return rows.assign(
        month=months_at(ordinals(rows["due_on"])),
        client_category=rows["place"].map(held.episodes["client_category"]),
    )


def _ended(one: Followed) -> pd.Series[pd.Timestamp]:
    """Give the day a referral ended: the client left, or was referred again."""
    again = one.journeys.episodes.groupby("client_id")["referred_on"].shift(-1)
    return pd.concat([one.journeys.ended_on, again], axis="columns").min(axis="columns")


def _overdue(one: Followed) -> pd.DataFrame:
    rows = schedule.overdue(owed(one), one.journeys.today)
    known = references(one.journeys.session, one.terms.contract_id)
    sites = one.journeys.site_of()
    return rows.assign(
        client_ref=rows["place"].map(one.journeys.episodes["client_id"]).map(known),
        site=rows["place"].map(sites).replace("", None),
    )


def _deviation(one: Followed) -> pd.DataFrame:
    rows = owed(one)
    if rows["held_on"].isna().all():
        return pd.DataFrame()
    return schedule.deviation(rows).rename(columns={"band": "from_due"})
