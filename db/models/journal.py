"""Who looked at what, who was refused, and what a person has already seen?

Kept beside the store (a second file on SQLite, a schema of its own on PostgreSQL), so that
reading and signing in go on while a large file is published.
"""

from __future__ import annotations

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import JournalBase
from db.types import Code, Moment, Name


class AccessEntry(JournalBase):
    """One sign-in, refusal, view of client rows or export. Holds no personal data."""

    __tablename__ = "access_entry"

    entry_id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[Moment]
    by_user: Mapped[Name]
    action: Mapped[Code]
    subject: Mapped[Name]  # a dataset, page, report or submission
    contract: Mapped[Code]
    result: Mapped[Code]
    detail: Mapped[str] = mapped_column(Text)


class Visit(JournalBase):
    """When a person last looked at a page, and the time before that."""

    __tablename__ = "visit"

    login: Mapped[str] = mapped_column(String(120), primary_key=True)
    page: Mapped[str] = mapped_column(String(80), primary_key=True)
    last_at: Mapped[Moment]
    before_at: Mapped[Moment | None]


class Noted(JournalBase):
    """An item a person has noted with a line; it stays away until it worsens."""

    __tablename__ = "noted"
    __table_args__ = (Index("ix_noted_login", "login"),)

    login: Mapped[str] = mapped_column(String(120), primary_key=True)
    item: Mapped[str] = mapped_column(String(200), primary_key=True)
    line: Mapped[str] = mapped_column(Text)
    severity: Mapped[int]  # the item's size when noted; it comes back when it is larger
    at: Mapped[Moment]
