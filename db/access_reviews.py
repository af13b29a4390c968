"""Was it looked through who holds which role, by whom, when, and whose was to end?

Source: requirements.md DPR-11: access only for staff who need it, listed by role and reviewed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from db import accounts, doors, journal, people
from db.journal import Act, Deed
from db.models import AccessReview, RoleAssignment, User
from db.publishing.request import CallError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """What a reviewer decided: which of the roles listed are to end, and a word on it."""

    to_end: Sequence[int] = ()  # assignment numbers
    note: str = ""


def record(session: Session, reviewed: Reviewed, *, now: datetime) -> int:
    """Write a review down and give how many roles were listed.

    An administrator's review goes through everybody and ends at once what it names. A prime's
    manager goes through their own people; what that names is for an administrator to end.

    Raises
    ------
    CallError
        If the caller answers for nobody, or names a role that is not among those listed.
    """
    scope = doors.scope_of(session)
    if not (scope.administers or scope.manages):
        people.must_administer(session)
    standing = {row.assignment_id: (row, login) for row, login in _listed(session, now)}
    unknown = [one for one in reviewed.to_end if one not in standing]
    if unknown:
        msg = "A role named to end is not held any more. Reload the page to see who holds what."
        raise CallError(msg)
    named = [
        {"login": standing[one][1], "role": people.line(standing[one][0])}
        for one in dict.fromkeys(reviewed.to_end)
    ]
    session.add(
        AccessReview(
            at=now,
            by_user=scope.login,
            organisation="" if scope.administers else scope.manages,
            listed=len(standing),
            to_end=named,
            note=reviewed.note.strip(),
        )
    )
    if scope.administers:
        for one in dict.fromkeys(reviewed.to_end):
            accounts.end_role(session, one, now=now)
    session.flush()
    told = f"{len(standing)} listed, {len(named)} to end"
    act = Act(action=Deed.REVIEW_ACCESS, subject="access by role", result="made", detail=told)
    journal.with_the_session(session, act, now)
    return len(standing)


def _listed(session: Session, now: datetime) -> list[tuple[RoleAssignment, str]]:
    """Give the roles held now or from a later day on, of those the caller answers for."""
    scope = doors.scope_of(session)
    rows = session.execute(
        select(RoleAssignment, User.login)
        .join(User, User.user_id == RoleAssignment.user_id)
        .where(
            User.disabled_at.is_(None),
            accounts.not_over(now),
            *(() if scope.administers else (User.organisation == scope.manages,)),
        )
    )
    return [(row, login) for row, login in rows]
