"""Which clients of a contract are known under another contract of its programme?

Named only to those who see the clients of both; to anybody else there is nothing to read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from db.models import Client, Contract, Publication, SeenElsewhere

if TYPE_CHECKING:
    from datetime import datetime

    import pandas as pd
    from sqlalchemy.orm import Session

KNOWN_UNDER = "also_known_under"


def known_elsewhere(
    session: Session, contract: str, as_at: datetime | None = None
) -> dict[str, tuple[str, ...]]:
    """Give the other contracts each client of a contract is known under, by client reference.

    Parameters
    ----------
    session
        A session that reads what the reader may see.
    contract
        The contract's reference.
    as_at
        As known at that instant, under both contracts; None for now.

    Returns
    -------
    Only clients known under another contract whose clients the reader sees too.
    """
    pairs = SeenElsewhere
    number = select(Contract.contract_id).where(Contract.reference == contract).scalar_subquery()
    rows = session.execute(
        select(pairs.client_id, pairs.other_contract, pairs.known_from, pairs.other_from)
        .where(pairs.contract_id == number)
        .order_by(pairs.client_id, pairs.other_contract)
    ).all()
    if not rows:
        return {}
    own = session.scalar(select(Contract.contract_id).where(Contract.reference == contract)) or 0
    last = last_known(session, {own, *(row.other_contract for row in rows)}, as_at)
    references = _references(session, own, [row.client_id for row in rows])
    named = _contracts(session, {row.other_contract for row in rows})
    found: dict[str, tuple[str, ...]] = {}
    for client, other, since, other_since in rows:
        if since <= last.get(own, 0) and other_since <= last.get(other, 0):
            reference = references[client]
            found[reference] = (*found.get(reference, ()), named[other])
    return found


def beside_clients(
    session: Session, contract: str, rows: pd.DataFrame, as_at: datetime | None = None
) -> pd.DataFrame:
    """Give rows of clients with the other contracts each is known under, where any is."""
    if "client_ref" not in rows:
        return rows
    found = known_elsewhere(session, contract, as_at)
    others = [", ".join(found.get(each, ())) or None for each in rows["client_ref"]]
    if any(others):
        rows.insert(list(rows).index("client_ref") + 1, KNOWN_UNDER, others)
    return rows


def last_known(session: Session, ids: set[int], as_at: datetime | None) -> dict[int, int]:
    """Give each contract's last publication not later than an instant."""
    query = select(Publication.contract_id, func.max(Publication.number)).where(
        Publication.contract_id.in_(sorted(ids))
    )
    if as_at is not None:
        query = query.where(Publication.published_at <= as_at)
    return {row[0]: row[1] for row in session.execute(query.group_by(Publication.contract_id))}


def _references(session: Session, contract_id: int, clients: list[int]) -> dict[int, str]:
    """Give the case references of some clients of one contract."""
    found: dict[int, str] = {}
    wanted = sorted(set(clients))
    for start in range(0, len(wanted), 500):
        rows = session.execute(
            select(Client.client_id, Client.client_ref).where(
                Client.contract_id == contract_id,
                Client.client_id.in_(wanted[start : start + 500]),
            )
        )
        found |= {row.client_id: row.client_ref for row in rows}
    return found


def _contracts(session: Session, ids: set[int]) -> dict[int, str]:
    rows = session.execute(
        select(Contract.contract_id, Contract.reference).where(
            Contract.contract_id.in_(sorted(ids))
        )
    )
    return {row.contract_id: row.reference for row in rows}
