"""Which contracts may this person see, in how much detail, and for which may they send?

Worked out once for each door from the roles that stand in the store on that day.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from db.models import FACTS, REFERENCE_STREAM, Contract, RoleAssignment, User
from db.names import name_key
from monitoring.audiences import Side
from monitoring.rights import RIGHTS, Right, may_send
from monitoring.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from sqlalchemy.orm import Session

WHOLE = "*"
"""The arrangement of an entry that covers a contract with everything in it."""


@dataclass(frozen=True, slots=True)
class Principal:
    """Who is asking. ``operator`` is the local operator, who acts as an administrator."""

    login: str
    name: str
    operator: bool = False


OPERATOR = Principal("operator", "Local operator", operator=True)


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """What may be seen of one contract, or of one arrangement of it."""

    contract_id: int
    arrangement: str = WHOLE
    clients: bool = False
    prices: bool = False
    advisers: bool = False
    sides: tuple[Side, ...] = ()

    def widened(self, other: Entry) -> Entry:
        """Give the entry with what another entry for the same place adds."""
        return replace(
            self,
            clients=self.clients or other.clients,
            prices=self.prices or other.prices,
            advisers=self.advisers or other.advisers,
            sides=tuple(sorted({*self.sides, *other.sides})),
        )


@dataclass(frozen=True, slots=True, order=True)
class Sender:
    """A role held over one contract (``None``: over all) or over one arrangement of it."""

    role: Role
    contract_id: int | None
    arrangement: str = WHOLE

    def covers(self, contract_id: int, arrangement: str) -> bool:
        """Say whether the role is held over a row of this contract and arrangement."""
        return self.contract_id in (None, contract_id) and self.arrangement in (WHOLE, arrangement)


@dataclass(frozen=True)
class Scope:
    """What one person may see and send. The empty scope shows nothing at all."""

    login: str
    entries: tuple[Entry, ...] = ()
    everything: bool = False
    administers: bool = False
    audits: bool = False
    senders: tuple[Sender, ...] = field(default=())
    manages: str = ""  # the organisation whose people this person invites and ends

    @property
    def is_empty(self) -> bool:
        """Say whether nothing at all may be seen."""
        held = self.entries or self.senders  # a role held everywhere, before there is a contract
        return not (self.everything or self.administers or self.audits or held)

    @property
    def anonymises(self) -> bool:
        """Say whether anonymised exports may be made of what is seen."""
        return self.everything or any(RIGHTS[one.role].anonymises for one in self.senders)

    @cached_property
    def fingerprint(self) -> str:
        """Give a short text that differs whenever the scope does: a key for caches."""
        told = (self.login, self.entries, self.everything, self.administers, self.audits,
                self.senders, self.manages)
        return hashlib.sha256(repr(told).encode()).hexdigest()[:32]

    def may_send(self, dataset: str, source: str, contract_id: int, arrangement: str = "") -> bool:
        """Say whether this person may send rows of a dataset as a source.

        Parameters
        ----------
        dataset, source
            What is sent, and as whom.
        contract_id
            The contract of the rows; 0 for reference data, which belongs to no contract.
        arrangement
            The rows' sender: the arrangement where the source is ``partner``, else blank.
        """
        return self.everything or any(
            sender.covers(contract_id, arrangement) and may_send(sender.role, dataset, source)
            for sender in self.senders
        )

    def may_send_back(self, source: str, contract_id: int) -> bool:
        """Say whether this person may send others' returns of a source back, for a contract."""
        roles = [one.role for one in self.senders if one.covers(contract_id, WHOLE)]
        mine = [Role.ADMIN] if self.everything else roles
        return any(source in list(RIGHTS[role].sends_back) for role in mine)

    def sees_whole(self, contract_id: int) -> bool:
        """Say whether a contract may be seen as a whole, and not one arrangement of it alone."""
        return self.everything or any(
            (entry.contract_id, entry.arrangement) == (contract_id, WHOLE) for entry in self.entries
        )

    def sees_clients(self, contract_id: int, arrangement: str = WHOLE) -> bool:
        """Say whether rows about single people may be shown."""
        return self.everything or any(e.clients for e in self._over(contract_id, arrangement))

    def sees_prices(self, contract_id: int, arrangement: str = WHOLE) -> bool:
        """Say whether prices, payments and contract values may be shown."""
        return self.everything or any(e.prices for e in self._over(contract_id, arrangement))

    def sees_advisers(self, contract_id: int, arrangement: str = WHOLE) -> bool:
        """Say whether adviser references may be shown."""
        return self.everything or any(e.advisers for e in self._over(contract_id, arrangement))

    def sides(self, contract_id: int, arrangement: str = "") -> tuple[Side, ...]:
        """Give the sides of a contract on which this person stands; an administrator on all."""
        if self.everything:
            return tuple(Side)
        over = [e for e in self.entries if e.contract_id == contract_id]
        partner = [e for e in over if e.arrangement == WHOLE or arrangement in ("", e.arrangement)]
        return tuple(sorted({side for entry in partner for side in entry.sides}))

    def writes_for(self, contract_id: int, arrangement: str = "") -> tuple[Side, ...]:
        """Give the sides this person writes for; an auditor reads for one and writes for none."""
        if self.everything:
            return tuple(Side)
        place = arrangement or WHOLE
        rights = [
            RIGHTS[one.role]
            for one in self.senders
            if one.covers(contract_id, place)
            or (not arrangement and one.contract_id in {None, contract_id})
        ]
        return tuple(sorted({right.side for right in rights if right.writes and right.side}))

    def _over(self, contract_id: int, arrangement: str) -> Iterator[Entry]:
        """Give the entries that cover a place (the whole contract, or one arrangement of it)."""
        return (
            entry
            for entry in self.entries
            if entry.contract_id == contract_id and entry.arrangement in (WHOLE, arrangement)
        )


