"""How does a person get an account here, and how does it end?

A person is invited by e-mail and organisation, approved by an administrator, and bound to one
account at the identity provider when they first sign in (``db.signing_in``). A manager of a prime
provider invites and ends their own people, and lets one stand in for another while on leave; what
lasts is for an administrator. Every function takes a publisher's session that has begun to write.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError

from db import doors, journal, people
from db.journal import Act, Deed
from db.models import Organisation, RoleAssignment, User
from db.names import name_key
from db.publishing.request import CallError, NotYoursError
from db.walls.people import COVERED
from monitoring.vocabulary import Role

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

ADDRESS = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+")
LONGEST_ADDRESS = 254  # RFC 5321, section 4.5.3.1.3, less its angle brackets
LOGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@+-]{0,99}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """Who is invited. A blank login is made from the organisation's name, never from the e-mail."""

    email: str
    name: str
    organisation: str
    login: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """Somebody who stands in for somebody else, from a day to a day."""

    login: str
    instead_of: str
    first: date
    last: date


def invite(session: Session, invited: Invitation, *, now: datetime) -> str:
    """Invite a person and give their login.

    An administrator's invitation is approved as it is made; one of a prime's manager waits for an
    administrator, and shows nothing until then.

    Raises
    ------
    CallError
        If a part is missing, the address is no address or has an account, the login is taken, or
        the organisation is not one the caller invites for.
    """
    scope = doors.scope_of(session)
    if not (scope.administers or scope.manages):
        people.must_administer(session)
    email, organisation = _address(invited.email), _organisation(session, invited.organisation)
    if not scope.administers and organisation != scope.manages:
        msg = f"You invite people of {scope.manages}. Ask an administrator to invite others."
        raise NotYoursError(msg)
    if not invited.name.strip():
        msg = "A person needs a name, as others will read it beside what they write."
        raise CallError(msg)
    _free(session, User.email == email, _taken(session, "this e-mail address"))
    login = invited.login.strip() or _login(session, organisation)
    if not LOGIN.fullmatch(login):
        msg = "A login is of letters, digits and . _ @ + - only, up to 100 of them."
        raise CallError(msg)
    _free(session, User.login == login, _taken(session, login))
    person = User(
        login=login,
        display_name=invited.name.strip(),
        organisation=organisation,
        added_at=now,
        email=email,
        invited_by=scope.login,
    )
    if scope.administers:
        person.approved_at, person.approved_by = now, scope.login
    session.add(person)
    try:
        session.flush()
    except IntegrityError:  # of one whom a manager may not see
        raise CallError(_taken(session, login)) from None
    _write(session, Deed.INVITE, login, now)
    return login


def approve(session: Session, login: str, *, now: datetime) -> None:
    """Let an invited person in; one who is approved already stays so.

    Raises
    ------
    CallError
        If the caller does not administer, or the person is not known or disabled.
    """
    people.must_administer(session)
    person = people.answered_for(session, login)
    if person.disabled_at is not None:
        msg = f"{login} may not come in any more. Add the person again first."
        raise CallError(msg)
    if person.approved_at is None:
        person.approved_at, person.approved_by = now, doors.scope_of(session).login
        session.flush()
        _write(session, Deed.APPROVE, login, now)


def set_address(session: Session, login: str, email: str) -> None:
    """Say under which e-mail address a person signs in for the first time."""
    people.must_administer(session)
    person = people.answered_for(session, login)
    address = _address(email)
    taken = (User.email == address) & (User.user_id != person.user_id)
    _free(session, taken, _taken(session, "this e-mail address"))
    person.email = address
    session.flush()


def end_sittings(session: Session, login: str, *, now: datetime) -> None:
    """Sign a person out everywhere; each of their tabs asks them to sign in at its next run."""
    people.must_administer(session)
    people.answered_for(session, login).sessions_valid_from = now
    session.flush()
    _write(session, Deed.END_SITTINGS, login, now)


def cover(session: Session, asked: Cover, *, now: datetime) -> list[str]:
    """Let somebody stand in for another between two days, and give the roles handed on.

    They are the other's roles of those days, none longer than it is held, and end by themselves. A
    prime's manager hands on what managers and adviser managers of their own organisation hold.

    Raises
    ------
    CallError
        If either person is not one of the caller's, the days are out of order or over, or there
        is nothing to hand on.
    """
    one, other = (people.answered_for(session, who) for who in (asked.login, asked.instead_of))
    if one.user_id == other.user_id:
        msg = "Cover is by somebody else."
        raise CallError(msg)
    if one.disabled_at is not None or one.approved_at is None:
        msg = f"{one.login} may not come in, so cannot stand in for anybody."
        raise CallError(msg)
    if asked.last < asked.first or asked.last < _today(now):
        msg = "The last day of cover cannot be before its first day, or over."
        raise CallError(msg)
    scope = doors.scope_of(session)
    held = _held(session, other, asked)
    rows = held if scope.administers else [row for row in held if row.role in COVERED]
    if not rows:
        msg = f"{other.login} holds no role on those days that you can hand on."
        raise CallError(msg)
    given = [_standing_in(row, one, asked, scope.login, now) for row in rows]
    session.add_all(given)
    session.flush()
    lines = [people.line(row) for row in given]
    _write(session, Deed.COVER, one.login, now, "; ".join(lines))
    return lines


