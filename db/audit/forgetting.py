"""How does the access log lose its oldest entries under the retention schedule, and still verify?

Entries go by whole runs, the oldest first: a seal needs all entries of its run to be checked. The
seals stay, chained as they were; an entry of the log says up to which of them runs were destroyed,
and that entry is sealed like any other. Whoever has not the key can make neither.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import func, select, text

from db.models import AccessEntry, AccessSeal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy.orm import Session

ACTION, SUBJECT = "destroy", "access log"  # ``db.journal.Deed.DESTROY``, which imports this
TRIGGER = text(
    "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name = 'access_entry_no_delete'"
)
_SAID = re.compile(r"through seal (\d+)")


def detail(number: int) -> str:
    """Give what the log says when runs were destroyed: up to which seal."""
    return f"through seal {number}"


def due(session: Session, before: datetime) -> tuple[int, int]:
    """Give the last seal whose run, and every run before it, is older than a moment.

    With it the last entry of that run; two noughts where none is.
    """
    kept = session.scalar(select(func.min(AccessEntry.entry_id)).where(AccessEntry.at >= before))
    query = select(AccessSeal.number, AccessSeal.last_entry).order_by(AccessSeal.number.desc())
    if kept is not None:
        query = query.where(AccessSeal.last_entry < kept)
    found = session.execute(query.limit(1)).first()
    return (found.number, found.last_entry) if found else (0, 0)


def forgotten(session: Session) -> int:
    """Give the last seal whose run was destroyed, as a sealed entry after it says; 0: none."""
    last = session.scalar(select(func.max(AccessSeal.last_entry))) or 0
    rows = session.execute(
        select(AccessEntry.entry_id, AccessEntry.detail).where(
            AccessEntry.action == ACTION,
            AccessEntry.subject == SUBJECT,
            AccessEntry.entry_id <= last,  # one that is not sealed yet may be anybody's word
        )
    )
    ends = {row.number: row.last_entry for row in session.execute(
        select(AccessSeal.number, AccessSeal.last_entry))}  # fmt: skip
    told = [(entry, _SAID.fullmatch(said)) for entry, said in rows]
    numbers = [(entry, int(found[1])) for entry, found in told if found]
    return max((n for entry, n in numbers if n in ends and entry > ends[n]), default=0)


@contextmanager
def unlocked(session: Session) -> Iterator[None]:
    """Let entries be taken out for as long as the block lasts, within its transaction.

    On PostgreSQL only the owner has the right; on SQLite a trigger refuses everybody, so it is
    taken away and put back as it was.
    """
    if session.get_bind().dialect.name != "sqlite":
        yield
        return
    found = session.execute(TRIGGER).first()
    if found is not None:
        session.execute(text(f'DROP TRIGGER "{found.name}"'))
    yield
    if found is not None:
        session.connection().exec_driver_sql(found.sql)
