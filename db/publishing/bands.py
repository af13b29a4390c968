"""In which readiness band was a client on a day?

The band is that of the client's latest rating on or before the day. A rating by colour means its
colour, whatever the scheme; another code means what the contract's parameter for its scheme
(``readiness_bands.SCHEME``) says on the day of the rating. Where several schemes rate a client on
one day, a colour named outright comes before a code translated. A client without a rating that
means something is *unmapped*, and a contract whose ratings mean nothing in common has no bands at
all (requirements.md RAG-01, RAG-02).
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    Column,
    Date,
    Integer,
    MetaData,
    String,
    Table,
    and_,
    case,
    func,
    insert,
    or_,
    select,
)

from db import registers
from db.models import FACTS, MeasureValue
from db.publishing.events import standing_rows
from db.publishing.staging import create
from monitoring.parameters import BANDS_PREFIX, COLOURS, parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from sqlalchemy import ColumnElement, FromClause, Select
    from sqlalchemy.orm import Session

    from monitoring.parameters import Setting

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
MEANING = Table(
    "stage_meaning",
    MetaData(),
    Column("contract_id", Integer, primary_key=True, autoincrement=False),
    Column("scheme", String(80), primary_key=True),
    Column("code", String(80), primary_key=True),
    Column("from_on", Date, primary_key=True),
    Column("next_on", Date),
    Column("band", String(80)),
    prefixes=["TEMPORARY"],
    postgresql_on_commit="DROP",
)
"""What each code of a contract's schemes means, and the days on which it does."""


def banded(session: Session, ids: Iterable[int]) -> frozenset[int]:
    """Give the contracts with ratings that mean a common band."""
    rated = _rated(session, ids).subquery()
    return frozenset(session.scalars(select(rated.c.contract_id).distinct()))


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
    rated = _rated(session, ids).subquery()
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


def _rated(session: Session, ids: Iterable[int]) -> Select[Any]:
    """Give the ratings that mean a band, with their place among those of the client's day."""
    wanted = sorted(ids)
    _write_meanings(session, wanted)
    ratings = FACTS["readiness"]
    said = func.lower(ratings.c.code)
    outright = case((said.in_(COLOURS), said))
    band = func.coalesce(MEANING.c.band, outright)
    day = (ratings.c.contract_id, ratings.c.client_id, ratings.c.rated_on)
    order = (outright.is_(None), ratings.c.scheme)
    place = func.row_number().over(partition_by=day, order_by=order).label("place")
    return (
        select(*day, band.label("band"), place)
        .outerjoin(MEANING, _meant(ratings))
        .where(standing_rows(ratings, wanted), band.is_not(None))
    )


def _meant(ratings: FromClause) -> ColumnElement[bool]:
    """Give the condition that a meaning is the one a rating had on its day."""
    return and_(
        MEANING.c.contract_id == ratings.c.contract_id,
        MEANING.c.scheme == func.lower(ratings.c.scheme),
        MEANING.c.code == func.lower(ratings.c.code),
        ratings.c.rated_on >= MEANING.c.from_on,
        or_(MEANING.c.next_on.is_(None), ratings.c.rated_on < MEANING.c.next_on),
    )


def _write_meanings(session: Session, ids: Iterable[int]) -> None:
    """Write down, in a temporary table, what the contracts say the codes of their schemes mean."""
    connection = session.connection()
    create(connection, MEANING)
    rows = [
        row
        for contract_id, settings in registers.settings_of(session, ids).items()
        for row in _meanings(contract_id, settings)
    ]
    if rows:
        connection.execute(insert(MEANING), rows)


def _meanings(contract_id: int, settings: Iterable[Setting]) -> Iterator[dict[str, object]]:
    """Give a contract's meanings, each until the scheme is mapped anew."""
    schemes: dict[str, dict[date, str]] = {}
    for each in settings:
        if each.code.startswith(BANDS_PREFIX):
            scheme = each.code.removeprefix(BANDS_PREFIX).lower()
            schemes.setdefault(scheme, {})[each.effective_from] = each.text
    for scheme, texts in schemes.items():
        days = sorted(texts)
        for from_on, next_on in zip_longest(days, days[1:]):
            bands = parse(f"{BANDS_PREFIX}{scheme}", texts[from_on])
            assert isinstance(bands, dict), "a scheme's parameter holds bands"  # noqa: S101
            for code, band in bands.items():
                yield {
                    "contract_id": contract_id,
                    "scheme": scheme,
                    "code": code,
                    "from_on": from_on,
                    "next_on": next_on,
                    "band": band,
                }
