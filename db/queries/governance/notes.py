"""What was noted about a contract, its figures and its returns, and which events are dated?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.models import Note as Row
from db.queries.governance.written import one_contract, rows, writer
from monitoring.audiences import Audience
from monitoring.governance import notes as domain
from monitoring.governance.notes import Note, NoteKind, Standing, Subject

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session


def notes(session: Session, contract: str, as_at: datetime | None = None) -> list[Standing]:
    """Give the notes of a contract as they stand, the latest first, with their earlier forms."""
    contracts = one_contract(session, contract)
    return domain.standing(
        Note(
            contract,
            row.note_id,
            NoteKind(row.kind),
            Subject(
                measure=row.measure,
                category=row.category,
                month=row.month,
                submission=row.submission_id,
            ),
            row.text,
            row.by_user,
            row.at,
            Audience(row.audience),
            row.arrangement,
            row.on_date,
            row.reason,
            row.replaces,
            writer(row),
        )
        for row in rows(session, Row, contracts, as_at, "note_id")
    )


def events(session: Session, contract: str, as_at: datetime | None = None) -> list[Note]:
    """Give a contract's dated events, the earliest first."""
    return domain.events(notes(session, contract, as_at))
