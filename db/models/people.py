"""Who are the users, and which roles do they hold over what?"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base
from db.types import Moment, Name


class User(Base):
    """A person who may sign in once approved; disabled, never deleted."""

    __tablename__ = "app_user"
    __table_args__ = (UniqueConstraint("login"), Index("uq_app_user_email", "email", unique=True))

    user_id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(String(120))
    display_name: Mapped[Name]
    organisation: Mapped[Name]
    added_at: Mapped[Moment]
    disabled_at: Mapped[Moment | None]
    email: Mapped[str | None] = mapped_column(String(254))  # small letters; as the provider says it
    invited_by: Mapped[Name] = mapped_column(default="")
    approved_at: Mapped[Moment | None]
    approved_by: Mapped[Name] = mapped_column(default="")
    sessions_valid_from: Mapped[Moment | None]  # what was begun before is over


class RoleAssignment(Base):
    """A role held over one contract, district, organisation or arrangement, between two dates.

    All four blank means everywhere. ``arrangement`` names a contract's arrangement and needs
    ``contract``.
    """

    __tablename__ = "role_assignment"

    assignment_id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("app_user.user_id"))
    role: Mapped[str] = mapped_column(String(40))
    contract: Mapped[str] = mapped_column(String(80), default="")
    district: Mapped[Name] = mapped_column(default="")
    organisation: Mapped[Name] = mapped_column(default="")
    arrangement: Mapped[str] = mapped_column(String(80), default="")
    valid_from: Mapped[date | None] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    granted_by: Mapped[Name]
    granted_at: Mapped[Moment]


class AccessReview(Base):
    """Somebody went through who holds which role, and said whose is to end.

    ``organisation`` is whose people were gone through; blank is everybody. ``to_end`` holds logins
    and roles as they were listed.
    """

    __tablename__ = "access_review"

    review_id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[Moment]
    by_user: Mapped[Name]
    organisation: Mapped[Name]
    listed: Mapped[int]
    to_end: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    note: Mapped[str] = mapped_column(Text)
