"""In which return did each monthly figure come?

A figure that stands again because a later return was withdrawn came in the return it came in
first, not in the withdrawal.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from db.models import MeasureValue, Publication
from db.queries.ended import PUBLISHED_AS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

VALUES = MeasureValue.__table__
Key = tuple[Any, ...]
"""Contract, measure, month, source and origin of a figure of one level."""


@dataclass(frozen=True, slots=True)
class Brought:
    """The return behind each publication of some contracts."""

    by_number: Mapping[tuple[int, int], int | None]
    undone: Mapping[tuple[int, int], int]  # an ending's number to that of the return it ended
    first: Mapping[tuple[Key, int], int] = field(default_factory=dict)  # see ``_closed``

    def submission(self, key: Key, known_from: int) -> int | None:
        """Give the return a figure known from a publication on came in; None where there is none.

        ``key`` begins with the contract.
        """
        number: int | None = known_from
        while number is not None and (key[0], number) in self.undone:
            number = self.first.get((key, self.undone[key[0], number]))
        return None if number is None else self.by_number.get((key[0], number))


def brought(
    session: Session, ids: Sequence[int], level: Iterable[ColumnElement[bool]]
) -> Brought:
    """Give the return behind each publication; ``level`` says which figures are looked at."""
    rows = session.execute(
        select(
            Publication.contract_id,
            Publication.number,
            Publication.submission_id,
            Publication.kind,
        ).where(Publication.contract_id.in_(ids), Publication.submission_id.is_not(None))
    ).all()
    over = set(PUBLISHED_AS.values())
    sent = {(row[0], row[2]): row[1] for row in rows if row[3] == "submission"}
    undone = {(row[0], row[1]): sent.get((row[0], row[2]), 0) for row in rows if row[3] in over}
    first = _closed(session, undone, level) if undone else {}
    return Brought({(row[0], row[1]): row[2] for row in rows}, undone, first)


def _closed(
    session: Session,
    undone: Mapping[tuple[int, int], int],
    level: Iterable[ColumnElement[bool]],
) -> dict[tuple[Key, int], int]:
    """Give since when the figures were known that a return, withdrawn by now, had closed."""
    cell = VALUES.c
    names = (cell.contract_id, cell.measure, cell.month, cell.source, cell.origin)
    rows = session.execute(
        select(*names, cell.known_to, cell.known_from).where(
            cell.contract_id.in_(sorted({contract_id for contract_id, _ in undone})),
            cell.known_to.in_(sorted(set(undone.values()))),
            *level,
        )
    )
    return {(tuple(row[:5]), row[5]): row[6] for row in rows}
