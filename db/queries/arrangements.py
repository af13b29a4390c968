"""Which arrangements does a contract have, and who delivers them?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from db import doors
from db.models import FACTS, Contract
from db.queries.knowledge import as_known
from db.scope import WHOLE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from sqlalchemy.orm import Session

TABLE = FACTS["arrangements"]


def arrangements(session: Session, contract: str) -> dict[str, str]:
    """Give the arrangements whose figures the reader may see, with their partner, by code.

    The blank code is the whole contract; a partner, who sees its own part only, has none.
    """
    number = select(Contract.contract_id).where(Contract.reference == contract).scalar_subquery()
    rows = session.execute(
        select(TABLE.c.arrangement, TABLE.c.partner)
        .where(TABLE.c.contract_id == number, TABLE.c.known_to.is_(None))
        .order_by(TABLE.c.arrangement, TABLE.c.starts_on)
    )
    every = {code: partner for code, partner in rows if code}
    scope = doors.scope_of(session)
    mine = session.scalar(select(Contract.contract_id).where(Contract.reference == contract))
    parts = {each.arrangement for each in scope.entries if each.contract_id == mine}
    if scope.everything or WHOLE in parts:
        return {"": "", **every}
    return {code: partner for code, partner in every.items() if code in parts}


def shares(
    session: Session, contract_id: int, arrangement: str, as_at: datetime | None = None
) -> set[float]:
    """Give the shares of the contract's profile an arrangement has carried with targets."""
    query = select(TABLE.c.outcome_share).where(
        TABLE.c.contract_id == contract_id,
        TABLE.c.arrangement == arrangement,
        TABLE.c.has_targets,
        TABLE.c.outcome_share.is_not(None),
    )
    return set(session.scalars(as_known(query, TABLE, as_at)))


def terms(
    session: Session, contract_ids: Iterable[int], as_at: datetime | None = None
) -> dict[tuple[int, str], list[tuple[str, date | None]]]:
    """Give the model and last day of all terms of each arrangement, by contract and code."""
    columns = (TABLE.c.contract_id, TABLE.c.arrangement, TABLE.c.model, TABLE.c.ends_on)
    query = select(*columns).where(TABLE.c.contract_id.in_(list(contract_ids)))
    found: dict[tuple[int, str], list[tuple[str, date | None]]] = {}
    for contract_id, arrangement, *one in session.execute(as_known(query, TABLE, as_at)):
        found.setdefault((contract_id, arrangement), []).append((one[0], one[1]))
    return found
