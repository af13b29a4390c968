"""How is what people wrote read: of some contracts, as known at an instant, in its order?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from db import registers
from monitoring.audiences import written_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

    from db.models import Base


def one_contract(session: Session, contract: str) -> dict[int, str]:
    """Give a contract's number with its reference, as the reads here take it.

    Raises
    ------
    CallError
        If it is unknown or not the caller's.
    """
    return {registers.contract_id(session, contract): contract}


def rows(
    session: Session,
    model: type[Base],
    ids: Iterable[int],
    as_at: datetime | None,
    *order: str,
    **wanted: object,
) -> list[Any]:
    """Give the rows of a table people write in, in the order of some of its columns."""
    table = model.__table__.c
    query = select(model.__table__).where(table.contract_id.in_(sorted(set(ids))))
    for name, value in wanted.items():
        query = query.where(table[name] == value)
    if as_at is not None:
        query = query.where(table.at <= as_at)
    return list(session.execute(query.order_by(*(table[name] for name in order))))


def writer(row: Any) -> str:  # noqa: ANN401 - a row of any table people write in
    """Give who wrote a row, as their readers know them."""
    return written_by(row.by_user, row.by_name, row.by_side)


def gathered(found: Iterable[Any], contracts: Mapping[int, str], number: str) -> list[list[Any]]:
    """Put the rows of steps together that belong to one thing of one contract."""
    together: dict[tuple[str, int], list[Any]] = {}
    for row in found:
        key = (contracts[row.contract_id], getattr(row, number))
        together.setdefault(key, []).append(row)
    return list(together.values())
