"""Which returns stand no more: withdrawn, sent back or purged, and why?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, select

from db.models import Ending
from monitoring.vocabulary import Ended

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

PUBLISHED_AS = {
    Ended.WITHDRAWN: "withdrawal",
    Ended.RETURNED: "return",
    Ended.PURGED: "purge",
}
"""The kind of publication each ending is."""


def ended(
    submission: Any,  # noqa: ANN401 - a column of whatever table names the return
    contract: Any = None,  # noqa: ANN401 - as above
    as_at: datetime | None = None,
) -> ColumnElement[bool]:
    """Give the condition that a return had ended by an instant (None: now).

    Parameters
    ----------
    submission
        The column that holds the return's number.
    contract
        The column that holds the contract's; without it, ended for any of its contracts.
    as_at
        As known at that instant.
    """
    over = Ending.__table__.alias()
    conditions = [over.c.submission_id == submission]
    if contract is not None:
        conditions.append(over.c.contract_id == contract)
    if as_at is not None:
        conditions.append(over.c.at <= as_at)
    return exists().select_from(over).where(*conditions)


@dataclass(frozen=True, slots=True)
class EndedAs:
    """How and why a return ended for one contract."""

    kind: str
    reason: str
    by_user: str
    at: datetime


def endings(session: Session, numbers: Iterable[int]) -> dict[tuple[int, int], EndedAs]:
    """Give how returns ended, by the return's number and the contract's."""
    wanted = sorted(set(numbers))
    found: dict[tuple[int, int], EndedAs] = {}
    for start in range(0, len(wanted), 500):
        rows = session.scalars(
            select(Ending).where(Ending.submission_id.in_(wanted[start : start + 500]))
        )
        for row in rows:
            told = EndedAs(row.kind, row.reason, row.by_user, row.at)
            found[row.submission_id, row.contract_id] = told
    return found


def ended_of(session: Session, ids: Iterable[int], as_at: datetime | None) -> set[tuple[int, int]]:
    """Give the contracts and returns that had ended by an instant, of some contracts."""
    query = select(Ending.contract_id, Ending.submission_id).where(
        Ending.contract_id.in_(sorted(set(ids)))
    )
    if as_at is not None:
        query = query.where(Ending.at <= as_at)
    return {(row[0], row[1]) for row in session.execute(query)}