def end_role(session: Session, assignment_id: int, *, now: datetime) -> str:
    """End a role now, and give it as it was listed.

    Raises
    ------
    CallError
        If the caller does not administer, or the role is not there or over.
    """
    people.must_administer(session)
    row = session.get(RoleAssignment, assignment_id)
    today = _today(now)
    if row is None or (row.valid_to is not None and row.valid_to < today):
        msg = "That role is not held any more. Reload the page to see who holds what."
        raise CallError(msg)
    said = people.line(row)
    row.valid_to = today - timedelta(days=1)
    session.flush()
    _write(session, Deed.END_ROLE, f"role {assignment_id}", now, said)
    return said


def _write(session: Session, deed: Deed, subject: str, now: datetime, detail: str = "") -> None:
    """Write a change of access down with the change, or neither."""
    act = Act(action=deed, subject=subject, result="made", detail=detail)
    journal.with_the_session(session, act, now)


def not_over(now: datetime) -> ColumnElement[bool]:
    """Give the condition that a role's last day is not past."""
    return or_(RoleAssignment.valid_to.is_(None), RoleAssignment.valid_to >= _today(now))


def _today(now: datetime) -> date:
    return now.astimezone(doors.LONDON).date()


def _held(session: Session, person: User, asked: Cover) -> list[RoleAssignment]:
    """Give the roles a person holds on some of the days of cover."""
    rows = session.scalars(
        select(RoleAssignment)
        .where(
            RoleAssignment.user_id == person.user_id,
            or_(RoleAssignment.valid_from.is_(None), RoleAssignment.valid_from <= asked.last),
            or_(RoleAssignment.valid_to.is_(None), RoleAssignment.valid_to >= asked.first),
        )
        .order_by(RoleAssignment.assignment_id)
    )
    return [row for row in rows if row.role in list(Role)]


def _standing_in(
    row: RoleAssignment, person: User, asked: Cover, actor: str, now: datetime
) -> RoleAssignment:
    """Give another's role to a person, for the days of cover on which it is held."""
    return RoleAssignment(
        user_id=person.user_id,
        role=row.role,
        contract=row.contract,
        district=row.district,
        organisation=row.organisation,
        arrangement=row.arrangement,
        valid_from=max(asked.first, row.valid_from or asked.first),
        valid_to=min(asked.last, row.valid_to or asked.last),
        granted_by=actor,
        granted_at=now,
    )


def _address(text: str) -> str:
    """Give an e-mail address as it is kept: in small letters."""
    address = text.strip().casefold()
    if not ADDRESS.fullmatch(address) or len(address) > LONGEST_ADDRESS:
        msg = "That is no e-mail address. It looks like name@organisation.example."
        raise CallError(msg)
    return address


def _organisation(session: Session, name: str) -> str:
    """Give an organisation as it is spelt here already, or as it was typed."""
    name = name.strip()
    if not name:
        msg = "Name the organisation the person works for."
        raise CallError(msg)
    known = session.scalar(
        select(Organisation.name).where(Organisation.name_key == name_key(name))
    )
    own = doors.scope_of(session).manages
    return own if name_key(own) == name_key(name) else known or name


def _login(session: Session, organisation: str) -> str:
    """Give a free login that tells the organisation and not the person."""
    stem = re.sub(r"[^a-z0-9]+", "-", organisation.casefold()).strip("-")[:60] or "person"
    taken = set(session.scalars(select(User.login).where(User.login.startswith(f"{stem}-"))))
    number = 1
    while f"{stem}-{number}" in taken:
        number += 1
    return f"{stem}-{number}"


def _taken(session: Session, what: str) -> str:
    """Say that an account stands; a manager is not told whether of another organisation."""
    if doors.scope_of(session).administers:
        return f"An account stands for {what} already."
    return "This person cannot be invited here. Ask an administrator, who sees every account."


def _free(session: Session, taken: ColumnElement[bool], said: str) -> None:
    """Refuse what another account has."""
    if session.scalar(select(User.user_id).where(taken).limit(1)) is not None:
        raise CallError(said)
