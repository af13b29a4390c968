"""How are months, instants and hundredths kept so that no engine can blur them?"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Annotated

from sqlalchemy import Date, DateTime, Integer, String
from sqlalchemy.orm import mapped_column
from sqlalchemy.types import TypeDecorator

if TYPE_CHECKING:
    from sqlalchemy.engine import Dialect

NO_DATE = date(1, 1, 1)
"""What a blank date in a natural key is kept as; outputs show a blank (architecture section 3)."""


class MonthStart(TypeDecorator[date]):
    """A calendar month, stored as its first day; any other day is refused."""

    impl = Date
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> date | None:  # noqa: ARG002 - the signature is SQLAlchemy's
        """Refuse a day other than the first."""
        if value is not None and value.day != 1:
            msg = f"a month is stored as its first day, not {value.isoformat()}"
            raise ValueError(msg)
        return value


class Instant(TypeDecorator[datetime]):
    """A moment, aware and in UTC on every engine (SQLite keeps no zone of its own)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a moment without a zone; keep UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            msg = "an instant needs its time zone"
            raise ValueError(msg)
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the signature is SQLAlchemy's
        """Give the moment back as aware UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


ContractKey = Annotated[int, mapped_column(Integer)]
PublicationNumber = Annotated[int, mapped_column(Integer)]
Month = Annotated[date, mapped_column(MonthStart)]
Moment = Annotated[datetime, mapped_column(Instant)]
Code = Annotated[str, mapped_column(String(80))]
Name = Annotated[str, mapped_column(String(200))]
