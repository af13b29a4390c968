"""Who is looking, on which store, and may they look at all?

Identity comes from what the server bound to the connection, never from the session's own state;
the person's row is read again on every run, so that a right taken away is gone at once.
"""

from __future__ import annotations

import os
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime

import streamlit as st

from db import doors
from db.queries import visitors
from db.scope import Principal, Scope
from db.signing_in import settings, sittings
from db.signing_in.sittings import Out
from db.store import Store, StoreError
from monitoring.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Visitor(Principal):
    """The person looking, with what they may see as it stands on this run."""

    scope: Scope = field(default_factory=lambda: Scope(""), kw_only=True)

    @property
    def roles(self) -> frozenset[Role]:
        """Give the roles held today; the local operator holds every one."""
        if self.scope.everything:
            return frozenset(Role)
        return frozenset(sender.role for sender in self.scope.senders)


_LOOKING: ContextVar[Visitor | None] = ContextVar("looking", default=None)
"""Who this run was found to be of. Only what is written down is named by it; rights never are."""


def looking() -> Visitor | None:
    """Give who this run is of, without asking the store again."""
    return _LOOKING.get() or visitor()


def demonstration() -> bool:
    """Say whether people are chosen from a list: in demo mode, on a sample store, only."""
    return os.environ.get("MONITOR_DEMO") == "1" and sample()


def sample() -> bool:
    """Say whether the store is a sample; False while there is none."""
    try:
        return visitors.is_a_sample(Store.open())
    except StoreError:
        return False


def visitor() -> Visitor | None:
    """Give who is looking; None when nobody is signed in, or may not be."""
    _LOOKING.set(None)
    found = arrival()[0]
    _LOOKING.set(found)
    return found


def arrival() -> tuple[Visitor | None, Out | None]:
    """Give who is looking, or why nobody is."""
    if demonstration():
        return _viewed_as(), None
    visit = st.user.get("visit")
    if not settings.configured() or not isinstance(visit, str):
        return None, None
    store = Store.open()
    found = sittings.standing(store, visit, settings.limits(), datetime.now(tz=UTC))
    if found.principal is None:
        return None, found.out
    scope = doors.scope_for(store, found.principal)
    if scope.is_empty:  # every role has ended, or none was given yet
        return None, Out.BARRED
    return Visitor(found.principal.login, found.principal.name, scope=scope), None


def _viewed_as() -> Visitor | None:
    """Give whom a demonstration views as."""
    login = st.user.get("login")
    store = Store.open()
    known = visitors.visitor(store, login) if isinstance(login, str) else None
    if known is None:
        return None
    return Visitor(known.login, known.name, scope=doors.scope_for(store, known))