def work_out(session: Session, principal: Principal, today: date) -> Scope:
    """Give a person's scope from the roles they hold on a day.

    Somebody unknown, disabled, not yet approved or without a role gets the empty scope, which
    shows nothing.

    Parameters
    ----------
    session
        A session that may read people and the contract register (``doors`` opens it).
    principal
        Who is asking.
    today
        The day on which the roles must be held.
    """
    if principal.operator:
        return Scope(principal.login, everything=True, administers=True, audits=True)
    held = _assignments(session, principal.login, today)
    if not held:
        return Scope(principal.login)
    places = _places(session, {row.contract for _, row in held})
    partners = _partners(session) if any(RIGHTS[role].one_arrangement for role, _ in held) else []
    reached = [(role, places_of(role, row, places, partners)) for role, row in held]
    scope = merged(principal.login, reached, {place.contract_id for place in places})
    return replace(scope, manages=_managed(session, principal.login, held, places))


@dataclass(frozen=True, slots=True)
class Place:
    """A contract, who delivers it and where."""

    contract_id: int
    reference: str
    prime: str
    district: str


@dataclass(frozen=True, slots=True)
class Partner:
    """An arrangement of a contract and the organisation behind it."""

    contract_id: int
    arrangement: str
    organisation: str


Reached = list[tuple[int | None, str]]
"""Contract (``None``: all of them) and arrangement of everywhere a role is held."""


def places_of(
    role: Role, row: RoleAssignment, places: Iterable[Place], partners: Iterable[Partner]
) -> Reached:
    """Give the places one assignment reaches; none where it names less than its role needs."""
    right = RIGHTS[role]
    if right.one_arrangement:
        return _arrangements_of(row, places, partners)
    if row.arrangement:
        return []  # a role over a whole contract is never narrowed to one arrangement by mistake
    if not (row.contract or row.district or row.organisation):
        return [(None, WHOLE)] if right.everywhere else []
    return [(place.contract_id, WHOLE) for place in places if _within(row, place)]


def _within(row: RoleAssignment, place: Place) -> bool:
    """Say whether a contract answers everything the assignment names."""
    return (
        row.contract in ("", place.reference)
        and (not row.district or name_key(row.district) == place.district)
        and (not row.organisation or name_key(row.organisation) == place.prime)
    )


