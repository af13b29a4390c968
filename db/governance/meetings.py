"""How is a review or meeting written down, with what it raised and what it left open?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from db import doors, writing
from db.governance import items
from db.models import ItemStep, Meeting, Pack
from db.publishing.request import CallError, NotYoursError
from db.queries.governance.meetings import meeting_of
from monitoring.audiences import READERS, Audience, Side, widens
from monitoring.governance.reviews import CHANNELS, MeetingKind, change_refusal

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
    reason: str = ""
    cancelled: bool = False
    pack: int | None = None


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
        _refuse_pack(session, contract_id, place, held)
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
            "reason": held.reason.strip(),
            "cancelled": held.cancelled,
            "pack_no": held.pack,
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
    sides = doors.scope_of(session).writes_for(contract_id)
    if held.kind is MeetingKind.PPR and Side.DEPARTMENT not in sides:
        msg = "A performance review is written down by the department."
        raise NotYoursError(msg)


def _refuse_correction(
    session: Session, contract_id: int, pen: Pen, place: Place, held: Held
) -> None:
    """Refuse to change what somebody else wrote, without a reason, or for fewer readers."""
    if held.replaces is None:
        if held.cancelled:
            msg = "Only a meeting that is written down can be cancelled."
            raise CallError(msg)
        return
    table = Meeting.__table__
    own = table.c.contract_id == contract_id
    query = select(table).where(own, table.c.meeting_id == held.replaces)
    row = session.execute(query).one_or_none()
    if row is None or row.by_user != pen.principal.login:
        msg = "Only who wrote a meeting down corrects it."
        raise NotYoursError(msg)
    if session.scalar(select(table.c.meeting_id).where(own, table.c.replaces == held.replaces)):
        msg = "This entry was changed already. Change the one that stands."
        raise CallError(msg)
    if not widens(Audience(row.audience), place.audience):
        msg = "Who reads it can only be widened: those who read it already go on reading it."
        raise CallError(msg)
    kept = _holds_items(session, contract_id, held.replaces)
    last = meeting_of(row, place.contract)
    if said := change_refusal(last, held.reason, cancelled=held.cancelled, kept=kept):
        raise CallError(said)


def _holds_items(session: Session, contract_id: int, number: int) -> bool:
    """Say whether an item was raised or carried over in a meeting, under any number it had."""
    table, step = Meeting.__table__.c, ItemStep.__table__.c
    while number:
        named = select(step.item_id).where(
            step.contract_id == contract_id, step.meeting_id == number
        )
        if session.execute(named.limit(1)).first() is not None:
            return True
        before = select(table.replaces).where(
            table.contract_id == contract_id, table.meeting_id == number
        )
        number = session.scalar(before) or 0
    return False


def _refuse_pack(session: Session, contract_id: int, place: Place, held: Held) -> None:
    """Refuse a pack that the contract has not, or that either side would look for in vain."""
    if held.pack is None:
        return
    table = Pack.__table__.c
    audience = session.scalar(
        select(table.audience).where(
            table.contract_id == contract_id, table.pack_no == held.pack
        )
    )
    mine = doors.scope_of(session).sides(contract_id)
    if audience is None or not READERS[Audience(audience)].intersection(mine):
        msg = f"There is no pack {held.pack} of contract {place.contract}, or it is not yours."
        raise NotYoursError(msg)
    if not READERS[place.audience] - {Side.PARTNER} <= READERS[Audience(audience)]:
        msg = (
            f"Pack {held.pack} is for the department only. Share another pack with the provider, "
            "or write the meeting down for the department."
        )
        raise CallError(msg)
