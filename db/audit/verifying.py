"""Is the access log as it was written? Names the first entry that is not.

Seals are read in their order, each with the entries of its run. An entry no seal covers yet is
counted: whether it was changed cannot be told before it is sealed.
"""

from __future__ import annotations

import hmac
from bisect import bisect_right
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from db.audit.entries import entries
from db.audit.forgetting import forgotten
from db.audit.marks import FIRST, Run, marks, parted, seal_hash
from db.models import AccessEntry, AccessSeal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from sqlalchemy import Row
    from sqlalchemy.orm import Session

    from db.audit.marks import Told

TOGETHER = 50  # seals read at a time, with their entries
MISSING = "it is missing"
CHANGED = "it is not as it was written"
PUT_IN = "it was put in after the entries around it were sealed"
NOT_AS_MADE = "it is not as it was made"
OUT_OF_LINE = "it does not follow the seal before it"
NOT_THE_ONE = "it is not the one that was written down elsewhere"

Line = tuple[int, str]
"""The number of a seal and its hash."""


@dataclass(frozen=True, slots=True)
class Broken:
    """The first thing in the access log that does not fit, and why."""

    words: str
    seal: int
    entry: int | None = None  # None: the seal itself

    def __str__(self) -> str:
        """Give it as a sentence."""
        place = f"Seal {self.seal} of the access log" if self.entry is None else (
            f"Access entry {self.entry}"
        )
        return f"{place}: {self.words}."


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found of the access log."""

    broken: Broken | None
    seals: int
    sealed: int  # entries a seal covers
    unsealed: int
    last_sealed_at: datetime | None
    head: Line


def check(session: Session, key: bytes, known: Line | None = None) -> Checked:
    """Check the access log from its first entry to its last.

    Parameters
    ----------
    session
        A session on the journal.
    key
        The key the entries were sealed with.
    known
        The last seal as written down elsewhere: a log that ends before it has been cut.
    """
    broken, last, head, at, sealed = None, 0, (0, FIRST), None, 0
    gone = forgotten(session)
    for row, run in _runs(session):
        whole = _not_as_written(key, row, head, run) if row.number > gone else None
        left = _left_over(key, row, run) if row.number <= gone else None
        broken = _out_of_line(row, head) or whole or left or _another(row, known)
        if broken:
            break
        last, head, at = row.last_entry, (row.number, row.seal_hash), row.sealed_at
        sealed += row.entries
    if not broken and known and head[0] < known[0]:
        broken = Broken(MISSING, head[0] + 1)
    return Checked(broken, head[0], sealed, _after(session, last), at, head)


def last_line(session: Session) -> Line | None:
    """Give the last seal and its hash, to be kept elsewhere; None where nothing is sealed."""
    table = AccessSeal
    last = session.execute(
        select(table.number, table.seal_hash).order_by(table.number.desc()).limit(1)
    ).first()
    return (last.number, last.seal_hash) if last else None


def _out_of_line(row: Row[tuple[object, ...]], head: Line) -> Broken | None:
    """Say that a seal is missing before this one, or that it is not the next."""
    before, previous = head
    if row.number != before + 1:
        return Broken(MISSING, before + 1)
    return Broken(OUT_OF_LINE, row.number) if row.previous_hash != previous else None


def _not_as_written(
    key: bytes, row: Row[tuple[object, ...]], head: Line, written: list[Told]
) -> Broken | None:
    """Name the first entry of a run that is not as it was, or its seal where each of them is."""
    run = Run(*(getattr(row, name) for name in Run._fields))
    made = seal_hash(key, head[1], run, row.marks, written)
    if hmac.compare_digest(row.seal_hash, made):
        return None
    return _first_of(key, row, written) or Broken(NOT_AS_MADE, row.number)


def _left_over(key: bytes, row: Row[tuple[object, ...]], written: list[Told]) -> Broken | None:
    """Name what stands in a run that was destroyed and was not sealed with it.

    The run is vouched for by the seal after it; what was kept of it must be as it was written.
    """
    sealed = dict(parted(row.marks))
    for number, mark in parted(marks(key, written)):
        if sealed.get(number) != mark:
            return Broken(CHANGED if number in sealed else PUT_IN, row.number, number)
    return None


def _another(row: Row[tuple[object, ...]], known: Line | None) -> Broken | None:
    """Say that a seal is not the one that was written down elsewhere."""
    if known and row.number == known[0] and row.seal_hash != known[1]:
        return Broken(NOT_THE_ONE, row.number)
    return None


def _first_of(key: bytes, row: Row[tuple[object, ...]], written: list[Told]) -> Broken | None:
    """Name the first entry of a seal's run that is not as it was."""
    sealed, standing = dict(parted(row.marks)), dict(parted(marks(key, written)))
    for number in sorted({*sealed, *standing}):
        if number not in standing:
            return Broken(MISSING, row.number, number)
        if number not in sealed:
            return Broken(PUT_IN, row.number, number)
        if sealed[number] != standing[number]:
            return Broken(CHANGED, row.number, number)
    return None


def _runs(session: Session) -> Iterator[tuple[Row[tuple[object, ...]], list[Told]]]:
    """Give each seal with the entries from the end of the one before to its own."""
    last: int | None = None  # an entry may have been put in under any number
    for rows in _seals(session):
        among = entries(session, last, until=rows[-1].last_entry)
        begin = 0
        for row in rows:
            end = bisect_right(among, row.last_entry, key=itemgetter(0))
            yield row, among[begin:end]
            begin, last = end, row.last_entry


def _seals(session: Session) -> Iterator[Sequence[Row[tuple[object, ...]]]]:
    """Give the seals in their order, some at a time."""
    last, columns = -1, AccessSeal.__table__.c
    while True:
        some = select(*columns).where(columns.number > last).order_by(columns.number)
        rows = session.execute(some.limit(TOGETHER)).all()
        if not rows:
            return
        last = rows[-1].number
        yield rows


def _after(session: Session, last: int) -> int:
    waiting = select(func.count()).where(AccessEntry.entry_id > last)
    return session.scalar(waiting) or 0
