"""Which programmes, contracts, organisations and places does the store know?

Registries hold nothing about people and stand outside the contract rule (architecture section 4).
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import JSON, Date, Integer, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base
from db.types import Code, ContractKey, Moment, Name


class StoreMark(Base):
    """A fact about the store itself, such as that it is a sample."""

    __tablename__ = "store_mark"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(String(200))


class Programme(Base):
    """A programme's definition as it stood from one version on; programmes are data."""

    __tablename__ = "programme"

    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    definition: Mapped[dict[str, Any]] = mapped_column(JSON)
    working_date: Mapped[date | None] = mapped_column(Date)
    added_at: Mapped[Moment]


class Contract(Base):
    """A contract's number for its public reference; its terms are rows of dataset ``contracts``."""

    __tablename__ = "contract"
    __table_args__ = (UniqueConstraint("reference"),)

    contract_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    reference: Mapped[Code]
    programme: Mapped[str] = mapped_column(String(40))


class Organisation(Base):
    """An organisation under the spelling in which it was first named."""

    __tablename__ = "organisation"

    name_key: Mapped[str] = mapped_column(String(200), primary_key=True)
    name: Mapped[Name]


class District(Base):
    """A district under the spelling in which it was first named."""

    __tablename__ = "district"

    name_key: Mapped[str] = mapped_column(String(200), primary_key=True)
    name: Mapped[Name]


class Site(Base):
    """A contract's site, office or service under the spelling in which it was first named."""

    __tablename__ = "site_name"

    contract_id: Mapped[ContractKey] = mapped_column(primary_key=True)
    name_key: Mapped[str] = mapped_column(String(200), primary_key=True)
    name: Mapped[Name]


class Client(Base):
    """A case reference and the surrogate number that stands for it in every fact.

    Found by a keyed hash, so that no index holds the reference itself.
    """

    __tablename__ = "client"
    __table_args__ = (UniqueConstraint("contract_id", "ref_hash"),)

    contract_id: Mapped[ContractKey] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    ref_hash: Mapped[bytes] = mapped_column(LargeBinary(16))
    client_ref: Mapped[str] = mapped_column(String(80))


class SavedMapping(Base):
    """One version of a mapping from a provider's own layout to a dataset."""

    __tablename__ = "saved_mapping"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    dataset: Mapped[Code]
    definition: Mapped[dict[str, Any]] = mapped_column(JSON)
    saved_by: Mapped[Name]
    saved_at: Mapped[Moment]
