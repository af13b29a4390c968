"""Which account at the provider is which person here? One is one, and stays so until released."""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from db import doors, journal, people
from db.journal import Act, Deed
from db.models import SignInBinding
from db.publishing.request import CallError
from db.signing_in import sittings

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from db.scope import Principal
    from db.store import Store


def mark(store: Store, subject: str) -> str:
    """Give the keyed hash under which a provider's word for a person is kept."""
    return hmac.new(store.key("sign-in subject"), subject.encode(), hashlib.sha256).hexdigest()


def whose(store: Store, issuer: str, subject: str) -> str | None:
    """Give the login an account at the provider is bound to; None where it is bound to none."""
    with doors.journal(store, reading=True) as session:
        return session.scalar(
            select(SignInBinding.login).where(
                SignInBinding.issuer == issuer,
                SignInBinding.subject_mark == mark(store, subject),
                SignInBinding.released_at.is_(None),
            )
        )


def bound_since(store: Store, logins: Iterable[str]) -> dict[str, datetime]:
    """Give since when each of these people has been bound; those who are not are left out."""
    with doors.journal(store, reading=True) as session:
        rows = session.execute(
            select(SignInBinding.login, SignInBinding.bound_at).where(
                SignInBinding.login.in_(list(logins)), SignInBinding.released_at.is_(None)
            )
        )
        return {row.login: row.bound_at for row in rows}


def bind(store: Store, issuer: str, subject: str, login: str, now: datetime) -> bool:
    """Bind an account at the provider to a person; False where either is bound already."""
    row = SignInBinding(
        issuer=issuer, subject_mark=mark(store, subject), login=login, bound_at=now
    )
    try:
        with doors.journal(store) as session:
            session.add(row)
    except IntegrityError:  # of two who come at once the second finds the first one's row
        return False
    return True


def release(store: Store, principal: Principal, login: str, reason: str, now: datetime) -> None:
    """Let a person sign in with another account at the provider, and end what they have open.

    Raises
    ------
    CallError
        If the caller does not administer, gives no reason, or the person is bound to nothing.
    """
    with doors.scoped_session(store, principal) as asking:
        people.must_administer(asking)
    if not reason.strip():
        msg = "Say why: whoever reviews access will read it."
        raise CallError(msg)
    with doors.journal(store) as session:
        released = session.execute(
            update(SignInBinding)
            .where(SignInBinding.login == login, SignInBinding.released_at.is_(None))
            .values(released_at=now, released_by=principal.login, reason=reason.strip())
            .returning(SignInBinding.binding_id)
        ).first()
    if released is None:
        msg = f"{login} is bound to no account at the provider, so there is nothing to release."
        raise CallError(msg)
    act = Act(action=Deed.RELEASE, subject=login, result="made")
    journal.write(store, principal, act, now)
    sittings.end_all(store, login, "released", now)
