"""How is an issue, action or plan raised, and how does it go on? By steps, none of them lost."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from db import doors, writing
from db.models import ItemStep, Meeting
from db.publishing.request import CallError, NotYoursError
from db.queries.governance.items import step_of
from monitoring.governance.items import Did, Step, Terms, left_open, refusal

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.writing import Pen, Place, Values


def raise_item(pen: Pen, place: Place, terms: Terms) -> int:
    """Raise an item; give its number. What a meeting leaves unsettled it carries over at once.

    Raises
    ------
    CallError
        If the contract is not the writer's, or the item does not say what one of its kind must.
    """
    with doors.publisher(pen.store, pen.principal) as session:
        contract_id = writing.begin(session, place)
        return raised(session, pen, place, contract_id, terms)


def raised(session: Session, pen: Pen, place: Place, contract_id: int, terms: Terms) -> int:
    """Write the first step of an item about a contract whose lock is held; give its number."""
    _refuse(None, Did.RAISED, terms, place)
    _refuse_unknown(session, contract_id, terms)
    number = writing.next_number(session, ItemStep, "item_id", contract_id)
    key = {"contract_id": contract_id, "item_id": number}
    writing.write(session, ItemStep, pen, place, {**_values(Did.RAISED, terms), **key, "step": 1})
    if left_open(Did.RAISED, terms):
        carried = {**_values(Did.CARRIED, terms), **key, "step": 2}
        writing.write(session, ItemStep, pen, place, carried)
    return number


def take_step(pen: Pen, place: Place, number: int, did: Did, terms: Terms) -> int:
    """Take the next step of an item; give the step's number.

    Parameters
    ----------
    pen, place
        Who writes, and for whom; the arrangement stays as it was.
    number, did
        Which item, and what is done with it.
    terms
        What holds from now on.

    Raises
    ------
    CallError
        If it is not the writer's, the step is not one that can follow, or something is left unsaid.
    """

    def values(session: Session, last: Any) -> Values:  # noqa: ANN401 - a row of item_step
        before = step_of(last) if last is not None else None
        _refuse(before, did, terms, place)
        _refuse_unknown(session, last.contract_id, terms)
        return {**_values(did, terms), "kind": last.kind, "arrangement": last.arrangement}

    return writing.follow(pen, ItemStep, {"item_id": number}, place, values)


def carry(session: Session, pen: Pen, contract_id: int, number: int, meeting: int) -> None:
    """Carry an item over from a meeting, in the transaction that writes the meeting down."""
    key = {"contract_id": contract_id, "item_id": number}
    row = writing.last_step(session, ItemStep, key)
    if row is None:
        msg = "There is nothing of this number here, or it is not yours."
        raise NotYoursError(msg)
    writing.refuse_strangers(session, row)
    last = step_of(row)
    terms = replace(last.terms, meeting=meeting, text="")
    _refuse(last, Did.CARRIED, terms, last)
    place = {"audience": last.audience, "arrangement": last.arrangement, "step": last.number + 1}
    values = {**_values(Did.CARRIED, terms), **key, **place}
    writing.write(session, ItemStep, pen, _place(last), values)


def _place(last: Step) -> Place:
    """Give the audience an item has, for a writer who was let in already."""
    return writing.Place("", last.audience, last.arrangement)


def _refuse(before: Step | None, did: Did, terms: Terms, place: Place | Step) -> None:
    if said := refusal(before, did, terms, place.audience):
        raise CallError(said)


def _refuse_unknown(session: Session, contract_id: int, terms: Terms) -> None:
    """Refuse a plan or a meeting that the contract does not have."""
    for model, column, value in (
        (ItemStep, "item_id", terms.within),
        (Meeting, "meeting_id", terms.meeting),
    ):
        table = model.__table__.c
        own = select(table.contract_id).where(
            table.contract_id == contract_id, table[column] == value
        )
        if value is not None and session.execute(own.limit(1)).first() is None:
            msg = "There is no plan or meeting of that number about this contract."
            raise CallError(msg)


def _values(did: Did, terms: Terms) -> dict[str, object]:
    told = asdict(terms)
    told["meeting_id"] = told.pop("meeting")
    return {**told, "did": did}
