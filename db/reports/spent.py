"""What do assessments, ineligible clients and the services owed come to?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from db.queries.journeys import references
from db.reports import interviews
from db.reports.followed import Making
from monitoring.journeys import assessments, episodes, ineligible, schedule, services
from monitoring.journeys.steps import WFI
from monitoring.periods import By, months_at, ordinals, period_of

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from db.reports.followed import Followed
    from db.reports.view import Report, View

ASSESSMENTS = Making(
    "assessments",
    {
        "contract": "the contract's reference",
        "kind": "WCA (work capability) or WFHRA (work focused, health-related) assessment",
        "requested": "assessments asked for in the months asked about",
        "completed": "of these, completed",
        "received": "of these, with the provider",
        "open": "of these, not with the provider yet",
        "completed_not_received": "of these open, completed",
        "oldest_open_days": "days the oldest open one has been open",
        "median_days": "days from request to the provider, those open counted as open; null where "
        "half are not there yet",
        "p90_days": "the same for nine in ten",
    },
    whole=(
        "requested", "completed", "received", "open", "completed_not_received", "oldest_open_days",
        "median_days", "p90_days",
    ),
    by=By.TOTAL,
)  # fmt: skip
INELIGIBLE = Making(
    "ineligible",
    {
        "contract": "the contract's reference",
        "month": "the month of the start, or the first of a longer period",
        "starts": "starts as reported",
        "ineligible": "of these, later found ineligible by the assessment",
        "eligible": "starts less those found ineligible",
        "job_outcomes": "of these starts, with a job outcome claimed and not rejected",
        "conversion": "job outcomes over starts",
        "eligible_conversion": "job outcomes over eligible",
        "interviews": "interviews held with those found ineligible, until they left",
        "minutes": "minutes of these interviews, as far as they are on record",
        "unmeasured": "of these interviews, without minutes on record",
        "hours_lost": "the minutes in hours",
        "provision": "services those found ineligible attended, until they left",
    },
    whole=(*ineligible.COUNTS, "unmeasured"),
)
MINIMUM = Making(
    "minimum-service",
    {
        "contract": "the contract's reference",
        "site": "where the clients are seen; null for the whole contract",
        "starts": "mandatory clients who started in the months asked about",
        "met": "of these, with every interview they are owed held",
        "on_course": "of these, with the next one not due yet",
        "behind": "of these, with one overdue",
        "left_short": "of these, left with fewer",
        "met_share": "met over met and left short",
        "cmp": "of these, referred to condition management",
    },
    whole=("starts", services.MET, services.ON_COURSE, services.BEHIND, services.SHORT, "cmp"),
    by=By.TOTAL,
)
OF_EACH = Making(
    "minimum-service",
    {
        "contract": "the contract's reference",
        "client_ref": "the client's case reference",
        "site": "where the client is seen",
        "referred_on": "the day of the referral",
        "held": "interviews held",
        "owed": "interviews owed",
        "state": "met, on_course, behind or left_short",
        "cmp": "whether the client was referred to condition management",
    },
    whole=("held", "owed"),
    by=By.TOTAL,
)
SERVICES = Making(
    "services",
    {
        "contract": "the contract's reference",
        "service": "the service, beyond interviews and condition management",
        "referred": "referrals to it of clients who started in the months asked about",
        "attended": "of these, attended at least once",
        "completed": "of these, completed",
        "no_take_up": "of these, not attended",
        "clients": "referrals to the programme in which it was attended",
        "mandatory_share": "share of mandatory starts that attended it",
    },
    whole=("referred", "attended", "completed", "no_take_up", "clients"),
    by=By.TOTAL,
)


def waits(session: Session, view: View, now: datetime) -> Report:
    """Give how long assessments take, by kind."""
    return ASSESSMENTS.report(session, view, now, _waits)


def lost(session: Session, view: View, now: datetime) -> Report:
    """Give starts as reported and eligible, and what was spent on those found ineligible."""
    return INELIGIBLE.report(session, view, now, _lost)


def minimum(session: Session, view: View, now: datetime) -> Report:
    """Give by site who got the interviews they are owed; with detail, client by client."""
    if view.detail:
        return OF_EACH.report(session, view, now, _each)
    return MINIMUM.report(session, view, now, _sites)


def used(session: Session, view: View, now: datetime) -> Report:
    """Give how services beyond the least owed are used."""
    return SERVICES.report(session, view, now, _used)


def _waits(one: Followed) -> pd.DataFrame:
    """Assessments often come before the referral, so they are followed by client alone."""
    rows = one.journeys.rows("assessments")
    rows = rows.assign(
        month=months_at(ordinals(rows["requested_on"])),
        client_category=rows["client_id"].map(one.journeys.category_of()),
    )
    return assessments.waits(one.asked(rows), one.journeys.today)


def _lost(one: Followed) -> pd.DataFrame:
    begun = one.journeys.started_on(str(one.in_force("start_event")))
    rows = one.asked(ineligible.spent(one.journeys.episodes, begun, one.journeys.rows))
    months = period_of(rows["month"], one.by, one.terms.starts_on)
    return ineligible.by_month(rows.assign(month=months))


def _starts(one: Followed) -> pd.DataFrame:
    """Give the starts of the months asked for, with the month each fell in."""
    begun = one.journeys.started_on(str(one.in_force("start_event")))
    known = one.journeys.episodes[begun.notna()]
    return one.asked(known.assign(month=months_at(ordinals(begun[begun.notna()]))))


def _mandatory(one: Followed) -> pd.DataFrame:
    """Give the mandatory starts, how far each is, and whether condition management was offered."""
    held = one.journeys
    known = _starts(one)
    each = schedule.owed_each(known["client_category"], one.in_force("wfi_required"))
    known, each = known[each > 0], each[each > 0]
    every = interviews.every(one)
    late = set(every.loc[every["state"] == schedule.OVERDUE, "place"])
    reached = held.reached.loc[known.index]
    offered = episodes.belonging(held.episodes, held.rows("provision"), "referred_on")
    cmp = set(offered.loc[services.is_condition_management(offered["service"]), "episode"])
    state = services.minimum(
        reached,
        each,
        pd.Series([place in late for place in known.index], index=known.index, dtype="bool"),
        held.ended_on.loc[known.index],
    )
    return known.assign(
        site=held.site_of().loc[known.index],
        owed=each,
        held=reached[list(WFI)].notna().sum(axis="columns"),
        state=state,
        cmp=known["episode"].isin(cmp),
    )


def _sites(one: Followed) -> pd.DataFrame:
    known = _mandatory(one)
    if known.empty:
        return pd.DataFrame()
    rows = services.by_site(known)
    return rows.assign(site=rows["site"].replace("", None))


def _each(one: Followed) -> pd.DataFrame:
    known = _mandatory(one)
    named = references(one.journeys.session, one.terms.contract_id)
    return known.assign(
        client_ref=known["client_id"].map(named), site=known["site"].replace("", None)
    )


def _used(one: Followed) -> pd.DataFrame:
    held = one.journeys
    rows = episodes.belonging(held.episodes, held.rows("provision"), "referred_on")
    return services.optional(_starts(one), rows, held.today)
