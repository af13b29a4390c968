"""How is data asked for, once, and how is the asking settled?"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from db import writing
from db.models import RequestStep, SubmissionContract
from db.publishing.request import CallError, NotYoursError
from db.queries.governance.requests import step_of
from monitoring.audiences import READERS, Audience, Side
from monitoring.governance.parties import Party
from monitoring.governance.requests import Did, Wanted, refusal

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.writing import Pen, Place, Values

SIDES = {Party.PRIME: Side.PRIME, Party.PARTNER: Side.PARTNER}
"""On which side a party stands; all others are of the department."""


def ask(pen: Pen, place: Place, wanted: Wanted) -> int:
    """Ask a party for figures; give the request's number.

    Raises
    ------
    CallError
        If the contract is not the writer's, something is left unsaid, or whom it is asked of would
        not read it.
    """
    _refuse(refusal(None, Did.ASKED, wanted, pen.principal.login))
    side = SIDES.get(wanted.of_party, Side.DEPARTMENT)
    if side not in READERS[Audience(place.audience)]:
        msg = "Whom you ask would not read this. Choose readers that include them."
        raise CallError(msg)
    values = {**_values(Did.ASKED, wanted), "step": 1}
    return writing.add(pen, RequestStep, "request_id", place, values)


def settle(pen: Pen, place: Place, number: int, did: Did, wanted: Wanted) -> int:
    """Answer, decline or withdraw a request; give the step's number.

    Raises
    ------
    CallError
        If it is not the writer's, was settled already, or the answer says nothing.
    """

    def values(session: Session, last: Any) -> Values:  # noqa: ANN401 - a row of request_step
        before = step_of(last) if last is not None else None
        _refuse(refusal(before, did, wanted, pen.principal.login))
        _refuse_strange_return(session, last.contract_id, wanted)
        kept = ("of_party", "dataset", "measure", "first_month", "last_month", "purpose", "due_on")
        asked = {name: getattr(last, name) for name in kept}
        return {**_values(did, wanted), **asked, "arrangement": last.arrangement}

    return writing.follow(pen, RequestStep, {"request_id": number}, place, values)


def _refuse(said: str) -> None:
    if said:
        raise CallError(said)


def _refuse_strange_return(session: Session, contract_id: int, wanted: Wanted) -> None:
    """Refuse an answer by a return that is not about the contract."""
    table = SubmissionContract.__table__.c
    own = select(table.submission_id).where(
        table.contract_id == contract_id, table.submission_id == wanted.submission
    )
    if wanted.submission is not None and session.scalar(own) is None:
        msg = f"Return {wanted.submission} is not about this contract, or is not yours."
        raise NotYoursError(msg)


def _values(did: Did, wanted: Wanted) -> dict[str, object]:
    told = asdict(wanted)
    told["submission_id"] = told.pop("submission")
    return {**told, "did": did}
