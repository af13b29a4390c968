"""Which clients named for the first time are known under another contract of the programme?

One of the three sanctioned crossings of contracts (architecture section 3, docs/adr/0016). Each
reference is turned, under a key of the programme's own, into a mark that is the same in every
contract of it and is read by publishers alone. What is found is written once for each of the two
contracts, and read only by those who see the clients of both.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from sqlalchemy import Connection, func, insert, select

from db import doors
from db.models import (
    FACTS,
    REFERENCE_STREAM,
    Client,
    ClientMark,
    Contract,
    Publication,
    SeenElsewhere,
)
from db.publishing.client_numbers import Newcomers, hashing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy.orm import Session

    from db.store import Store

KEY = "seen elsewhere"
"""The purpose of the keys marks are made with; the programme's code follows."""

SIZE = 8  # bytes: among ten million clients the odds that any two share a mark are 1 in 370,000
CHUNK = 2_000  # how many marks one IN holds
COPY_BEGINS, COPY_ENDS = b"PGCOPY\n\xff\r\n\0" + bytes(8), b"\xff\xff"

Numbers = np.ndarray[Any, np.dtype[Any]]


class Marked(NamedTuple):
    """The marks of some clients of one contract, in order, with the clients' numbers."""

    contract_id: int
    marks: Numbers
    clients: Numbers
    known_from: Numbers

    def rows(self) -> Iterator[tuple[int, int, int]]:
        """Give mark, client and first publication of each."""
        columns = (self.marks, self.clients, self.known_from)
        return zip(*(column.tolist() for column in columns), strict=True)


def note(
    session: Session,
    store: Store,
    newcomers: Sequence[Newcomers],
    programmes: Mapping[int, str],
    numbers: Mapping[int, int],
) -> None:
    """Mark the clients a file names for the first time, and write down who is known elsewhere.

    Parameters
    ----------
    session
        The publisher's.
    store
        The store, whose secret the marks are made with.
    newcomers
        The clients named for the first time.
    programmes
        The programme of each of their contracts.
    numbers
        The publication of each contract that names them.
    """
    some = [each for each in newcomers if each.references]
    if not some:
        return
    doors.lock(session, [REFERENCE_STREAM])  # two files at once would not see each other's clients
    for each in some:
        number = numbers.get(each.contract_id) or _next(session, each.contract_id)
        clients = range(each.first, each.first + len(each.references))
        key = _key(store, programmes[each.contract_id])
        _write(session, marked(key, each.contract_id, each.references, clients, [number]))


def _next(session: Session, contract_id: int) -> int:
    """Give the next publication of a contract all of whose rows in the file are held."""
    last = select(func.max(Publication.number)).where(Publication.contract_id == contract_id)
    return (session.scalar(last) or 0) + 1


def _key(store: Store, programme: str) -> bytes:
    return store.key(f"{KEY}\x00{programme}")


def marked(
    key: bytes,
    contract_id: int,
    references: Iterable[str],
    clients: Sequence[int],
    known_from: Sequence[int],
) -> Marked:
    """Give the marks of some clients, in order: a tree that grows at its end grows fastest."""
    digests = b"".join(map(hashing(key, SIZE), references))
    marks = np.frombuffer(digests, dtype=">i8")
    order = np.argsort(marks)
    since = np.broadcast_to(np.asarray(known_from, "i4"), marks.shape)
    return Marked(contract_id, marks[order], np.asarray(clients, "i4")[order], since[order])


def _write(session: Session, mine: Marked) -> None:
    """Write the pairs some clients make with those marked before, and then their own marks."""
    connection = session.connection()
    pairs = list(_pairs(mine, _others(connection, mine)))
    if pairs:
        session.execute(insert(SeenElsewhere), pairs)
    cursor = connection.connection.cursor()
    into = "INSERT INTO client_mark (contract_id, of_contract, mark, of_client, known_from) "
    same = f"{REFERENCE_STREAM}, {mine.contract_id}"
    if connection.dialect.name == "sqlite":
        cursor.executemany(f"{into} VALUES ({same}, ?, ?, ?)", list(mine.rows()))
        return
    # COPY into a table under row-level security is refused, so the rows go through a stage.
    columns = "mark int8, of_client int4, known_from int4"
    cursor.execute(f"CREATE TEMPORARY TABLE IF NOT EXISTS stage_mark ({columns}) ON COMMIT DROP")
    cursor.execute("TRUNCATE stage_mark")
    with cursor.copy("COPY stage_mark FROM STDIN (FORMAT BINARY)") as copy:
        copy.write(_packed(*mine[1:]))
    cursor.execute(f"{into} SELECT {same}, mark, of_client, known_from FROM stage_mark")  # noqa: S608 - our own numbers


