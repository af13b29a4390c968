"""Who has an account and how does it stand, and who holds which role since when?

Both are listed as far as the session's own rows reach; the journal adds sign-ins of those people
and of nobody else.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import select

from db import accounts, people
from db.models import AccessReview, RoleAssignment, User
from db.signing_in import bindings, sittings

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from db.store import Store


class State(StrEnum):
    """How an account stands."""

    INVITED = "invited"  # approved, and has not signed in yet
    WAITING = "waiting"  # for an administrator's approval
    ACTIVE = "active"
    DISABLED = "disabled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One person's account, with a line a role that is not over."""

    login: str
    name: str
    organisation: str
    email: str
    state: State
    invited_by: str
    bound_at: datetime | None
    last_signed_in: datetime | None
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One role somebody holds: over what, since when, given by whom, and when they were here."""

    assignment_id: int
    role: str
    login: str
    name: str
    organisation: str
    over: str
    valid_from: date | None
    valid_to: date | None
    granted_by: str
    granted_at: datetime
    last_signed_in: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One review of access, as it was written down."""

    at: datetime
    by_user: str
    organisation: str
    listed: int
    to_end: tuple[str, ...]
    note: str


def listed(store: Store, session: Session, now: datetime) -> list[Account]:
    """Give every account the session may see, by organisation and name."""
    users = session.scalars(select(User).order_by(User.organisation, User.display_name)).all()
    logins = [user.login for user in users]
    bound, seen = bindings.bound_since(store, logins), sittings.last_signed_in(store, logins)
    roles: dict[int, list[str]] = {}
    for row in session.scalars(
        select(RoleAssignment).where(accounts.not_over(now)).order_by(RoleAssignment.assignment_id)
    ):
        roles.setdefault(row.user_id, []).append(people.line(row))
    return [
        Account(
            login=user.login,
            name=user.display_name,
            organisation=user.organisation,
            email=user.email or "",
            state=_state(user, signed_in=user.login in bound or user.login in seen),
            invited_by=user.invited_by or user.approved_by,
            bound_at=bound.get(user.login),
            last_signed_in=seen.get(user.login),
            roles=tuple(roles.get(user.user_id, ())),
        )
        for user in users
    ]


def by_role(store: Store, session: Session, now: datetime) -> list[Held]:
    """Give every role not over of people who are not disabled: by role, then by person."""
    rows = session.execute(
        select(RoleAssignment, User)
        .join(User, User.user_id == RoleAssignment.user_id)
        .where(User.disabled_at.is_(None), accounts.not_over(now))
        .order_by(RoleAssignment.role, User.organisation, User.display_name,
                  RoleAssignment.assignment_id)
    ).all()
    seen = sittings.last_signed_in(store, {user.login for _, user in rows})
    return [
        Held(
            assignment_id=row.assignment_id,
            role=row.role,
            login=user.login,
            name=user.display_name,
            organisation=user.organisation,
            over=people.over(row),
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            granted_by=row.granted_by,
            granted_at=row.granted_at,
            last_signed_in=seen.get(user.login),
        )
        for row, user in rows
    ]


def reviews(session: Session) -> list[Review]:
    """Give the reviews of access, the latest first."""
    rows = session.scalars(select(AccessReview).order_by(AccessReview.review_id.desc()))
    return [
        Review(
            at=row.at,
            by_user=row.by_user,
            organisation=row.organisation,
            listed=row.listed,
            to_end=tuple(f"{one['login']}: {one['role']}" for one in row.to_end),
            note=row.note,
        )
        for row in rows
    ]


def _state(user: User, *, signed_in: bool) -> State:
    if user.disabled_at is not None:
        return State.DISABLED
    if user.approved_at is None:
        return State.WAITING
    return State.ACTIVE if signed_in or user.email is None else State.INVITED
