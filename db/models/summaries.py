"""Which monthly figures do pages read, so that a page costs the same at any number of clients?"""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Float
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, Versioned, one_open_row
from db.types import Code, ContractKey, Month

CELL = ("measure", "category", "arrangement", "band", "source", "origin")
TARGET = ("measure", "category", "arrangement", "set", "month")


class MeasureValue(Versioned, Base):
    """One monthly figure as it was known between two publications of its contract.

    A row is never changed but to close it. A figure that was not returned, not published or
    suppressed has no value and a reason.
    """

    __tablename__ = "measure_value"
    __table_args__ = (
        one_open_row("measure_value", "contract_id", *CELL, "month"),
        CheckConstraint("(value IS NULL) = (missing_reason <> '')", name="value_or_reason"),
    )

    contract_id: Mapped[ContractKey] = mapped_column(primary_key=True)
    measure: Mapped[Code] = mapped_column(primary_key=True)
    category: Mapped[Code] = mapped_column(primary_key=True)
    arrangement: Mapped[Code] = mapped_column(primary_key=True)  # '' is the whole contract
    band: Mapped[Code] = mapped_column(primary_key=True)  # '' is every band
    source: Mapped[Code] = mapped_column(primary_key=True)
    origin: Mapped[Code] = mapped_column(primary_key=True)
    month: Mapped[Month] = mapped_column(primary_key=True)
    known_from: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[int | None]  # in the measure's own unit
    missing_reason: Mapped[Code] = mapped_column(default="")


class CohortCount(Versioned, Base):
    """How many people of one month's cohort had reached a measure by so many months later."""

    __tablename__ = "cohort_count"
    __table_args__ = (
        one_open_row(
            "cohort_count",
            "contract_id",
            "measure",
            "category",
            "arrangement",
            "band",
            "source",
            "cohort",
            "elapsed",
        ),
    )

    contract_id: Mapped[ContractKey] = mapped_column(primary_key=True)
    measure: Mapped[Code] = mapped_column(primary_key=True)
    category: Mapped[Code] = mapped_column(primary_key=True)
    arrangement: Mapped[Code] = mapped_column(primary_key=True)
    band: Mapped[Code] = mapped_column(primary_key=True)
    source: Mapped[Code] = mapped_column(primary_key=True)
    cohort: Mapped[Month] = mapped_column(primary_key=True)
    elapsed: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    known_from: Mapped[int] = mapped_column(primary_key=True)
    people: Mapped[int]


class BenchmarkValue(Versioned, Base):
    """A month's counts of one unit under a token, for comparison within a programme.

    Kept in the reference stream: reading it joins no contract.
    """

    __tablename__ = "benchmark_value"
    __table_args__ = (
        one_open_row("benchmark_value", "contract_id", "programme", "measure", "unit", "month"),
    )

    contract_id: Mapped[ContractKey] = mapped_column(primary_key=True)
    programme: Mapped[Code] = mapped_column(primary_key=True)
    measure: Mapped[Code] = mapped_column(primary_key=True)
    unit: Mapped[Code] = mapped_column(primary_key=True)
    month: Mapped[Month] = mapped_column(primary_key=True)
    known_from: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[int | None]


class DerivedTarget(Versioned, Base):
    """An arrangement's monthly target by its share of the contract's profile.

    Written for arrangements without a profile of their own in the set, so that a partner can read
    its target without reading the contract's profile (docs/adr/0016).
    """

    __tablename__ = "derived_target"
    __table_args__ = (one_open_row("derived_target", "contract_id", *TARGET),)

    contract_id: Mapped[ContractKey] = mapped_column(primary_key=True)
    measure: Mapped[Code] = mapped_column(primary_key=True)
    category: Mapped[Code] = mapped_column(primary_key=True)
    arrangement: Mapped[Code] = mapped_column(primary_key=True)
    set: Mapped[Code] = mapped_column(primary_key=True)
    month: Mapped[Month] = mapped_column(primary_key=True)
    known_from: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[float] = mapped_column(Float)  # in the measure's own unit, to six places


class ClientMark(Base):
    """A client under a name that is the same in every contract of a programme, and means nothing.

    Kept in the reference stream, where publishers find the clients of others by it; nobody reads
    it (docs/adr/0016).
    """

    __tablename__ = "client_mark"
    __table_args__ = ({"sqlite_with_rowid": False},)  # a million a file: one tree, not two

    contract_id: Mapped[ContractKey] = mapped_column(primary_key=True)
    mark: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    of_contract: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    of_client: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    known_from: Mapped[int]  # the publication of its own contract that first named the client


class SeenElsewhere(Base):
    """A client of one contract is known under another too; one row each way.

    ``known_from`` and ``other_from`` are the publications that first named the client, each a
    number of its own contract: it is known from the later of the two.
    """

    __tablename__ = "seen_elsewhere"

    contract_id: Mapped[ContractKey] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    other_contract: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    other_client: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    known_from: Mapped[int]
    other_from: Mapped[int]
