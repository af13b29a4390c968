"""Which number does each case reference stand for, and who is named for the first time?"""

from __future__ import annotations

import hashlib
from itertools import repeat
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Connection, func, select

from db.models import Client

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

CHUNK = 500  # how many values one IN holds


class Newcomers(NamedTuple):
    """The references a contract names for the first time, numbered from ``first`` on."""

    contract_id: int
    first: int
    references: list[str]


def hashing(key: bytes, size: int, before: str = "") -> Callable[[str], bytes]:
    """Give the function that hashes references under a key, after some fixed text.

    The key is worked in once: of a million references that saves half the time.
    """
    begun = hashlib.blake2b(before.encode(), key=key, digest_size=size)

    def digest(reference: str) -> bytes:
        one = begun.copy()
        one.update(reference.encode())
        return one.digest()

    return digest


def ref_hash(key: bytes, contract_id: int) -> Callable[[str], bytes]:
    """Give the keyed hash a case reference is found by; each contract has its own."""
    return hashing(key, 16, f"{contract_id}\x00")


def numbers_of(
    session: Session, contract_ids: list[int], values: list[Any], key: bytes
) -> tuple[list[int | None], list[Newcomers]]:
    """Give each row's client number; people named for the first time get the next ones."""
    named = _named(contract_ids, values)
    newcomers = [
        _number(session.connection(), contract_id, people, key)
        for contract_id, people in named.items()
    ]
    if len(named) == 1:  # a pair a row would take three times as long
        (people,) = named.values()
        return [people[value] for value in values], newcomers
    rows = zip(contract_ids, values, strict=True)
    return [named[contract_id][value] for contract_id, value in rows], newcomers


def _named(contract_ids: list[int], values: list[Any]) -> dict[int, dict[Any, int | None]]:
    """Give everything each contract's rows name, in order, still without numbers."""
    only = set(contract_ids)
    if len(only) == 1:
        return {only.pop(): dict.fromkeys(values)}
    named: dict[int, dict[Any, int | None]] = {contract_id: {} for contract_id in sorted(only)}
    for contract_id, value in zip(contract_ids, values, strict=True):
        named[contract_id][value] = None
    return named


def _number(
    connection: Connection, contract_id: int, people: dict[Any, int | None], key: bytes
) -> Newcomers:
    """Give the people of one contract their numbers, and say who is new."""
    references = [reference for reference in people if reference]
    hashes = list(map(ref_hash(key, contract_id), references))
    found, top = _known(connection, contract_id, hashes)
    if found:
        known = {r: found[h] for r, h in zip(references, hashes, strict=True) if h in found}
        people |= known
        hashes = [digest for digest in hashes if digest not in found]
        references = [reference for reference in references if reference not in known]
    numbers = range(top + 1, top + 1 + len(references))
    people |= zip(references, numbers, strict=True)
    _add(connection, list(zip(repeat(contract_id), numbers, hashes, references)))
    return Newcomers(contract_id, top + 1, references)


def _known(
    connection: Connection, contract_id: int, hashes: list[bytes]
) -> tuple[dict[bytes, int], int]:
    """Give the numbers of the people already known, and the highest number given so far."""
    of_contract = Client.contract_id == contract_id
    top = connection.scalar(select(func.max(Client.client_id)).where(of_contract)) or 0
    found: dict[bytes, int] = {}
    if top > len(hashes) or len(hashes) <= CHUNK:
        for start in range(0, len(hashes) if top else 0, CHUNK):
            some = select(Client.ref_hash, Client.client_id).where(
                of_contract, Client.ref_hash.in_(hashes[start : start + CHUNK])
            )
            found |= {bytes(row.ref_hash): row.client_id for row in connection.execute(some)}
    elif top:
        everybody = select(Client.ref_hash, Client.client_id).where(of_contract)
        found = {bytes(row.ref_hash): row.client_id for row in connection.execute(everybody)}
    return found, top


def _add(connection: Connection, fresh: list[tuple[int, int, bytes, str]]) -> None:
    """Add people through the driver's own cursor: there may be a million of them."""
    if not fresh:
        return
    cursor = connection.connection.cursor()
    if connection.dialect.name == "sqlite":
        cursor.executemany(
            "INSERT INTO client (contract_id, client_id, ref_hash, client_ref) VALUES (?, ?, ?, ?)",
            fresh,
        )
        return
    # COPY into a table under row-level security is refused, so the rows go through a stage.
    cursor.execute(
        "CREATE TEMPORARY TABLE IF NOT EXISTS stage_client "
        "(contract_id int4, client_id int4, ref_hash bytea, client_ref varchar) ON COMMIT DROP"
    )
    cursor.execute("TRUNCATE stage_client")
    with cursor.copy("COPY stage_client FROM STDIN (FORMAT BINARY)") as copy:
        copy.set_types(["int4", "int4", "bytea", "varchar"])
        for row in fresh:
            copy.write_row(row)
    cursor.execute(
        "INSERT INTO client (contract_id, client_id, ref_hash, client_ref) "
        "SELECT contract_id, client_id, ref_hash, client_ref FROM stage_client"
    )
