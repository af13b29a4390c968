"""Who came when booked, which slots were used, and was every failure to attend followed up?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from db.queries.journeys import references
from db.reports.followed import Making
from monitoring.journeys import appointments, followed_up
from monitoring.periods import By, months_at, ordinals, period_of

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from db.reports.followed import Followed
    from db.reports.view import Report, View

_COUNTED = {
    "due": "client appointments attended or missed, group sessions left out",
    "attended": "of these, attended",
    "fta": "of these, missed: failures to attend (FTA)",
    "fta_rate": "fta over due, by client appointment",
    "low": "lower end of its 95% interval",
    "high": "upper end of it",
    "cancelled": "cancelled by agreement or by the provider; not due",
    "put_off": "put off; not due",
    "group_sessions": "clients seen in a group, which is not permitted and counts as no interview",
    "warm_ups": "of those attended, warm-ups",
    "slots": "slots booked, of appointments that name one and were attended or missed",
    "slots_used": "of these, with at least one client attending",
    "slot_use": "slots used over slots",
    "double_booked": "slots booked for more than one client",
    "minutes_planned": "minutes the interviews attended were planned to take",
    "minutes_held": "minutes they took, as far as that is on record",
    "unmeasured": "interviews attended without minutes on record",
}
WHOLE = (*appointments.COUNTS, *appointments.SLOTS)
SUMMARY = Making(
    "appointments",
    {
        "contract": "the contract's reference",
        "month": "the month booked for, or the first of a longer period",
        "wfi_no": "which interview; null for all together, 0 for what is no interview",
        **_COUNTED,
    },
    whole=("wfi_no", *WHOLE),
)
PARTS = Making(
    "appointments",
    {
        "contract": "the contract's reference",
        "site": "where the client was booked",
        "client_category": "mandatory or voluntary",
        **_COUNTED,
    },
    whole=WHOLE,
    by=By.TOTAL,
)
FOLLOWED = Making(
    "follow-ups",
    {
        "contract": "the contract's reference",
        "month": "the month booked for, or the first of a longer period",
        "ftas": "appointments missed",
        "in_time": "of these, followed up within the days allowed",
        "late": "of these, followed up later",
        "none": "of these, not followed up at all, the days allowed being over",
        "still_time": "of these, not followed up yet, within the days allowed",
        "none_share": "none over ftas",
        "days_allowed": "days in which a missed appointment is to be followed up",
    },
    whole=("ftas", "in_time", "late", "none", "still_time", "days_allowed"),
)
OPEN = Making(
    "follow-ups",
    {
        "contract": "the contract's reference",
        "client_ref": "the client's case reference",
        "scheduled_on": "the day of the missed appointment",
        "wfi_no": "which interview it was",
        "days_since": "days since then",
        "site": "where it was booked",
    },
    whole=("wfi_no", "days_since"),
    by=By.TOTAL,
)
BY_AGE = Making(
    "unfollowed",
    {
        "contract": "the contract's reference",
        "missed": "how long ago the appointment was",
        "ftas": "missed appointments not followed up at all, the days allowed being over",
    },
    whole=("ftas",),
    by=By.TOTAL,
)


def report(session: Session, view: View, now: datetime) -> Report:
    """Give appointments by month and interview; with detail, by site and category of clients."""
    if view.detail:
        return PARTS.report(session, view, now, _parts)
    return SUMMARY.report(session, view, now, _months)


def follow_ups(session: Session, view: View, now: datetime) -> Report:
    """Give how missed appointments were followed up; with detail, those not at all."""
    if view.detail:
        return OPEN.report(session, view, now, _open)
    return FOLLOWED.report(session, view, now, _followed)


def unfollowed(session: Session, view: View, now: datetime) -> Report:
    """Give missed appointments not followed up by how long ago they were."""
    return BY_AGE.report(session, view, now, _by_age)


def booked(one: Followed) -> pd.DataFrame:
    """Give the appointments up to today of the months and clients asked for.

    They are followed by client alone: an appointment of somebody without a referral is one, too.
    """
    rows = one.journeys.rows("appointments")
    rows = rows[rows["scheduled_on"] <= pd.Timestamp(one.journeys.today)]
    rows = rows.assign(
        month=months_at(ordinals(rows["scheduled_on"])),
        client_category=rows["client_id"].map(one.journeys.category_of()).fillna(""),
    )
    return one.asked(rows)


def _months(one: Followed) -> pd.DataFrame:
    rows = booked(one)
    if rows.empty:
        return rows
    month = period_of(rows["month"], one.by, one.terms.starts_on)
    return appointments.months(rows.assign(month=month), one.in_force("wfi_minutes"))


def _parts(one: Followed) -> pd.DataFrame:
    rows = booked(one)
    if rows.empty:
        return rows
    found = appointments.parts(rows, one.in_force("wfi_minutes"))
    told = {name: found[name].replace("", None) for name in ("site", "client_category")}
    return found.assign(**told)


def _missed(one: Followed) -> pd.DataFrame:
    return followed_up.missed(booked(one), one.whole("fta_followup_days"), one.journeys.today)


def _followed(one: Followed) -> pd.DataFrame:
    rows = _missed(one)
    month = period_of(rows["month"], one.by, one.terms.starts_on)
    found = followed_up.by_month(rows.assign(month=month))
    return found.assign(days_allowed=one.whole("fta_followup_days"))


def _open(one: Followed) -> pd.DataFrame:
    rows = followed_up.open_list(_missed(one))
    known = references(one.journeys.session, one.terms.contract_id)
    return rows.assign(
        client_ref=rows["client_id"].map(known), site=rows["site"].replace("", None)
    )


def _by_age(one: Followed) -> pd.DataFrame:
    rows = _missed(one)
    return followed_up.by_age(rows) if len(rows) else pd.DataFrame()
