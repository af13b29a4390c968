"""Where does a scope reach, level by level, in the form both engines test rows against?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from monitoring.audiences import Side
from monitoring.rights import RIGHTS, may_send
from monitoring.vocabulary import Role, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from db.scope import Entry, Scope, Sender

WHOLE = "*"
"""The arrangement that stands for a contract with everything in it."""


class Level(StrEnum):
    """One thing a row can ask of the person who wants to see or add it."""

    SIGNED = "signed"  # anybody with a scope
    PEOPLE = "people"  # reads who may sign in, and with which role
    ADMINISTER = "administer"  # adds people and grants roles
    OWN_PEOPLE = "own_people"  # the people of one organisation, whose manager it is
    CONTRACT = "contract"  # the contract, or any arrangement of it
    ROWS = "rows"  # counts and figures of a contract, or of an arrangement
    CLIENTS = "clients"  # rows about single people
    PRICES = "prices"
    ADVISERS = "advisers"
    DEPARTMENT = "department"  # as one of the department
    PRIME = "prime"  # as the prime provider
    PARTNER = "partner"  # as the partner of an arrangement
    ANY_PARTNER = "any_partner"  # as a partner of the contract, whichever arrangement
    WRITE = "write"  # notes and the like may be written about the contract
    PUBLISH = "publish"  # something may be sent for the contract, or for an arrangement of it
    SEND = "send"  # rows may be sent for the contract, or for an arrangement
    SEND_BACK = "send_back"  # returns of others may be sent back to them
    CERTIFY = "certify"  # returns of the contract may be certified
    REGISTER = "register"  # contracts still to be made, and reference data


NO_CONTRACT = 0
"""Under which the people of an organisation stand, who are no contract's."""


@dataclass(frozen=True, slots=True)
class Reach:
    """The places one level is held over; never a contract both whole and in part."""

    everywhere: bool = False
    whole: frozenset[int] = frozenset()
    parts: frozenset[tuple[int, str]] = frozenset()

    @classmethod
    def over(cls, places: Iterable[tuple[int | None, str]]) -> Reach:
        """Give the reach of contract and arrangement pairs (contract ``None``: all of them)."""
        wanted = set(places)
        named = {(one, part) for one, part in wanted if one is not None}
        whole = frozenset(one for one, part in named if part == WHOLE)
        parts = frozenset(place for place in named if place[0] not in whole)
        return cls(everywhere=(None, WHOLE) in wanted, whole=whole, parts=parts)


def reaches(scope: Scope) -> dict[Level, Reach]:
    """Give where a scope reaches at each level."""
    if scope.everything:
        return dict.fromkeys(Level, Reach(everywhere=True))
    entries = [(entry, (entry.contract_id, entry.arrangement)) for entry in scope.entries]
    sending = [one for one in scope.senders if RIGHTS[one.role].sends]
    return {
        Level.SIGNED: Reach(everywhere=not scope.is_empty),
        Level.PEOPLE: Reach(everywhere=scope.administers or scope.audits),
        Level.ADMINISTER: Reach(everywhere=scope.administers),
        Level.OWN_PEOPLE: _own_people(scope),
        Level.CONTRACT: Reach.over((entry.contract_id, WHOLE) for entry in scope.entries),
        Level.ROWS: Reach.over(place for _, place in entries),
        Level.CLIENTS: Reach.over(place for entry, place in entries if entry.clients),
        Level.PRICES: Reach.over(place for entry, place in entries if entry.prices),
        Level.ADVISERS: Reach.over(place for entry, place in entries if entry.advisers),
        Level.DEPARTMENT: Reach.over(_side(entries, Side.DEPARTMENT)),
        Level.PRIME: Reach.over(_side(entries, Side.PRIME)),
        Level.PARTNER: Reach.over(_side(entries, Side.PARTNER)),
        Level.ANY_PARTNER: Reach.over(
            (number, WHOLE) for number, _ in _side(entries, Side.PARTNER)
        ),
        Level.WRITE: Reach.over(
            (one.contract_id, WHOLE) for one in scope.senders if RIGHTS[one.role].writes
        ),
        Level.PUBLISH: Reach.over((one.contract_id, WHOLE) for one in sending),
        Level.SEND: Reach.over((one.contract_id, one.arrangement) for one in sending),
        Level.SEND_BACK: Reach.over(_held(scope, lambda one: bool(RIGHTS[one.role].sends_back))),
        Level.CERTIFY: Reach.over(_held(scope, lambda one: one.role is Role.PRIME_MANAGER)),
        Level.REGISTER: Reach(everywhere=any(map(_registers, scope.senders))),
    }


def _own_people(scope: Scope) -> Reach:
    """Give whose people somebody manages: an organisation stands where a part of a place does."""
    return Reach(parts=frozenset({(NO_CONTRACT, scope.manages)} if scope.manages else ()))


def _side(
    entries: Iterable[tuple[Entry, tuple[int, str]]], side: Side
) -> list[tuple[int, str]]:
    """Give the places where somebody stands on one side of the contract."""
    return [place for entry, place in entries if side in entry.sides]


def _held(scope: Scope, wanted: Callable[[Sender], bool]) -> list[tuple[int | None, str]]:
    """Give the places where somebody holds one of the roles that are wanted."""
    return [(one.contract_id, one.arrangement) for one in scope.senders if wanted(one)]


def _registers(sender: Sender) -> bool:
    """Say whether a role reaches contracts that are still to be made."""
    return sender.contract_id is None and may_send(sender.role, "contracts", Source.DWP)