def _packed(*columns: Numbers) -> bytes:
    """Give columns of whole numbers as PostgreSQL reads them: each row, each value its length."""
    parts = [("values", ">i2")]
    for at, column in enumerate(columns):
        parts += [(f"size_{at}", ">i4"), (f"value_{at}", column.dtype.newbyteorder(">").str)]
    rows = np.empty(len(columns[0]), dtype=parts)
    rows["values"] = len(columns)
    for at, column in enumerate(columns):
        rows[f"size_{at}"], rows[f"value_{at}"] = column.itemsize, column
    return COPY_BEGINS + rows.tobytes() + COPY_ENDS


def _others(connection: Connection, mine: Marked) -> list[Any]:
    """Give the clients of other contracts that bear any of some marks."""
    marks = select(ClientMark.mark).where(ClientMark.contract_id == REFERENCE_STREAM)
    if connection.scalar(marks.limit(1)) is None:
        return []
    cursor = connection.connection.cursor()
    asked = mine.marks.tolist()
    found: list[Any] = []
    for start in range(0, len(asked), CHUNK):
        some = ", ".join(map(str, asked[start : start + CHUNK]))
        cursor.execute(
            "SELECT mark, of_contract, of_client, known_from FROM client_mark "  # noqa: S608 - our own numbers
            f"WHERE contract_id = {REFERENCE_STREAM} AND mark IN ({some})"
        )
        found += [row for row in cursor.fetchall() if row[1] != mine.contract_id]
    return found


def _pairs(mine: Marked, others: Iterable[Any]) -> Iterator[dict[str, int]]:
    """Give the rows of every pair, one each way."""
    found = defaultdict(list)
    for mark, *other in others:
        found[mark].append(tuple(other))
    if not found:
        return
    for mark, client, since in mine.rows():
        own = (mine.contract_id, client, since)
        for other in found.get(mark, ()):
            yield _row(own, other)
            yield _row(other, own)


def _row(own: tuple[int, int, int], other: tuple[int, int, int]) -> dict[str, int]:
    return {
        "contract_id": own[0],
        "client_id": own[1],
        "known_from": own[2],
        "other_contract": other[0],
        "other_client": other[1],
        "other_from": other[2],
    }


def fill(session: Session, store: Store) -> None:
    """Mark the clients of contracts none of whose clients is marked: a store made before marks.

    For the owner, who is bound by no contract. A client is known from the first row about it.
    """
    marks = select(ClientMark.of_contract).distinct()
    unmarked = (
        select(Contract.contract_id, Contract.programme)
        .where(Contract.contract_id.not_in(marks))
        .order_by(Contract.contract_id)
    )
    for contract_id, programme in session.execute(unmarked).all():
        of_contract = Client.contract_id == contract_id
        rows = session.execute(select(Client.client_ref, Client.client_id).where(of_contract)).all()
        if rows:
            since = _first_rows(session, contract_id)
            clients = [row.client_id for row in rows]
            known = [since.get(client, 1) for client in clients]
            key = _key(store, programme)
            _write(session, marked(key, contract_id, (row[0] for row in rows), clients, known))


def _first_rows(session: Session, contract_id: int) -> dict[int, int]:
    """Give the publication that brought the first row about each client of a contract."""
    tables = [table for table in FACTS.values() if "client_id" in table.c]
    every = chain.from_iterable(
        session.execute(
            select(table.c.client_id, func.min(table.c.known_from))
            .where(table.c.contract_id == contract_id, table.c.client_id.is_not(None))
            .group_by(table.c.client_id)
        )
        for table in tables
    )
    found: dict[int, int] = {}
    for client, number in every:
        found[client] = min(number, found.get(client, number))
    return found
