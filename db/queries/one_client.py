"""Who is meant by a reference, and what does every source tell of that client?

Looked for are only the contracts whose clients the reader sees, all in one question, so that a
reference there is not and one of somebody else's contract are the same to the store: no row is
read for either, and none takes longer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from db import doors
from db.engines import DOOR
from db.models import FACTS, Client, Contract
from db.publishing.client_numbers import ref_hash
from db.queries.knowledge import as_known
from monitoring.checks.words import tidy_reference
from monitoring.journeys.line import EVENTS, TOLD, Found, events_of, line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy.orm import Session

KEY_PURPOSE = "client"
CAME = ("source", "submission_id", "row_number")


def find(session: Session, reference: str, as_at: datetime | None = None) -> list[Found]:
    """Give the client of that reference, once for each contract of the reader's that knows it.

    A reference is the case reference, or another one that a source named in ``references``.

    Parameters
    ----------
    session
        A session that reads what the reader may see.
    reference
        As somebody typed it.
    as_at
        As known at that instant; None for now.
    """
    wanted = tidy_reference(reference)
    contracts = _contracts(session)
    if not isinstance(wanted, str) or not wanted or not contracts:
        return []
    people = {*_named(session, contracts, wanted), *_known_as(session, contracts, wanted, as_at)}
    found = [
        Found(contracts[number], ref, line(_events(session, number, client, as_at)))
        for number, client, ref in sorted(people)
    ]
    return [one for one in found if len(one.events)]


def _contracts(session: Session) -> dict[int, str]:
    """Give the contracts whose clients the reader sees, by number."""
    scope = doors.scope_of(session)
    every = session.execute(select(Contract.contract_id, Contract.reference))
    return {number: reference for number, reference in every if scope.sees_clients(number)}


def _named(
    session: Session, contracts: dict[int, str], wanted: str
) -> list[tuple[int, int, str]]:
    """Give the clients whose case reference it is: contract, number and reference."""
    key = session.info[DOOR].store.key(KEY_PURPOSE)
    digests = [ref_hash(key, number)(wanted) for number in contracts]
    query = select(Client.contract_id, Client.client_id, Client.client_ref).where(
        Client.contract_id.in_(contracts), Client.ref_hash.in_(digests)
    )
    return [(row[0], row[1], row[2]) for row in session.execute(query)]


def _known_as(
    session: Session, contracts: dict[int, str], wanted: str, as_at: datetime | None
) -> list[tuple[int, int, str]]:
    """Give the clients whom some source knows by it."""
    table = FACTS["references"]
    query = select(table.c.contract_id, table.c.client_id, Client.client_ref).where(
        table.c.contract_id.in_(contracts),
        table.c.source_ref == wanted,
        Client.contract_id == table.c.contract_id,
        Client.client_id == table.c.client_id,
    )
    rows = session.execute(as_known(query, table, as_at))
    return [(row[0], row[1], row[2]) for row in rows]


def _events(
    session: Session, contract_id: int, client_id: int, as_at: datetime | None
) -> Iterator[dict[str, Any]]:
    for name, days in EVENTS.items():
        table = FACTS[name]
        columns = dict.fromkeys([*days, *TOLD[name], *CAME])
        query = select(*(table.c[column] for column in columns)).where(
            table.c.contract_id == contract_id, table.c.client_id == client_id
        )
        rows = session.execute(as_known(query, table, as_at)).mappings()
        yield from events_of(name, [dict(row) for row in rows])
