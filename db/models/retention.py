"""How long is what kept, what may not be destroyed, and what was destroyed when?

Periods and holds are their steps: nothing here is changed, the last step is how it stands.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import JSON, Date, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base
from db.types import Code, ContractKey, Moment, Name


class RetentionRule(Base):
    """A period somebody set for a class of data; number 0 as contract where it is for several."""

    __tablename__ = "retention_rule"

    contract_id: Mapped[ContractKey] = mapped_column(primary_key=True)
    programme: Mapped[Code] = mapped_column(primary_key=True)  # blank: whichever
    data_class: Mapped[Code] = mapped_column(primary_key=True)
    step: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    months: Mapped[int | None]  # None: always
    valid_from: Mapped[date] = mapped_column(Date)
    reason: Mapped[str] = mapped_column(Text)
    by_user: Mapped[Name]
    at: Mapped[Moment]


class RetentionHold(Base):
    """One step of a stop on destroying anything of a contract: placed, or lifted."""

    __tablename__ = "retention_hold"

    contract_id: Mapped[ContractKey] = mapped_column(primary_key=True)
    step: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    did: Mapped[Code]  # placed or lifted
    reason: Mapped[str] = mapped_column(Text)
    by_user: Mapped[Name]
    at: Mapped[Moment]


class Destruction(Base):
    """What was destroyed of one class, when, and why; number 0 as contract for single entries."""

    __tablename__ = "destruction"

    contract_id: Mapped[ContractKey] = mapped_column(primary_key=True)
    destruction_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    data_class: Mapped[Code]
    due_on: Mapped[date] = mapped_column(Date)  # of entries: the first day that is still kept
    number: Mapped[int]  # the publication
    rows: Mapped[int]
    counts: Mapped[dict[str, int]] = mapped_column(JSON)  # by table
    reason: Mapped[str] = mapped_column(Text)
    by_user: Mapped[Name]
    at: Mapped[Moment]
