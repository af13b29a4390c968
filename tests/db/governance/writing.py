"""Who writes what in these tests, on the filled store (``tests.db.seeded``)."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from db import doors, governance
from db.governance import Held
from db.writing import Pen, Place
from monitoring.audiences import Audience
from monitoring.governance.items import Did, ItemKind, Terms
from monitoring.governance.reviews import MeetingKind
from tests.db.seeded import who

NOW = datetime(2009, 6, 10, 9, 0, tzinfo=UTC)
SHARED = Place("CPA-1", Audience.SHARED)
DWP = Place("CPA-1", Audience.DWP)
PRIME = Place("CPA-1", Audience.PRIME)
EVERYONE = Place("CPA-1", Audience.EVERYONE)
ISSUE = Terms(kind=ItemKind.ISSUE, what="Paperwork comes late", measure="starts")


def pen(store, login, minutes=0):
    """Give the pen of one of the people, so many minutes after nine."""
    return Pen(store, who(login), NOW + timedelta(minutes=minutes))


def held(kind=MeetingKind.TPPM, on=date(2009, 5, 11), **more):
    """Give a meeting."""
    return Held(kind=kind, held_on=on, as_at=NOW, channel="face", **more)


def step(store, login, number, did, place=SHARED, **terms):
    """Take a step of an item that goes on as it was raised, but for what is given."""
    return governance.take_step(pen(store, login), place, number, did, replace(ISSUE, **terms))


def close(store, login, number, outcome, place=SHARED):
    """Close an item."""
    return step(store, login, number, Did.CLOSED, place, outcome=outcome)


@contextmanager
def reading(store, login):
    """Read as one of the people."""
    with doors.scoped_session(store, who(login)) as session:
        yield session
