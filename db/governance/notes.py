"""How is something noted, put right, and taken back? By another note: what was said stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from db import doors, writing
from db.models import Note as Row
from db.publishing.request import CallError, NotYoursError
from monitoring.audiences import Audience, widens
from monitoring.governance.notes import EVENT_KINDS, NoteKind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.writing import Pen, Place
    from monitoring.governance.notes import Said, Subject

ONLY_ITS_WRITER = "Only who wrote a note puts it right or takes it back. Add a note of your own."


def note(pen: Pen, place: Place, about: Subject, said: Said) -> int:
    """Note something, or with a day a dated event; give its number.

    Raises
    ------
    CallError
        If the contract is not the writer's, nothing is said, or the return is not one of its own.
    """
    _refuse_blank(said.text)
    if said.kind and said.kind not in EVENT_KINDS:
        msg = f"An event is one of these: {', '.join(EVENT_KINDS)}."
        raise CallError(msg)
    values = {
        "kind": NoteKind.EVENT if said.on_date else NoteKind.NOTE,
        "measure": about.measure,
        "category": about.category,
        "month": about.month,
        "submission_id": about.submission,
        "on_date": said.on_date,
        "reason": said.kind,
        "text": said.text.strip(),
    }
    return writing.add(pen, Row, "note_id", place, values)


def correct(pen: Pen, place: Place, number: int, text: str) -> int:
    """Put another note in the place of one; give its number. The old one stays to be read.

    Raises
    ------
    CallError
        If the writer did not write it, it was replaced already, or fewer would read it.
    """
    _refuse_blank(text)
    return _replaced(pen, place, number, text.strip())


def take_back(pen: Pen, place: Place, number: int) -> int:
    """Take a note back, which leaves that it was there; give the number of what says so."""
    return _replaced(pen, place, number, "")


def _replaced(pen: Pen, place: Place, number: int, text: str) -> int:
    with doors.publisher(pen.store, pen.principal) as session:
        contract_id = writing.begin(session, place)
        before = _before(session, contract_id, number)
        if before is None or before.by_user != pen.principal.login:
            raise NotYoursError(ONLY_ITS_WRITER)
        if not widens(Audience(before.audience), place.audience):
            msg = "Who reads it can only be widened: those who read it already go on reading it."
            raise CallError(msg)
        given = writing.next_number(session, Row, "note_id", contract_id)
        kept = ("kind", "measure", "category", "month", "submission_id", "on_date", "reason")
        values = {name: getattr(before, name) for name in kept}
        key = {"contract_id": contract_id, "note_id": given, "arrangement": before.arrangement}
        writing.write(session, Row, pen, place, {**values, **key, "text": text, "replaces": number})
        return given


def _before(session: Session, contract_id: int, number: int) -> Any:  # noqa: ANN401 - a row of note
    """Give the note to be replaced; None where there is none, or another stands in its place."""
    table = Row.__table__
    mine = table.c.contract_id == contract_id
    taken = select(table.c.note_id).where(mine, table.c.replaces == number)
    if session.scalar(taken) is not None:
        msg = "This note was put right or taken back already. Open it again to see how it stands."
        raise CallError(msg)
    return session.execute(select(table).where(mine, table.c.note_id == number)).one_or_none()


def _refuse_blank(text: str) -> None:
    if not text.strip():
        msg = "Write what you want to note."
        raise CallError(msg)
