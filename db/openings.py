"""Who has opened a return? One upload serves everybody; its sender sees who has it.

Kept in the journal and told by role, never by name. Source: requirements.md MI-13.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from db import doors
from db.attention import WORTH_WRITING
from db.models.journal import Opening
from monitoring.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from db.scope import Principal
    from db.store import Store


@dataclass(frozen=True, slots=True)
class Opened:
    """One person's opening of a return: the roles they held, and when it was."""

    roles: tuple[Role, ...]
    first_at: datetime
    last_at: datetime


def note_opening(
    store: Store, principal: Principal, roles: Iterable[Role], submission: int, now: datetime
) -> None:
    """Remember that somebody opened a return the caller has shown them."""
    with doors.journal(store) as session:
        row = session.get(Opening, (submission, principal.login))
        if row is None:
            held = ",".join(sorted(str(role) for role in roles))
            session.add(
                Opening(
                    submission_id=submission,
                    login=principal.login,
                    roles=held,
                    first_at=now,
                    last_at=now,
                )
            )
        elif now - row.last_at >= WORTH_WRITING:
            row.last_at = now


def openings(store: Store, submission: int) -> list[Opened]:
    """Give who has opened a return, the first of them first; for whoever may see the return."""
    with doors.journal(store) as session:
        rows = session.scalars(
            select(Opening).where(Opening.submission_id == submission).order_by(Opening.first_at)
        ).all()
        return [Opened(_roles(row.roles), row.first_at, row.last_at) for row in rows]


def _roles(text: str) -> tuple[Role, ...]:
    known = {str(role): role for role in Role}
    return tuple(known[name] for name in text.split(",") if name in known)
