"""How do two publications of one contract keep out of each other's way?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

LOCK_CLASS = 0x6D69  # the first half of the advisory lock; the contract's number is the second


def lock(session: Session, ids: Iterable[int]) -> None:
    """Take each contract's lock, in order, until the transaction ends.

    SQLite's writers already wait for one another (``BEGIN IMMEDIATE``).
    """
    if session.get_bind().dialect.name == "postgresql":
        for contract_id in sorted(set(ids)):
            session.execute(
                text("SELECT pg_advisory_xact_lock(:class, :id)"),
                {"class": LOCK_CLASS, "id": contract_id},
            )
