"""How long does it take from referral to first interview, and how far does a cohort come?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from db.reports.followed import Making
from monitoring.journeys import steps, waiting
from monitoring.periods import By, period_of

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from db.reports.followed import Followed
    from db.reports.view import Report, View

SPINE = "whose record of the referrals is followed"
TIMELINESS = Making(
    "timeliness",
    {
        "contract": "the contract's reference",
        "month": "the month of referral, or the first of the contract's own quarter or year",
        "referred": "referrals made in it: the cohort",
        "started": "of these, with a first interview held",
        "waiting": "of these, still waiting on the working date",
        "left": "of these, ended or referred again without a first interview",
        "median_days": "days by which half were seen, those who wait counted as waiting; null "
        "where half are not seen yet",
        "p90_days": "the same for nine in ten",
        "over_limit_share": "share not seen within the days allowed, those who wait counted",
        "low": "lower end of its 95% interval; null where it cannot be worked out",
        "high": "upper end of it",
        "limit_days": "days allowed from referral to first interview",
        "source": SPINE,
    },
    whole=("referred", "started", "waiting", "left", "median_days", "p90_days", "limit_days"),
)
CURVE = Making(
    "waits",
    {
        "contract": "the contract's reference",
        "days": "days since referral",
        "share": "share still without a first interview, those who wait counted as waiting",
        "source": SPINE,
    },
    whole=("days",),
    by=By.TOTAL,
)
JOURNEY = Making(
    "journey",
    {
        "contract": "the contract's reference",
        "month": "the month of referral, or the first of a longer period: the cohort",
        "step": "the step, in the order of the journey",
        "people": "referrals of the cohort that came to it",
        "referred": "referrals of the cohort",
        "of_referred": "people over referred",
        "low": "lower end of its 95% interval",
        "high": "upper end of it",
        "step_before": "the step it is reached from",
        "before": "referrals of the cohort that came to the step before",
        "both": "of these, those that came to this one too",
        "of_before": "both over before",
        "median_days": "days between the two steps, of those who came on; those still on their way "
        "are not in it",
        "source": SPINE,
    },
    whole=("people", "referred", "before", "both"),
    by=By.TOTAL,
)


def timeliness(session: Session, view: View, now: datetime) -> Report:
    """Give how long referrals waited for their first interview, cohort by cohort."""
    return TIMELINESS.report(session, view, now, _timely)


def curve(session: Session, view: View, now: datetime) -> Report:
    """Give the share still waiting by the days since referral."""
    return CURVE.report(session, view, now, _curve)


def journey(session: Session, view: View, now: datetime) -> Report:
    """Give how far each cohort of referrals came."""
    return JOURNEY.report(session, view, now, _journey)


def _spells(one: Followed) -> pd.DataFrame:
    held = one.journeys
    return one.asked(waiting.spells(held.episodes, held.seen_on, held.ended_on, held.today))


def _timely(one: Followed) -> pd.DataFrame:
    limit = one.whole("referral_lag_limit_days")
    rows = waiting.timeliness(_spells(one), limit, one.by, one.terms.starts_on)
    return rows.assign(limit_days=limit, source=str(one.journeys.spine))


def _curve(one: Followed) -> pd.DataFrame:
    spells = _spells(one)
    if spells.empty:
        return pd.DataFrame()
    rows = waiting.still_waiting(spells["days"], spells["seen"])
    return rows.assign(source=str(one.journeys.spine))


def _journey(one: Followed) -> pd.DataFrame:
    known = one.asked(one.journeys.episodes)
    if known.empty:
        return pd.DataFrame()
    reached = one.journeys.reached.loc[known.index]
    cohorts = period_of(known["month"], one.by, one.terms.starts_on)
    parts = [
        steps.funnel(rows).assign(month=month) for month, rows in reached.groupby(cohorts)
    ]
    return pd.concat(parts, ignore_index=True).assign(source=str(one.journeys.spine))
