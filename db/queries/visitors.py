"""Who is at the door, and which people does a sample store offer to be?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from db import doors, people
from db.models import User
from db.scope import OPERATOR, Principal
from db.setup import is_sample

if TYPE_CHECKING:
    from datetime import datetime

    from db.people import Person
    from db.store import Store


def is_a_sample(store: Store) -> bool:
    """Say whether the store was made by ``demo``; for the door, before anybody is known."""
    with doors.scoped_session(store, OPERATOR) as session:
        return is_sample(session)


@dataclass(frozen=True, slots=True)
class Account:
    """A person who may come in, and since when what they have open counts."""

    login: str
    name: str
    sessions_valid_from: datetime | None


def account(store: Store, login: str) -> Account | None:
    """Give a person from their own row; None when unknown, disabled or not yet approved."""
    asking = Principal(login, login)
    with doors.scoped_session(store, asking) as session:
        row = session.execute(
            select(User.login, User.display_name, User.sessions_valid_from).where(
                User.login == login, User.disabled_at.is_(None), User.approved_at.is_not(None)
            )
        ).first()
    return Account(row.login, row.display_name, row.sessions_valid_from) if row else None


def visitor(store: Store, login: str) -> Principal | None:
    """Give the person of that login from their own row; None when they may not come in."""
    found = account(store, login)
    return Principal(found.login, found.name) if found else None


def sample_people(store: Store) -> list[Person]:
    """Give the people a demonstration offers to view as; nobody of a store that is no sample."""
    with doors.scoped_session(store, OPERATOR) as session:
        if not is_sample(session):
            return []
        return [each for each in people.list_users(session) if not each.disabled]
