"""What is open about each contract: its items, its reviews and meetings, its requests?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from db import doors
from db.queries.governance.items import items_of
from db.queries.governance.meetings import meetings_of
from db.queries.governance.requests import requests_of
from monitoring.audiences import Side
from monitoring.governance.reviews import (
    Meeting,
    MeetingKind,
    Series,
    Term,
    months_by_rating,
    series,
)
from monitoring.periods import last_ended
from monitoring.promises import Promised

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from db.queries.contracts import Terms
    from db.reports.ground import Ground

EVERY = {MeetingKind.CONTACT: "cm_contact_months", MeetingKind.TPPM: "tppm_meeting_months"}


def promised(
    session: Session, ground: Ground, as_at: datetime | None = None
) -> Mapping[str, Promised]:
    """Give what is open about each contract of a programme, by reference."""
    contracts = {each.contract_id: each.reference for each in ground.contracts}
    items = items_of(session, contracts, as_at)
    requests = requests_of(session, contracts, as_at)
    held = meetings_of(session, contracts, as_at)
    scope = doors.scope_of(session)
    return {
        each.reference: Promised(
            each.reference,
            tuple(one for one in items if one.contract == each.reference),
            series_of(
                ground,
                each,
                [one for one in held if one.contract == each.reference],
                seen=scope.sides(each.contract_id) != (Side.PARTNER,),
            ),
            tuple(one for one in requests if one.contract == each.reference),
        )
        for each in ground.contracts
    }


def last_reviews(
    session: Session, ground: Ground, as_at: datetime | None = None
) -> dict[str, date]:
    """Give the last month the last performance review of each contract looked at, by reference."""
    contracts = {each.contract_id: each.reference for each in ground.contracts}
    found: dict[str, date] = {}
    for each in meetings_of(session, contracts, as_at):
        if each.kind is MeetingKind.PPR and each.held_on <= ground.working_date:
            found.setdefault(each.contract, last_ended(each.held_on))
    return found


def series_of(
    ground: Ground, terms: Terms, held: list[Meeting], *, seen: bool = True
) -> tuple[Series, ...]:
    """Give how each kind of meeting of a contract stands on the programme's working date.

    A provision manager's meetings are told of only where the contract has one. A partner sees no
    review of the prime, so that none is overdue to it (``seen``).
    """
    term = Term(terms.starts_on, terms.last_day)
    kinds = [kind for kind in MeetingKind if kind is not MeetingKind.TPPM or terms.tppm]
    return tuple(
        series(held, kind, interval(ground, terms, kind), term, ground.working_date, seen=seen)
        for kind in kinds
    )


def interval(ground: Ground, terms: Terms, kind: MeetingKind) -> int | None:
    """Give the months between two meetings of a kind; None where none were set."""
    if kind is MeetingKind.PPR:
        table = ground.in_force(terms.contract_id, "ppr_months_by_risk")
        return months_by_rating(table, terms.risk_rating) if isinstance(table, dict) else None
    return ground.whole(terms.contract_id, EVERY[kind])
