"""How is it written down who answers for what, whom to reach, and what somebody leaves behind?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from db import doors, registers, writing
from db.models import ContactPoint, Handover, Responsibility
from db.publishing.request import CallError, NotYoursError
from db.queries.governance.duties import shipped_matrix
from monitoring.audiences import Audience, widens
from monitoring.governance.handing_over import HANDED_OVER, contact_refusal
from monitoring.governance.responsibilities import MatrixError, cell_from

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.writing import Pen, Place, Values
    from monitoring.governance.handing_over import Leaving, Reach
    from monitoring.governance.parties import Party


def set_responsibility(pen: Pen, place: Place, process: str, party: Party, cell: str) -> int:
    """Say what a party has to do with a process under one contract; give the step's number.

    Raises
    ------
    CallError
        If the contract is not the writer's to set rules for, or there is no such process or letter.
    """
    try:
        told = cell_from(cell)
    except MatrixError as error:
        raise CallError(str(error)) from None

    def values(session: Session, last: Any) -> Values:  # noqa: ANN401 - a row of responsibility
        number = registers.contract_id(session, place.contract)
        if not doors.scope_of(session).may_send("contracts", "dwp", number):
            msg = "Who answers for what is set by the contract manager."
            raise NotYoursError(msg)
        known = shipped_matrix(registers.programme_of(session, number).code)
        if process not in {each.code for each in known}:
            msg = f"There is no process {process} in this programme's matrix."
            raise CallError(msg)
        _refuse_narrowed(last, place)
        return {"letter": told.letter, "text": told.text}

    key = {"process": process, "party": party}
    return writing.follow(pen, Responsibility, key, place, values)


def hand_over(pen: Pen, place: Place, leaving: Leaving) -> int:
    """Leave a note to whoever comes next in a post; give its number.

    Raises
    ------
    CallError
        If the contract is not the writer's, they do not hold the post, or nothing is said.
    """
    if leaving.role not in HANDED_OVER:
        msg = f"A hand-over is of one of these posts: {', '.join(HANDED_OVER)}."
        raise CallError(msg)
    if not leaving.text.strip():
        msg = "Write what whoever comes next needs to know."
        raise CallError(msg)
    with doors.scoped_session(pen.store, pen.principal) as session:
        scope = doors.scope_of(session)
        if not (scope.everything or leaving.role in {each.role for each in scope.senders}):
            msg = "A hand-over is written by who holds the post."
            raise NotYoursError(msg)
    values = {
        "role": leaving.role,
        "from_user": pen.principal.login,
        "to_user": leaving.to.strip(),
        "on_date": leaving.on_date,
        "text": leaving.text.strip(),
    }
    return writing.add(pen, Handover, "handover_id", place, values)


def add_contact(pen: Pen, place: Place, reach: Reach) -> int:
    """Enter a post to reach at one level of a party; give its number.

    Raises
    ------
    CallError
        If the contract is not the writer's, or there is no such party or level.
    """
    return writing.add(pen, ContactPoint, "contact_id", place, {**_reached(reach), "step": 1})


def change_contact(
    pen: Pen, place: Place, number: int, reach: Reach, *, ended: bool = False
) -> int:
    """Change a post or how it is reached, or say that it ended; give the step's number."""

    def values(_: Session, last: Any) -> Values:  # noqa: ANN401 - a row of contact_point
        if last is None:
            msg = "There is no contact of that number here, or it is not yours."
            raise NotYoursError(msg)
        _refuse_narrowed(last, place)
        return {**_reached(reach), "ended": ended}

    return writing.follow(pen, ContactPoint, {"contact_id": number}, place, values)


def _reached(reach: Reach) -> Values:
    if said := contact_refusal(reach):
        raise CallError(said)
    return {
        "party": reach.party,
        "level": reach.level,
        "post": reach.post.strip(),
        "address": reach.address.strip(),
    }


def _refuse_narrowed(last: Any, place: Place) -> None:  # noqa: ANN401 - a row with an audience
    if last is not None and not widens(Audience(last.audience), place.audience):
        msg = "Who reads it can only be widened: those who read it already go on reading it."
        raise CallError(msg)