def _arrangements_of(
    row: RoleAssignment, places: Iterable[Place], partners: Iterable[Partner]
) -> Reached:
    """Give the arrangements an assignment names, or all of its organisation's."""
    if row.contract and row.arrangement:
        ids = [place.contract_id for place in places if place.reference == row.contract]
        return [(contract_id, row.arrangement) for contract_id in ids]
    if not row.organisation or row.arrangement:
        return []
    wanted = name_key(row.organisation)
    ids = [place.contract_id for place in places if row.contract in ("", place.reference)]
    return [
        (partner.contract_id, partner.arrangement)
        for partner in partners
        if partner.organisation == wanted and partner.contract_id in ids
    ]


def merged(login: str, reached: list[tuple[Role, Reached]], known: set[int]) -> Scope:
    """Give one scope of several roles: for each place the widest of what they show."""
    entries: dict[tuple[int, str], Entry] = {}
    senders: set[Sender] = set()
    overall: set[Right] = set()  # rights held over every contract, and so over people too
    for role, places in reached:
        right = RIGHTS[role]
        overall |= {right} if (None, WHOLE) in places else set()
        for contract_id, arrangement in places:
            senders.add(Sender(role, contract_id, arrangement))
            ids = known if contract_id is None else {contract_id}
            for one in ids:
                seen = _entry(one, arrangement, right)
                entries[one, arrangement] = seen.widened(entries.get((one, arrangement), seen))
    return Scope(
        login,
        entries=tuple(sorted(entries.values())),
        everything=any(right.administers for right in overall),
        administers=any(right.administers for right in overall),
        audits=any(right.audits for right in overall),
        senders=tuple(sorted(senders, key=repr)),
    )


def _managed(
    session: Session,
    login: str,
    held: list[tuple[Role, RoleAssignment]],
    places: list[Place],
) -> str:
    """Give the organisation whose people a prime's manager answers for; blank for anybody else.

    It is the manager's own, and one they manage: a role over somebody else's contract, given by
    mistake, gives no people.
    """
    rows = [row for role, row in held if role is Role.PRIME_MANAGER]
    if not rows:
        return ""
    own = session.scalar(select(User.organisation).where(User.login == login)) or ""
    named = {name_key(row.organisation) for row in rows if row.organisation}
    primes = {
        place.prime
        for row in rows
        for place in places
        if (row.contract or row.district) and _within(row, place)
    }
    return own if own and name_key(own) in named | primes else ""


def _entry(contract_id: int, arrangement: str, right: Right) -> Entry:
    """Give what one right shows of one place."""
    sides = () if right.side is None else (right.side,)
    return Entry(
        contract_id, arrangement, right.clients, right.prices, right.advisers, sides
    )


def _assignments(session: Session, login: str, today: date) -> list[tuple[Role, RoleAssignment]]:
    """Give the roles a person holds today; none for somebody unknown, disabled or waiting."""
    rows = session.scalars(
        select(RoleAssignment)
        .join(User, User.user_id == RoleAssignment.user_id)
        .where(
            User.login == login,
            User.disabled_at.is_(None),
            User.approved_at.is_not(None),
            or_(RoleAssignment.valid_from.is_(None), RoleAssignment.valid_from <= today),
            or_(RoleAssignment.valid_to.is_(None), RoleAssignment.valid_to >= today),
        )
    )
    return [(Role(row.role), row) for row in rows if row.role in list(Role)]


def _places(session: Session, named: set[str]) -> list[Place]:
    """Give contracts with prime and district as they stand now: those named, or with '' all."""
    terms = FACTS["contracts"].c
    standing = (terms.contract_id == Contract.contract_id) & terms.known_to.is_(None)
    wanted = select(
        Contract.contract_id, Contract.reference, terms.prime, terms.district
    ).outerjoin(FACTS["contracts"], standing)
    if "" not in named:
        wanted = wanted.where(Contract.reference.in_(sorted(named)))
    rows = session.execute(wanted)
    return [
        Place(number, reference, name_key(prime or ""), name_key(district or ""))
        for number, reference, prime, district in rows
    ]


def _partners(session: Session) -> list[Partner]:
    """Give every arrangement with its organisation as they stand now."""
    terms = FACTS["arrangements"].c
    rows = session.execute(
        select(terms.contract_id, terms.arrangement, terms.partner)
        .where(terms.known_to.is_(None), terms.contract_id != REFERENCE_STREAM)
        .distinct()
    )
    return [Partner(row.contract_id, row.arrangement, name_key(row.partner)) for row in rows]
