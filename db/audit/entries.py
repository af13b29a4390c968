"""How are the entries of the access log read for sealing and checking, the same on both engines?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import String, func, select, type_coerce

from db.models import AccessEntry

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from db.audit.marks import Told

COLUMNS = ("entry_id", "at", "by_user", "action", "subject", "contract", "result", "detail")
"""What an entry says, in the order its mark is made of; the moment as text, in UTC."""

_AS_SQLITE_KEEPS_IT = "YYYY-MM-DD HH24:MI:SS.US"


def entries(
    session: Session, after: int | None, *, until: int | None = None, most: int | None = None
) -> list[Told]:
    """Give the entries after one (None: all), in their order: until another, or so many."""
    table = AccessEntry.__table__.c
    columns = [_moment(session) if name == "at" else table[name] for name in COLUMNS]
    query = select(*columns).order_by(table.entry_id).limit(most)
    if after is not None:
        query = query.where(table.entry_id > after)
    if until is not None:
        query = query.where(table.entry_id <= until)
    # past the session's own loading, which costs more than the hashing
    return cast("list[Told]", list(map(tuple, session.connection().execute(query).all())))


def _moment(session: Session) -> ColumnElement[Any]:
    """Give the moment as text, which neither a driver nor a time zone touches."""
    column = AccessEntry.__table__.c.at
    if session.get_bind().dialect.name == "postgresql":
        return func.to_char(func.timezone("UTC", column), _AS_SQLITE_KEEPS_IT)
    return type_coerce(column, String())
