"""How long has a person been signed in, and are they still?

A sitting stands in the journal under a keyed hash of what the browser's cookie holds, so every
process of the application knows of it. The person's row is read again each time.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import func, select, update

from db import doors, journal
from db.journal import Act, Deed
from db.models import SignInSession
from db.queries import visitors
from db.scope import Principal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from db.signing_in.settings import Limits
    from db.store import Store

WORTH_WRITING = timedelta(minutes=1)
"""How much later somebody must be seen for it to be written down again."""


class Out(StrEnum):
    """Why somebody is not signed in."""

    NOBODY = "nobody"  # not signed in at all
    IDLE = "idle"
    LONG = "long"
    ENDED = "ended"  # signed out, here or by somebody
    BARRED = "barred"  # may not come in (any more)


@dataclass(frozen=True, slots=True)
class Standing:
    """Who is signed in, or why nobody is."""

    principal: Principal | None
    out: Out | None = None


def mark(store: Store, visit: str) -> str:
    """Give the keyed hash under which a visit's sitting is kept."""
    return hmac.new(store.key("sign-in session"), visit.encode(), hashlib.sha256).hexdigest()


def begin(store: Store, visit: str, login: str, now: datetime) -> None:
    """Begin a sitting."""
    with doors.journal(store) as session:
        session.add(SignInSession(mark=mark(store, visit), login=login, since=now, last_at=now))


def standing(store: Store, visit: str, limits: Limits, now: datetime) -> Standing:
    """Give who is signed in by a visit, as their row stands now; being asked counts as use."""
    key = mark(store, visit)
    with doors.journal(store, reading=True) as session:
        row = session.get(SignInSession, key)
    if row is None:
        return Standing(None, Out.NOBODY)
    if row.ended_at is not None:
        return Standing(None, _told(row.ended_why))
    out = _run_out(row, limits, now)
    person = None if out else visitors.account(store, row.login)
    if out is None and person is None:
        out = Out.BARRED
    if person is not None and person.sessions_valid_from and row.since < person.sessions_valid_from:
        out = Out.ENDED
    if out is not None:
        _end(store, row.login, [key], out, now)
        return Standing(None, out)
    if now - row.last_at >= WORTH_WRITING:
        _seen(store, key, now)
    return Standing(Principal(row.login, person.name if person else ""))


def end(store: Store, visit: str, now: datetime) -> None:
    """End a sitting because its person signed out; one that is over stays as it ended."""
    key = mark(store, visit)
    with doors.journal(store, reading=True) as session:
        row = session.get(SignInSession, key)
    if row is not None and row.ended_at is None:
        _end(store, row.login, [key], Out.ENDED, now)


def end_all(store: Store, login: str, why: str, now: datetime) -> None:
    """End every sitting of a person."""
    with doors.journal(store) as session:
        open_ones = select(SignInSession.mark).where(
            SignInSession.login == login, SignInSession.ended_at.is_(None)
        )
        keys = session.scalars(open_ones).all()
    _end(store, login, keys, why, now)


def last_signed_in(store: Store, logins: Iterable[str]) -> dict[str, datetime]:
    """Give when each of these people signed in last; those who never did are left out."""
    with doors.journal(store, reading=True) as session:
        rows = session.execute(
            select(SignInSession.login, func.max(SignInSession.since))
            .where(SignInSession.login.in_(list(logins)))
            .group_by(SignInSession.login)
        )
        return {login: since for login, since in rows}  # noqa: C416 - a row is no pair to dict


def _run_out(row: SignInSession, limits: Limits, now: datetime) -> Out | None:
    """Say which of the two limits a sitting has reached."""
    if now - row.since >= limits.whole or now < row.since:
        return Out.LONG
    return Out.IDLE if now - row.last_at >= limits.idle else None


def _told(why: str) -> Out:
    return Out(why) if why in list(Out) else Out.ENDED


def _seen(store: Store, key: str, now: datetime) -> None:
    with doors.journal(store) as session:
        session.execute(
            update(SignInSession).where(SignInSession.mark == key).values(last_at=now)
        )


def _end(store: Store, login: str, keys: Iterable[str], why: str, now: datetime) -> None:
    """End sittings, once each, and write that down."""
    ending = (
        update(SignInSession)
        .where(SignInSession.mark.in_(list(keys)), SignInSession.ended_at.is_(None))
        .values(ended_at=now, ended_why=why)
        .returning(SignInSession.mark)
    )
    with doors.journal(store) as session:
        ended = len(session.execute(ending).all())
    for _ in range(ended):
        act = Act(action=Deed.SIGN_OUT, subject="account", result="ended", detail=str(why))
        journal.write(store, Principal(login, login), act, now)
