"""May whoever the provider vouches for come in, and as whom?

What was refused and why is written down; the person is told whom to ask, in the same words
whatever the reason, so that a stranger learns nothing of who has an account.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from db import doors, journal, people
from db.journal import Act, Deed
from db.models import User
from db.queries import visitors
from db.scope import OPERATOR, Principal
from db.signing_in import bindings, sittings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from db.signing_in.settings import Provider
    from db.store import Store

NOBODY = people.NOBODY


class Refused(StrEnum):
    """Why somebody was not let in, as the access log has it."""

    NOT_COMPLETED = "the provider did not vouch for anybody"
    ANOTHER_PROVIDER = "another provider, or meant for another application"
    NOT_VERIFIED = "the provider has not verified the e-mail"
    UNKNOWN = "no account is invited under that e-mail"
    BOUND_ELSEWHERE = "the account is bound to another sign-in"
    NOT_APPROVED = "the account waits for approval"
    DISABLED = "the account is disabled"


@dataclass(frozen=True, slots=True)
class Claims:
    """What the provider says of a person, its signature and times already checked."""

    issuer: str
    audience: tuple[str, ...]
    subject: str
    email: str
    verified: bool

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Claims:
        """Give the claims of an identity token; what is missing or of another kind is blank."""
        audience = told.get("aud")
        listed = audience if isinstance(audience, list) else [audience]
        return cls(
            issuer=_text(told.get("iss")),
            audience=tuple(one for one in listed if isinstance(one, str)),
            subject=_text(told.get("sub")),
            email=_text(told.get("email")).strip().casefold(),
            verified=told.get("email_verified") is True or told.get("email_verified") == "true",
        )


def sign_in(
    store: Store, provider: Provider, claims: Claims, visit: str, now: datetime
) -> Refused | None:
    """Begin a sitting for whoever the provider vouches for; give why not where not."""
    login, refused = _whose(store, provider, claims, now)
    if refused is None:
        sittings.begin(store, visit, login, now)
        _write(store, login, "entered", "", now)
    else:
        refuse(store, refused, now, login)
    return refused


def refuse(store: Store, why: Refused, now: datetime, login: str = "") -> None:
    """Write down that somebody was not let in."""
    _write(store, login, "refused", str(why), now)


def _whose(
    store: Store, provider: Provider, claims: Claims, now: datetime
) -> tuple[str, Refused | None]:
    """Give the login claims stand for and why it may not come in, binding it the first time."""
    ours = claims.issuer == provider.issuer and provider.client_id in claims.audience
    if not (ours and claims.subject):
        return "", Refused.ANOTHER_PROVIDER
    bound = bindings.whose(store, claims.issuer, claims.subject)
    if bound is not None:
        return bound, _barred(store, bound)
    login = _invited(store, claims.email) if claims.verified else None
    if login is None:
        return "", Refused.UNKNOWN if claims.verified else Refused.NOT_VERIFIED
    return login, _first(store, claims, login, now)


def _first(store: Store, claims: Claims, login: str, now: datetime) -> Refused | None:
    """Bind an invited person to the account they come with; say why they may not come in."""
    if _disabled(store, login):
        return Refused.DISABLED
    if not bindings.bind(store, claims.issuer, claims.subject, login, now):
        return Refused.BOUND_ELSEWHERE
    act = Act(action=Deed.BIND, subject="account", result="bound")
    journal.write(store, Principal(login, login), act, now)
    return _barred(store, login)


def _barred(store: Store, login: str) -> Refused | None:
    """Say why a person who is known may not come in."""
    if visitors.account(store, login) is not None:
        return None
    return Refused.DISABLED if _disabled(store, login) else Refused.NOT_APPROVED


def _invited(store: Store, email: str) -> str | None:
    """Give the login invited under an e-mail address; for the door, before anybody is known."""
    if not email:
        return None
    with doors.scoped_session(store, OPERATOR) as session:
        return session.scalar(select(User.login).where(User.email == email))


def _disabled(store: Store, login: str) -> bool:
    """Say whether an account is over; one that is not there is too."""
    with doors.scoped_session(store, OPERATOR) as session:
        found = session.execute(select(User.disabled_at).where(User.login == login)).first()
    return found is None or found.disabled_at is not None


def _write(store: Store, login: str, result: str, detail: str, now: datetime) -> None:
    who = Principal(login, login) if login else NOBODY
    act = Act(action=Deed.SIGN_IN, subject="account", result=result, detail=detail)
    journal.write(store, who, act, now)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
