"""When did a person last look, and what did they note? Kept in the journal, beside the store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from db import doors
from db.models.journal import Noted, Visit

if TYPE_CHECKING:
    from db.store import Store

SAME_VISIT = timedelta(minutes=30)
"""Looks nearer than this belong to one visit, so that a reload does not take the news away."""
WORTH_WRITING = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Look:
    """One person looking at one page at one moment."""

    login: str
    page: str
    at: datetime


def last_looked(store: Store, look: Look, first: datetime | None = None) -> datetime | None:
    """Remember a look; give when the visit before this one ended.

    Parameters
    ----------
    store
        The store whose journal remembers.
    look
        Who looks at what, and when.
    first
        What a first visit is taken to follow; None where nothing is.
    """
    with doors.journal(store) as session:
        row = session.get(Visit, (look.login, look.page))
        if row is None:
            session.add(Visit(login=look.login, page=look.page, last_at=look.at, before_at=first))
            return first
        apart = look.at - row.last_at
        if apart >= SAME_VISIT:
            row.before_at = row.last_at
        if apart >= WORTH_WRITING:
            row.last_at = look.at
        return row.before_at


@dataclass(frozen=True, slots=True)
class Line:
    """What a person wrote beside an item, and how bad the item was then."""

    item: str
    line: str
    level: int
    at: datetime


def noted(store: Store, login: str) -> dict[str, Line]:
    """Give what a person has noted, by item."""
    with doors.journal(store) as session:
        rows = session.scalars(select(Noted).where(Noted.login == login))
        return {row.item: Line(row.item, row.line, row.severity, row.at) for row in rows}


def note(store: Store, login: str, written: Line) -> None:
    """Note an item with a line; it stays away until it is worse than now."""
    with doors.journal(store) as session:
        session.merge(
            Noted(
                login=login,
                item=written.item,
                line=written.line,
                severity=written.level,
                at=written.at,
            )
        )


def unnote(store: Store, login: str, item: str) -> None:
    """Take a note away, so that its item comes back."""
    with doors.journal(store) as session:
        row = session.get(Noted, (login, item))
        if row is not None:
            session.delete(row)
