"""Has anything been changed, moved or taken out of what was published?

Every publication carries a keyed hash of itself and of the publication before it, contract by
contract. Whoever has the database but not the key cannot make an entry that fits. A chain cut off
at its end still fits: ``heads`` gives what to write down elsewhere so that a cut shows.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from db.models import Publication

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Row
    from sqlalchemy.orm import Session

KEY_PURPOSE = "publication"
"""The purpose of the key publications are chained with: ``store.key(KEY_PURPOSE)``."""

FIRST = ""
"""What stands as the hash before a contract's first publication."""

MISSING = "it is missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a publication's hash vouches for."""

    contract_id: int
    number: int
    published_at: datetime
    recorded_at: datetime
    kind: str
    submission_id: int | None
    by_user: str
    detail: str


@dataclass(frozen=True, slots=True)
class Broken:
    """The first publication that does not fit, and why."""

    contract_id: int
    number: int
    words: str

    def __str__(self) -> str:
        """Give it as a sentence."""
        return f"Contract number {self.contract_id}, publication {self.number}: {self.words}."


def entry_hash(key: bytes, previous_hash: str, entry: Entry) -> str:
    """Give the keyed hash of a publication that follows the one with ``previous_hash``."""
    told = [previous_hash, *(_plain(getattr(entry, one.name)) for one in fields(entry))]
    text = json.dumps(told, ensure_ascii=True, separators=(",", ":"))
    return hmac.digest(key, text.encode(), hashlib.sha256).hex()


def verify(
    session: Session, key: bytes, known_heads: Mapping[int, int] | None = None
) -> str | None:
    """Give a sentence about the first entry that does not fit, or nothing when all do."""
    found = first_broken(session, key, known_heads)
    return str(found) if found else None


def first_broken(
    session: Session, key: bytes, known_heads: Mapping[int, int] | None = None
) -> Broken | None:
    """Give the first entry that does not fit, or nothing when all do.

    Parameters
    ----------
    session
        A session that sees every publication to be verified.
    key
        The key the entries were made with.
    known_heads
        The last number of each contract as written down elsewhere (``heads``): a chain that ends
        before it has been cut.
    """
    standing = heads(session)
    for contract_id in sorted(standing):
        last, previous = 0, FIRST
        for row in _publications(session, contract_id):
            fault = _fault(key, row, last + 1, previous)
            if fault:
                return Broken(contract_id, row.number, fault)
            last, previous = row.number, row.entry_hash
    for contract_id, number in sorted((known_heads or {}).items()):
        last = standing.get(contract_id, 0)
        if last < number:
            return Broken(contract_id, last + 1, MISSING)
    return None


def heads(session: Session) -> dict[int, int]:
    """Give the number of each contract's last publication, to be kept outside the store."""
    last = func.max(Publication.number).label("last")
    of_contract = select(Publication.contract_id, last).group_by(Publication.contract_id)
    return {row.contract_id: row.last for row in session.execute(of_contract)}


def _fault(key: bytes, row: Row[tuple[object, ...]], expected: int, previous: str) -> str:
    """Say what is wrong with an entry; blank when it fits."""
    if row.number != expected:
        return f"publication {expected} was expected here"
    if row.previous_hash != previous:
        return "it does not follow the entry before it"
    entry = Entry(**{one.name: getattr(row, one.name) for one in fields(Entry)})
    if not hmac.compare_digest(row.entry_hash, entry_hash(key, previous, entry)):
        return "it is not as it was published"
    return ""


def _publications(session: Session, contract_id: int) -> Sequence[Row[tuple[object, ...]]]:
    columns = Publication.__table__.c
    mine = select(*columns).where(columns.contract_id == contract_id)
    return session.execute(mine.order_by(columns.number)).all()


def _plain(value: object) -> object:
    """Give a value in the one form the hash knows; instants in UTC to the microsecond."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value
