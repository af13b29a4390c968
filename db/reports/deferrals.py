"""Which interviews are put off, why, and which should have been looked at again?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from db.queries.journeys import references
from db.reports.followed import Making
from monitoring.journeys import deferred, episodes
from monitoring.periods import By, months_at, ordinals

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from db.reports.followed import Followed
    from db.reports.view import Report, View

SUMMARY = Making(
    "deferrals",
    {
        "contract": "the contract's reference",
        "reason": "why, as the provider says; null for all together",
        "deferrals": "deferrals that began in the months asked about",
        "running": "of these, still running and not due for review",
        "review_overdue": "of these, past the day of their review without an end",
        "ended": "of these, ended, or the client left",
        "active": "referrals that have not ended",
        "share": "running and overdue for review, over active",
    },
    whole=("deferrals", "running", "review_overdue", "ended", "active"),
    by=By.TOTAL,
)
REGISTER = Making(
    "deferrals",
    {
        "contract": "the contract's reference",
        "client_ref": "the client's case reference",
        "from_on": "the first day",
        "reason": "why, as the provider says",
        "review_on": "the day it is to be looked at again",
        "to_on": "the last day",
        "approved_by_role": "the role of whoever approved it",
        "state": "running, review_overdue or ended",
        "waiver": "whether the reason says that the interview was waived",
    },
    by=By.TOTAL,
)


def report(session: Session, view: View, now: datetime) -> Report:
    """Give deferrals by reason; with detail, the register of them."""
    if view.detail:
        return REGISTER.report(session, view, now, _register)
    return SUMMARY.report(session, view, now, _by_reason)


def _standing(one: Followed) -> pd.DataFrame:
    held = one.journeys
    rows = held.rows("deferrals")
    rows = rows[rows["from_on"] <= pd.Timestamp(held.today)].reset_index(drop=True)
    rows = rows.assign(
        month=months_at(ordinals(rows["from_on"])),
        client_category=rows["client_id"].map(held.category_of()).fillna(""),
    )
    known = episodes.belonging(held.episodes, rows.assign(place=rows.index), "from_on")
    left = held.ended_on.set_axis(held.episodes["episode"]).reindex(known["episode"])
    ended = left.set_axis(known["place"]).reindex(rows.index)
    return one.asked(deferred.standing(rows, ended, held.today))


def _by_reason(one: Followed) -> pd.DataFrame:
    rows = _standing(one)
    if rows.empty:
        return rows
    active = int(one.journeys.ended_on.isna().sum())
    found = deferred.by_reason(rows, active)
    return found.assign(reason=found["reason"].replace("", None))


def _register(one: Followed) -> pd.DataFrame:
    rows = _standing(one)
    order = [deferred.OVERDUE, deferred.RUNNING, deferred.ENDED]
    rows = rows.assign(place=rows["state"].map(order.index))
    rows = rows.sort_values(["place", "review_on"], kind="stable")
    known = references(one.journeys.session, one.terms.contract_id)
    return rows.assign(client_ref=rows["client_id"].map(known))
