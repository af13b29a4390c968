"""In which readiness band was a client on a day?

The band is that of the client's latest rating on or before the day. A rating by colour means its
colour, whatever the scheme; ratings of other schemes mean nothing common until somebody maps them,
and a client without a rating that means something is *unmapped*. A contract whose ratings mean
nothing in common has no bands at all (requirements.md RAG-02).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import (
    Column,
    Date,
    Integer,
    MetaData,
    String,
    Table,
    and_,
    func,
    insert,
    or_,
    select,
)

from db.models import FACTS, MeasureValue
from db.publishing.events import standing_rows
from db.publishing.staging import create

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlalchemy import ColumnElement, FromClause
    from sqlalchemy.orm import Session

COLOURS = ("red", "amber", "green")
UNMAPPED = "unmapped"

BAND = Table(
    "stage_band",
    MetaData(),
    Column("contract_id", Integer, primary_key=True, autoincrement=False),
    Column("client_id", Integer, primary_key=True, autoincrement=False),
    Column("from_on", Date, primary_key=True),
    Column("next_on", Date),
    Column("band", String(80)),
    prefixes=["TEMPORARY"],
    postgresql_on_commit="DROP",
)


def banded(session: Session, ids: Iterable[int]) -> frozenset[int]:
    """Give the contracts with ratings that mean a common band."""
    ratings = FACTS["readiness"]
    rows = session.scalars(
        select(ratings.c.contract_id).where(standing_rows(ratings, ids), _common()).distinct()
    )
    return frozenset(rows)


def counted_by_band(session: Session, ids: Iterable[int]) -> frozenset[int]:
    """Give the contracts whose figures stand by band."""
    cell = MeasureValue.__table__.c
    rows = session.scalars(
        select(cell.contract_id)
        .where(cell.contract_id.in_(sorted(ids)), cell.band != "", cell.known_to.is_(None))
        .distinct()
    )
    return frozenset(rows)


def write_bands(session: Session, ids: Iterable[int]) -> None:
    """Write down, in a temporary table, each client's bands and the days they held."""
    connection = session.connection()
    create(connection, BAND)
    ratings = FACTS["readiness"]
    day = (ratings.c.contract_id, ratings.c.client_id, ratings.c.rated_on)
    place = func.row_number().over(partition_by=day, order_by=ratings.c.scheme).label("place")
    rated = (
        select(*day, func.lower(ratings.c.code).label("band"), place)
        .where(standing_rows(ratings, ids), _common())
        .subquery()
    )
    person = (rated.c.contract_id, rated.c.client_id)
    following = func.lead(rated.c.rated_on).over(partition_by=person, order_by=rated.c.rated_on)
    spans = select(*person, rated.c.rated_on, following, rated.c.band).where(rated.c.place == 1)
    connection.execute(insert(BAND).from_select([column.name for column in BAND.columns], spans))


def on_day(rows: FromClause, day: ColumnElement[date]) -> ColumnElement[bool]:
    """Give the condition that a band is the one a row's client had on a day."""
    return and_(
        BAND.c.contract_id == rows.c.contract_id,
        BAND.c.client_id == rows.c.client_id,
        day >= BAND.c.from_on,
        or_(BAND.c.next_on.is_(None), day < BAND.c.next_on),
    )


def _common() -> ColumnElement[bool]:
    return func.lower(FACTS["readiness"].c.code).in_(COLOURS)
