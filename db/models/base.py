"""What do all tables share: named constraints, versions, one open row a key?"""

from __future__ import annotations

from sqlalchemy import Index, MetaData, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from db.types import PublicationNumber  # noqa: TC001 - the mapper reads it

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

REFERENCE_STREAM = 0
"""The contract number under which reference data and benchmarks are published."""


class Base(DeclarativeBase):
    """Every table of the store."""

    metadata = MetaData(naming_convention=NAMING)


class JournalBase(DeclarativeBase):
    """Every table of the journal: kept beside the store so that reading never waits for writing."""

    metadata = MetaData(naming_convention=NAMING)


class Versioned:
    """A row as it was known between two publications of its contract."""

    known_from: Mapped[PublicationNumber]
    known_to: Mapped[int | None] = mapped_column(default=None)


def one_open_row(table: str, *columns: str) -> Index:
    """Give the partial unique index that lets at most one row of a key be open."""
    still = text("known_to IS NULL")
    name = f"uq_{table}_open"
    return Index(name, *columns, unique=True, sqlite_where=still, postgresql_where=still)
