"""Which rows are the events a measure counts: when did a start happen, and what came after it?

A start belongs to a referral, and a referral lasts until the client's next one. What names no
referral belongs to the one that ran on its day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from db.models import FACTS
from db.types import NO_DATE
from monitoring.vocabulary import Source

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlalchemy import FromClause, Select, Subquery, Table

    from db.publishing.ways import Way

FOUND_INELIGIBLE = "ineligible_after_wca"


def standing_rows(
    table: Table, ids: Iterable[int], source: Source = Source.PROVIDER_MI
) -> ColumnElement[bool]:
    """Give the condition on the open rows of some contracts from one source."""
    return and_(
        table.c.contract_id.in_(sorted(ids)),
        table.c.known_to.is_(None),
        table.c.source == str(source),
    )


def one_to_one(appointments: FromClause) -> ColumnElement[bool]:
    """Give the condition that an interview was not held in a group (requirements.md C.2 rule 7)."""
    return or_(appointments.c.mode.is_(None), appointments.c.mode != "group")


def referrals(ids: Iterable[int]) -> Subquery:
    """Give each referral the provider reported, with the day of the client's next one."""
    starts = FACTS["starts"]
    following = func.lead(starts.c.referred_on).over(
        partition_by=(starts.c.contract_id, starts.c.client_id), order_by=starts.c.referred_on
    )
    names = ("contract_id", "client_id", "referred_on", "started_on", "received_on")
    return (
        select(
            *(starts.c[name] for name in names),
            starts.c.client_category.label("category"),
            starts.c.arrangement,
            following.label("next_on"),
        )
        .where(standing_rows(starts, ids))
        .subquery("referred")
    )


def belongs(
    event: FromClause, referral: FromClause, day: ColumnElement[date]
) -> ColumnElement[bool]:
    """Give the condition that a client's event belongs to a referral of the same client."""
    same_client = and_(
        event.c.contract_id == referral.c.contract_id, event.c.client_id == referral.c.client_id
    )
    ran = and_(
        day >= referral.c.referred_on,
        or_(referral.c.next_on.is_(None), day < referral.c.next_on),
    )
    if "referred_on" not in event.c:
        return and_(same_client, ran)
    unnamed = or_(event.c.referred_on.is_(None), event.c.referred_on == NO_DATE)
    return and_(same_client, or_(event.c.referred_on == referral.c.referred_on, and_(unnamed, ran)))


def starts(ids: Iterable[int], way: Way) -> Subquery:
    """Give the starts of some contracts under their rules: ``day`` is the day of the start."""
    wanted = sorted(ids)
    if way.start_event == "wfi1_attended":
        return _first_interviews(wanted, way)
    referral = referrals(wanted)
    day = referral.c["received_on" if way.start_event == "referral_accepted" else "started_on"]
    chosen = select(*_kept(referral), day.label("day")).where(day.is_not(None))
    return _without_ineligible(chosen, referral, wanted, way).subquery("begun")


def _first_interviews(ids: list[int], way: Way) -> Subquery:
    """Give the first interview numbered 1 that the client of each referral attended."""
    referral, interview = referrals(ids), FACTS["appointments"]
    attended = and_(
        standing_rows(interview, ids),
        interview.c.wfi_no == 1,
        interview.c.result == "attended",
        one_to_one(interview),
        belongs(interview, referral, interview.c.scheduled_on),
    )
    first = func.min(interview.c.scheduled_on).label("day")
    chosen = select(*_kept(referral), first).join_from(referral, interview, attended)
    chosen = _without_ineligible(chosen, referral, ids, way).group_by(*_kept(referral))
    return chosen.subquery("begun")


def _kept(referral: FromClause) -> list[ColumnElement[Any]]:
    names = ("contract_id", "client_id", "referred_on", "next_on", "category", "arrangement")
    return [referral.c[name] for name in names]


def _without_ineligible(
    chosen: Select[Any], referral: FromClause, ids: list[int], way: Way
) -> Select[Any]:
    """Leave out the clients found ineligible, where the contract does not count them."""
    if way.ineligible_counts:
        return chosen
    exits = FACTS["exits"]
    found = exists().where(
        standing_rows(exits, ids),
        exits.c.reason == FOUND_INELIGIBLE,
        belongs(exits, referral, exits.c.exited_on),
    )
    return chosen.where(~found)
