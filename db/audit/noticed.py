"""What is said of the access log first: is it as it was written, and what is unusual in it?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, literal_column, select

from db import doors
from db.audit import sealing
from db.journal import Deed
from db.models import AccessEntry, AccessSeal
from monitoring.audit import DAYS_BACK, Hour, Unusual, unusual

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from db.store import Store

REFUSED = "refused"
_HOUR = "%Y-%m-%d %H"


@dataclass(frozen=True, slots=True)
class Noticed:
    """How the access log stands, and what is unusual in it."""

    checked: tuple[datetime, str] | None  # when both logs were last verified, and what was found
    sealed_at: datetime | None
    unsealed: int
    unusual: tuple[Unusual, ...]


def noticed(store: Store, now: datetime) -> Noticed:
    """Give how the access log stands; whoever asks has been let in by the page or the terminal."""
    with doors.journal(store, reading=True) as session:
        table = AccessEntry
        checked = session.execute(
            select(table.at, table.detail)
            .where(table.action == Deed.VERIFY)
            .order_by(table.at.desc())
            .limit(1)
        ).first()
        sealed_at = session.scalar(
            select(AccessSeal.sealed_at).order_by(AccessSeal.number.desc()).limit(1)
        )
        since = now - timedelta(days=DAYS_BACK)
        found = unusual(
            _by_hour(session, table.result == REFUSED, since),
            _by_hour(session, table.action == Deed.EXPORT, since),
        )
        unsealed = sealing.unsealed(session)
    told = (checked.at, checked.detail) if checked else None
    return Noticed(told, sealed_at, unsealed, tuple(found))


def _by_hour(session: Session, which: ColumnElement[bool], since: datetime) -> list[Hour]:
    """Count what each person did, hour by hour: London's hours begin with those of UTC."""
    table = AccessEntry
    hour = _hour(session)
    rows = session.execute(
        select(table.by_user, hour.label("hour"), func.count().label("times"))
        .where(which, table.at >= since)
        .group_by(table.by_user, hour)
    )
    return [
        Hour(row.by_user, datetime.strptime(row.hour, _HOUR).replace(tzinfo=UTC), row.times)
        for row in rows
    ]


def _hour(session: Session) -> ColumnElement[Any]:
    if session.get_bind().dialect.name == "postgresql":
        there = func.timezone(literal_column("'UTC'"), AccessEntry.at)
        return func.to_char(there, literal_column("'YYYY-MM-DD HH24'"))  # grouped by as it stands
    return func.strftime(_HOUR, AccessEntry.at)
