"""What vouches for entries of the access log, and what for a run of them?

A *mark* is an entry's number and a keyed hash of all it says: it names the entry that was changed.
A seal holds the marks of a run of entries, and one keyed hash over all they say, over their marks,
over itself and over the seal before it. Whoever has the database but not the key can make neither.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

KEY_PURPOSE = "access log"
"""The purpose of the key entries are sealed with: ``store.key(KEY_PURPOSE)``."""

FIRST = ""
"""What stands as the hash before the first seal."""

NUMBER, HASH = 8, 16  # bytes of a mark: the entry's number, and 128 bits of its keyed hash
MARK = NUMBER + HASH

Told = tuple[int, str, str, str, str, str, str, str]
"""All an entry says, in the order of ``db.audit.entries.COLUMNS``; its moment as text, in UTC."""


class Run(NamedTuple):
    """What one seal says of the run of entries it covers."""

    number: int
    first_entry: int
    last_entry: int
    entries: int
    sealed_at: datetime
    sealed_by: str


def marks(key: bytes, entries: Sequence[Told]) -> bytes:
    """Give the marks of entries, one after the other."""
    return b"".join([_mark(key, one) for one in entries])


def _mark(key: bytes, told: Told) -> bytes:
    return told[0].to_bytes(NUMBER, signed=True) + _keyed(key, _text(told))[:HASH]


def parted(together: bytes) -> Iterator[tuple[int, bytes]]:
    """Give each entry's number and mark out of the marks of a run."""
    for start in range(0, len(together), MARK):
        one = together[start : start + MARK]
        yield int.from_bytes(one[:NUMBER], signed=True), one


def seal_hash(
    key: bytes, previous_hash: str, run: Run, together: bytes, entries: Sequence[Told]
) -> str:
    """Give the keyed hash of a seal that follows the one with ``previous_hash``."""
    *numbers, sealed_at, sealed_by = run
    told = (previous_hash, *numbers, sealed_at.isoformat(timespec="microseconds"), sealed_by)
    parts = (_text(told), together, _text(list(entries)))
    return _keyed(key, b"".join(hashlib.sha256(part).digest() for part in parts)).hex()


def _text(told: object) -> bytes:
    """Give the one text of a tuple or a list of them: quoted, and escaped to ASCII.

    No comma within a text looks like one between two, and no release of Python writes it otherwise.
    """
    return ascii(told).encode("ascii")


def _keyed(key: bytes, text: bytes) -> bytes:
    return hmac.digest(key, text, "sha256")
