"""Who may sign in, and which roles do they hold over what?

Every function takes a publisher's session that has begun to write, of somebody who administers;
``disable_user`` of a prime's manager too, for their own people (``db.accounts`` has the rest).
Nobody is deleted: a person is disabled, a role ends on a date.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from db import doors, journal
from db.journal import Act, Deed
from db.models import Contract, District, Organisation, RoleAssignment, User
from db.names import name_key
from db.publishing.request import CallError, NotYoursError
from db.scope import Principal
from monitoring.rights import RIGHTS
from monitoring.vocabulary import Role

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from db.store import Store


NOBODY = Principal("unknown", "Somebody unknown")
"""Under whom it is written down that somebody may not come in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What a role is held over; all blank is every contract."""

    contract: str = ""
    district: str = ""
    organisation: str = ""
    arrangement: str = ""  # CONTRACT:CODE, or the code where ``contract`` names the contract

    @property
    def is_blank(self) -> bool:
        """Say whether nothing is named."""
        return not (self.contract or self.district or self.organisation or self.arrangement)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """A role to be given to a person."""

    login: str
    role: str
    over: Place = Place()
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person as listed, with one line a role."""

    login: str
    name: str
    organisation: str
    disabled: bool
    roles: tuple[str, ...]


def principal(store: Store, login: str) -> Principal:
    """Give the person of a login.

    Raises
    ------
    CallError
        If nobody of that login may come in: unknown, waiting and disabled read the same.
    """
    with doors.scoped_session(store, Principal(login, login)) as session:
        person = session.scalar(select(User).where(User.login == login))
    if person is None or person.disabled_at is not None or person.approved_at is None:
        act = Act(action=Deed.OPEN, subject="a login", result="refused")
        journal.write(store, NOBODY, act, datetime.now(tz=UTC))  # who was named is not repeated
        msg = f"{login} is not known, or may not come in."
        raise NotYoursError(msg)
    return Principal(person.login, person.display_name)


def add_user(
    session: Session, login: str, name: str, *, organisation: str = "", now: datetime
) -> None:
    """Add a person, approved by whoever adds them, or let a disabled one in again.

    Raises
    ------
    CallError
        If the login is blank or taken, or the caller does not administer.
    """
    must_administer(session)
    login = login.strip()
    actor = doors.scope_of(session).login
    if not login or not name.strip():
        msg = "A person needs a login and a name."
        raise CallError(msg)
    standing = session.scalar(select(User).where(User.login == login))
    if standing is None:
        person = User(login=login, display_name=name.strip(), organisation=organisation)
        person.added_at, person.approved_at, person.approved_by = now, now, actor
        session.add(person)
    elif standing.disabled_at is None:
        msg = f"{login} is in use. Choose another login, or disable that person first."
        raise CallError(msg)
    else:
        standing.disabled_at, standing.sessions_valid_from = None, now
        standing.approved_at, standing.approved_by = now, actor
        standing.display_name, standing.organisation = name.strip(), organisation
    session.flush()
    added = Act(action=Deed.ADD_PERSON, subject=login, result="made")
    journal.with_the_session(session, added, now)


def disable_user(session: Session, login: str, *, now: datetime) -> None:
    """Let a person in no more, from the next thing they do; what they did stays under their name.

    Raises
    ------
    CallError
        If the person is not known to, or not one of, whoever asks, or is whoever asks.
    """
    person = answered_for(session, login)
    if login == doors.scope_of(session).login:
        msg = "Nobody ends their own access. Ask another administrator or manager to."
        raise CallError(msg)
    person.disabled_at = person.disabled_at or now
    session.flush()
    ended = Act(action=Deed.DISABLE_PERSON, subject=login, result="made")
    journal.with_the_session(session, ended, now)


def grant(session: Session, given: Grant, *, now: datetime) -> None:
    """Give a role; one that is held already over the same place gets the new last day.

    Raises
    ------
    CallError
        If the person, role or place is unknown, the place is not what the role is held over, the
        days are out of order, or the caller does not administer.
    """
    must_administer(session)
    person = _known(session, given.login)
    role = _role(given.role)
    over = _checked(session, role, given.over)
    if given.valid_from and given.valid_to and given.valid_to < given.valid_from:
        msg = "The last day of a role cannot be before its first day."
        raise CallError(msg)
    standing = session.scalars(select(RoleAssignment).where(
        RoleAssignment.user_id == person.user_id,
        RoleAssignment.role == str(role),
        RoleAssignment.contract == over.contract,
        RoleAssignment.district == over.district,
        RoleAssignment.organisation == over.organisation,
        RoleAssignment.arrangement == over.arrangement,
        RoleAssignment.valid_to.is_(None),
    )).first()
    if standing is not None and given.valid_from in (None, standing.valid_from):
        standing.valid_to = given.valid_to
    else:
        standing = _assignment(session, person, role, over, given, now)
        session.add(standing)
    session.flush()
    act = Act(action=Deed.GRANT, subject=person.login, result="made", contract=over.contract,
              detail=line(standing))
    journal.with_the_session(session, act, now)


