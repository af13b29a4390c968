"""How is a review or meeting written down, with what it raised and what it left open?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from db import doors, writing
from db.governance import items
from db.models import Meeting
from db.publishing.request import CallError
from monitoring.audiences import Audience, Side, widens
from monitoring.governance.reviews import CHANNELS, MeetingKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from db.writing import Pen, Place
    from monitoring.governance.items import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What was held, when, how, with which roles, and what was known then."""

    kind: MeetingKind
    held_on: date
    as_at: datetime
    channel: str
    present: str = ""
    text: str = ""
    replaces: int | None = None


def hold(
    pen: Pen,
    place: Place,
    held: Held,
    carried: Sequence[int] = (),
    raised: Sequence[Terms] = (),
) -> int:
    """Write a meeting down with the items it carries over and those it raised; give its number.

    Raises
    ------
    CallError
        If the contract or an item is not the writer's, a closed item is carried, the day lies
        ahead, or somebody else than the department writes a performance review down.
    """
    with doors.publisher(pen.store, pen.principal) as session:
        contract_id = writing.begin(session, place)
        _refuse(session, contract_id, pen, held)
        _refuse_correction(session, contract_id, pen, place, held)
        number = writing.next_number(session, Meeting, "meeting_id", contract_id)
        values = {
            "contract_id": contract_id,
            "meeting_id": number,
            "kind": held.kind,
            "held_on": held.held_on,
            "channel": held.channel,
            "present": held.present.strip(),
            "text": held.text.strip(),
            "as_at": held.as_at,
            "replaces": held.replaces,
        }
        writing.write(session, Meeting, pen, place, values)
        for one in carried:
            items.carry(session, pen, contract_id, one, number)
        for terms in raised:
            items.raised(session, pen, place, contract_id, replace(terms, meeting=number))
        return number


def _refuse(session: Session, contract_id: int, pen: Pen, held: Held) -> None:
    if held.held_on > pen.now.date():
        msg = "A meeting is written down when it was held. Choose the day it was."
        raise CallError(msg)
    if held.channel not in list(CHANNELS):
        msg = f"People meet in one of these ways: {', '.join(CHANNELS)}."
        raise CallError(msg)
    sides = doors.scope_of(session).sides(contract_id)
    if held.kind is MeetingKind.PPR and Side.DEPARTMENT not in sides:
        msg = "A performance review is written down by the department."
        raise CallError(msg)


def _refuse_correction(
    session: Session, contract_id: int, pen: Pen, place: Place, held: Held
) -> None:
    """Refuse to correct what somebody else wrote, or to take it from who reads it."""
    if held.replaces is None:
        return
    table = Meeting.__table__.c
    row = session.execute(
        select(table.by_user, table.audience).where(
            table.contract_id == contract_id, table.meeting_id == held.replaces
        )
    ).one_or_none()
    if row is None or row.by_user != pen.principal.login:
        msg = "Only who wrote a meeting down corrects it."
        raise CallError(msg)
    if not widens(Audience(row.audience), place.audience):
        msg = "Who reads it can only be widened: those who read it already go on reading it."
        raise CallError(msg)
