"""People and profiles to draw up, propose and accept in tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db import doors, people, variations
from db.scope import OPERATOR, Principal
from db.writing import Pen
from monitoring.variations import Did
from tests.db import returns

if TYPE_CHECKING:
    from db.store import Store

ROLES = {
    "cm": ("CM", people.Place(contract="CPA-1")),
    "cm-2": ("CM", people.Place(contract="CPA-2")),
    "national": ("NATIONAL", people.Place()),
    "prime": ("PRIME_MANAGER", people.Place(organisation="Prime 1")),
    "advisers": ("ADVISER_MANAGER", people.Place(organisation="Prime 1")),
    "tppm": ("TPPM", people.Place(district="Area 1")),
    "both": ("ADMIN", people.Place()),
}


def who(login: str) -> Principal:
    """Give one of the people."""
    return Principal(login, login)


def pen(store: Store, login: str) -> Pen:
    """Give somebody's pen."""
    return Pen(store, who(login), returns.NOW)


def with_people(store: Store) -> Store:
    """Give a store with programmes, two contracts, the profile and return of one, and people."""
    returns.with_programmes(store)
    returns.send(store, "contracts", returns.CONTRACTS)
    returns.send(store, "profiles", returns.PROFILES)
    returns.send(store, "monthly_return", returns.RETURN)
    with doors.publisher(store, OPERATOR) as session:
        doors.begin_write(session)
        for login, (role, over) in ROLES.items():
            people.add_user(session, login, login, now=returns.NOW)
            grant = people.Grant(login=login, role=role, over=over)
            people.grant(session, grant, now=returns.NOW)
    return store


def agree(store: Store, reference: str) -> None:
    """Let both sides accept a variation."""
    variations.answer(pen(store, "cm"), "CPA-1", reference, Did.ACCEPTED_DWP)
    variations.answer(pen(store, "prime"), "CPA-1", reference, Did.ACCEPTED_PROVIDER)