def list_users(session: Session) -> list[Person]:
    """Give everybody the session may see, with their roles, by login."""
    roles: dict[int, list[str]] = {}
    for row in session.scalars(select(RoleAssignment).order_by(RoleAssignment.assignment_id)):
        roles.setdefault(row.user_id, []).append(line(row))
    return [
        Person(
            login=user.login,
            name=user.display_name,
            organisation=user.organisation,
            disabled=user.disabled_at is not None,
            roles=tuple(roles.get(user.user_id, ())),
        )
        for user in session.scalars(select(User).order_by(User.login))
    ]


def numbered(session: Session) -> list[tuple[int, str, str]]:
    """Give the number, login and name of everybody the session may see, by name."""
    rows = session.execute(
        select(User.user_id, User.login, User.display_name).order_by(User.display_name, User.login)
    )
    return [(row.user_id, row.login, row.display_name) for row in rows]


def _assignment(  # noqa: PLR0913, PLR0917 - each is a part of one row
    session: Session, person: User, role: Role, over: Place, given: Grant, now: datetime
) -> RoleAssignment:
    return RoleAssignment(
        user_id=person.user_id,
        role=str(role),
        contract=over.contract,
        district=over.district,
        organisation=over.organisation,
        arrangement=over.arrangement,
        valid_from=given.valid_from,
        valid_to=given.valid_to,
        granted_by=doors.scope_of(session).login,
        granted_at=now,
    )


def over(row: RoleAssignment) -> str:
    """Say over what a role is held."""
    places = {"contract": row.contract, "arrangement": row.arrangement, "district": row.district,
              "organisation": row.organisation}
    return ", ".join(f"{word} {place}" for word, place in places.items() if place) or (
        "every contract"
    )


def line(row: RoleAssignment) -> str:
    """Give a role in one line: what, over what, and when."""
    days = "".join(
        f" {word} {day.isoformat()}"
        for word, day in (("from", row.valid_from), ("to", row.valid_to))
        if day
    )
    return f"{row.role} over {over(row)}{days}"


def answered_for(session: Session, login: str) -> User:
    """Give a person whom the caller answers for: an administrator for all, a manager for theirs.

    Raises
    ------
    CallError
        If the caller answers for nobody, or not for this person: in the words for one not known.
    """
    scope = doors.scope_of(session)
    if not (scope.administers or scope.manages):
        must_administer(session)
    person = session.scalar(select(User).where(User.login == login))
    if person is None or not (scope.administers or person.organisation == scope.manages):
        msg = f"{login} is not known, or not one of your people."
        raise NotYoursError(msg)
    return person


def must_administer(session: Session) -> None:
    """Refuse whoever does not administer people.

    Raises
    ------
    CallError
        Unless the caller is an administrator.
    """
    if not doors.scope_of(session).administers:
        msg = "Only an administrator can add people and grant roles."
        raise NotYoursError(msg)


def _known(session: Session, login: str) -> User:
    person = session.scalar(select(User).where(User.login == login))
    if person is None:
        msg = f"{login} is not known. Add the person first."
        raise CallError(msg)
    return person


def _role(name: str) -> Role:
    if name not in list(Role):
        msg = f"{name} is not a role. Roles are {', '.join(Role)}."
        raise CallError(msg)
    return Role(name)


def _checked(session: Session, role: Role, over: Place) -> Place:
    """Give the place under the spelling the store uses; refuse what the role is not held over."""
    contract, arrangement = over.contract, over.arrangement
    if not contract and ":" in arrangement:
        contract, _, arrangement = arrangement.partition(":")
    if contract and session.scalar(select(Contract).where(Contract.reference == contract)) is None:
        msg = f"Contract {contract} is not known."
        raise CallError(msg)
    place = Place(
        contract=contract,
        district=_spelt(session, District, "District", over.district),
        organisation=_spelt(session, Organisation, "Organisation", over.organisation),
        arrangement=arrangement,
    )
    _fits(role, place)
    return place


def _spelt(
    session: Session, registry: type[District | Organisation], word: str, name: str
) -> str:
    if not name:
        return ""
    found = session.scalar(select(registry.name).where(registry.name_key == name_key(name)))
    if found is None:
        msg = f"{word} {name} is not known. It becomes known with the contract that names it."
        raise CallError(msg)
    return found


def _fits(role: Role, place: Place) -> None:
    """Refuse a place the role is not held over."""
    right = RIGHTS[role]
    if right.one_arrangement:
        if not ((place.contract and place.arrangement) or place.organisation):
            msg = f"{role} is held over an arrangement (CONTRACT:CODE) or an organisation's."
            raise CallError(msg)
    elif place.arrangement:
        msg = f"{role} is held over whole contracts, not over one arrangement."
        raise CallError(msg)
    elif place.is_blank and not right.everywhere:
        msg = f"{role} needs a contract, a district or an organisation."
        raise CallError(msg)
