"""What was destroyed under the retention schedule, and when?

A read that finds nothing asks here before it says that there is nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from db.models import Contract, Destruction
from db.queries.knowledge import LONDON
from monitoring.retention import DataClass

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.orm import Session

    from db.models import Submission


FILE_GONE = "destroyed_on"
"""Where a receipt says when its file was destroyed, beside how it was read."""


@dataclass(frozen=True, slots=True)
class Destroyed:
    """One line of what was destroyed; ``contract`` is blank for single entries."""

    contract: str
    data_class: DataClass
    due_on: date
    at: datetime
    rows: int
    counts: dict[str, int]
    reason: str
    by_user: str


def listed(session: Session) -> list[Destroyed]:
    """Give everything that was destroyed, the latest first."""
    table = Destruction
    rows = session.execute(
        select(*table.__table__.c, Contract.reference)
        .outerjoin(Contract, Contract.contract_id == table.contract_id)
        .order_by(table.at.desc(), table.contract_id, table.destruction_id)
    )
    return [
        Destroyed(
            row.reference or "",
            DataClass(row.data_class),
            row.due_on,
            row.at,
            row.rows,
            row.counts,
            row.reason,
            row.by_user,
        )
        for row in rows
    ]


def destroyed_on(
    session: Session, contract_id: int, *classes: DataClass
) -> date | None:
    """Give the day on which the last of some classes of a contract was destroyed; None: never."""
    table = Destruction
    at = session.scalars(
        select(table.at)
        .where(
            table.contract_id == contract_id,
            table.data_class.in_([str(each) for each in classes]),
            table.rows > 0,
        )
        .order_by(table.at.desc())
        .limit(1)
    ).first()
    return None if at is None else at.astimezone(LONDON).date()


def classes_gone(session: Session, contract_id: int) -> set[DataClass]:
    """Give the classes of a contract that were destroyed, or found empty when they were due."""
    rows = select(Destruction.data_class).where(Destruction.contract_id == contract_id)
    return {DataClass(each) for each in session.scalars(rows)}


def file_destroyed_on(one: Submission) -> date | None:
    """Give the day on which a return's bytes were destroyed; None where they were not."""
    told = one.how_read.get(FILE_GONE)
    return date.fromisoformat(told) if told else None


def without_people(session: Session, ids: Iterable[int]) -> set[int]:
    """Give which of some contracts have lost their rows about people, and count no more."""
    wanted = sorted(set(ids))
    gone: set[int] = set()
    for start in range(0, len(wanted), 500):
        gone |= set(
            session.scalars(
                select(Destruction.contract_id)
                .where(
                    Destruction.contract_id.in_(wanted[start : start + 500]),
                    Destruction.data_class == str(DataClass.CLIENT_ROWS),
                    Destruction.rows > 0,
                )
                .distinct()
            )
        )
    return gone
