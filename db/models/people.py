"""Who are the users, and which roles do they hold over what?"""

from __future__ import annotations

from datetime import date

from sqlalchemy import Date, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base
from db.types import Moment, Name


class User(Base):
    """A person who may sign in; disabled, never deleted."""

    __tablename__ = "app_user"
    __table_args__ = (UniqueConstraint("login"),)

    user_id: Mapped[int] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(String(120))
    display_name: Mapped[Name]
    organisation: Mapped[Name]
    added_at: Mapped[Moment]
    disabled_at: Mapped[Moment | None]


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
