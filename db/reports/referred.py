"""Who is referred week by week, by which office, for which benefit, and who is not seen yet?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from db.reports.followed import Making
from monitoring.periods import By
from monitoring.referrals import backlog, weeks

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from db.reports.followed import Followed
    from db.reports.view import Report, View

REFERRALS = Making(
    "referrals",
    {
        "contract": "the contract's reference",
        "week": "the Monday of the week of referral; a week in two months has a row for each",
        "month": "the month of referral",
        "office": "the Jobcentre office that referred",
        "client_category": "mandatory or voluntary",
        "benefit": "the benefit the client claims",
        "referrals": "how many were referred",
        "source": "whose record of the referrals is followed",
    },
    whole=("referrals",),
)
WAITING = Making(
    "waiting",
    {
        "contract": "the contract's reference",
        "waited": "how long those referred and not yet seen have waited, in weeks",
        "waiting": "referrals without a first interview that have not ended",
        "oldest_days": "the longest wait in the band, in days",
        "source": "whose record of the referrals is followed",
    },
    whole=("waiting", "oldest_days"),
    by=By.TOTAL,
)
LOOK_AHEAD = Making(
    "look-ahead",
    {
        "contract": "the contract's reference",
        "week": "the Monday of the week the first interview is due; null where that is past",
        "site": "where the client is to be seen, as the provider says",
        "referrals": "referrals notified to the provider and not yet seen",
        "days_allowed": "days from referral in which the first interview is to be held",
        "source": "whose record of the referrals is followed",
    },
    whole=("referrals", "days_allowed"),
    by=By.TOTAL,
)


def referrals(session: Session, view: View, now: datetime) -> Report:
    """Give referrals by week, month, office, category and benefit."""
    return REFERRALS.report(session, view, now, _referred)


def waiting(session: Session, view: View, now: datetime) -> Report:
    """Give those referred and not yet seen, by how long they have waited."""
    return WAITING.report(session, view, now, _backlog)


def look_ahead(session: Session, view: View, now: datetime) -> Report:
    """Give those notified and not yet seen, by the week their first interview is due and site."""
    return LOOK_AHEAD.report(session, view, now, _ahead)


def _referred(one: Followed) -> pd.DataFrame:
    rows = weeks.told_apart(one.asked(one.journeys.episodes))
    return rows.assign(source=str(one.journeys.spine))


def _unseen(one: Followed) -> pd.DataFrame:
    held = one.journeys
    return one.asked(backlog.unseen(held.episodes, held.seen_on, held.ended_on))


def _backlog(one: Followed) -> pd.DataFrame:
    if one.journeys.episodes.empty:
        return pd.DataFrame()
    rows = backlog.by_age(_unseen(one), one.journeys.today)
    return rows.assign(source=str(one.journeys.spine))


def _ahead(one: Followed) -> pd.DataFrame:
    open_still = _unseen(one)
    sites = one.journeys.site_of()
    allowed = one.whole("referral_lag_limit_days")
    rows = backlog.look_ahead(open_still, sites, allowed, one.journeys.today)
    return rows.assign(source=str(one.journeys.spine), days_allowed=allowed)
