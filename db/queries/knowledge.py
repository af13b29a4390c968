"""What was known at an instant? The last publication of each contract not later than it."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import FromClause, Select, and_, func, or_, select

from db.models import AgreedStep, DifferenceStep, ItemStep, Meeting, Note, Publication, RequestStep

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

LONDON = ZoneInfo("Europe/London")
Rows = TypeVar("Rows", bound="Select[Any]")


def end_of_day(day: date) -> datetime:
    """Give the instant a date alone stands for: the end of that day, Europe/London."""
    return datetime.combine(day, time.max, tzinfo=LONDON)


def head(session: Session) -> str:
    """Give a text that changes with every publication the reader may know of."""
    count, last = session.execute(
        select(func.count(), func.max(Publication.recorded_at)).select_from(Publication)
    ).one()
    return f"{count} {last}"


def written(session: Session) -> str:
    """Give a text that changes with everything written down that the reader may know of."""
    told = [
        session.execute(select(func.count(), func.max(table.at)).select_from(table)).one()
        for table in (Note, ItemStep, Meeting, RequestStep, DifferenceStep, AgreedStep)
    ]
    return " ".join(f"{count} {last}" for count, last in told)


def as_known(query: Rows, table: FromClause, as_at: datetime | None) -> Rows:
    """Keep the rows of a versioned table that were known at an instant (None: now)."""
    if as_at is None:
        return query.where(table.c.known_to.is_(None))
    last = (
        select(Publication.contract_id, func.max(Publication.number).label("number"))
        .where(Publication.published_at <= as_at)
        .group_by(Publication.contract_id)
        .subquery()
    )
    known = and_(
        table.c.known_from <= last.c.number,
        or_(table.c.known_to.is_(None), table.c.known_to > last.c.number),
    )
    return query.join(last, last.c.contract_id == table.c.contract_id).where(known)
