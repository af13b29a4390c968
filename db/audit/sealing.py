"""When are entries of the access log sealed, and by whom?

Whoever writes the entry that makes a batch full, or that finds one waiting for some minutes, seals
it in the same transaction; ``audit seal``, ``audit heads`` and ``audit verify`` seal all there is.
Writing never waits for it: a writer who would have to wait for another leaves the seal to the next.
"""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select, text

from db import doors
from db.audit.entries import entries
from db.audit.marks import FIRST, KEY_PURPOSE, Run, marks, seal_hash
from db.models import AccessEntry, AccessSeal

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from db.scope import Principal
    from db.store import Store

BATCH = 250
"""How many entries wait before the next writer seals them."""

WAITS = timedelta(minutes=5)
"""How long an entry waits before the next writer seals it."""

LARGEST = 1000
"""How many entries one seal covers at most."""

# A lock in a space of its own (7205 stands for nothing): shared by who writes, so that whoever
# holds it alone knows that no entry with an earlier number is still on its way. SQLite has one
# writer at a time and numbers entries in the order they are kept.
WRITE = text("SELECT pg_advisory_xact_lock_shared(7205, 0)")
WAIT = text("SELECT pg_advisory_xact_lock(7205, 0)")
ASK = text("SELECT pg_try_advisory_xact_lock(7205, 0)")


def begin_entry(session: Session) -> None:
    """Begin to write an entry; a seal that is being made is done first."""
    if _is_postgres(session):
        session.execute(WRITE)


def seal_when_due(session: Session, key: bytes, by: str, now: datetime) -> None:
    """Seal one batch if one is full or waits long enough, and nobody else is writing."""
    last = _last(session)
    oldest = session.execute(
        select(AccessEntry.entry_id, AccessEntry.at)
        .where(AccessEntry.entry_id > last)
        .order_by(AccessEntry.entry_id)
        .limit(1)
    ).first()
    newest = session.scalar(select(func.max(AccessEntry.entry_id)))
    if oldest is None or newest is None:
        return
    full, waited = newest - last >= BATCH, now - oldest.at >= WAITS
    if (full or waited) and (not _is_postgres(session) or session.scalar(ASK)):
        _seal_next(session, key, by, now)


def seal_all(store: Store, principal: Principal, now: datetime) -> int:
    """Seal every entry there is; give how many were sealed now."""
    key, sealed = store.key(KEY_PURPOSE), 0
    while True:
        with doors.journal(store) as session:
            if _is_postgres(session):
                session.execute(WAIT)
            done = _seal_next(session, key, principal.login, now)
        sealed += done
        if not done:
            return sealed


def unsealed(session: Session) -> int:
    """Count the entries no seal covers yet."""
    waiting = select(func.count()).where(AccessEntry.entry_id > _last(session))
    return session.scalar(waiting) or 0


def _seal_next(session: Session, key: bytes, by: str, now: datetime) -> int:
    """Seal the next entries, which nobody can come before any more; give how many."""
    table = AccessSeal
    before = session.execute(
        select(table.number, table.last_entry, table.seal_hash)
        .order_by(table.number.desc())
        .limit(1)
    ).first()
    number, last, previous = (before.number, before.last_entry, before.seal_hash) if before else (
        0, 0, FIRST
    )
    rows = entries(session, last, most=LARGEST)
    if not rows:
        return 0
    together = marks(key, rows)
    run = Run(number + 1, rows[0][0], rows[-1][0], len(rows), now.astimezone(UTC), by)
    values = {
        **run._asdict(),
        "marks": together,
        "previous_hash": previous,
        "seal_hash": seal_hash(key, previous, run, together, rows),
    }
    session.execute(insert(table), [values])
    return len(rows)


def _last(session: Session) -> int:
    """Give the number of the last entry a seal covers."""
    return session.scalar(select(func.max(AccessSeal.last_entry))) or 0


def _is_postgres(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"
