"""How does somebody come in through the identity provider, and go out again?

Streamlit's own sign-in (``st.login``) speaks with the provider and checks what it says. Here its
answer is read as it leaves: a person of ours gets a new visit and goes on to the page they asked
for; anybody else gets neither. Signing out ends the sitting before the provider is told.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from http.cookies import SimpleCookie
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from streamlit.web.server.starlette.starlette_server_config import (
    TOKENS_COOKIE_NAME,
    USER_COOKIE_NAME,
)
from streamlit.web.server.starlette.starlette_websocket import _get_signed_cookie_with_chunks

from db.signing_in import entering, settings, sittings
from db.signing_in.entering import Claims, Refused
from db.store import Store
from visits import Visit, cookie_header, key_of, local_path

if TYPE_CHECKING:
    from starlette.types import Message, Scope

LOGIN, LOGOUT, CALLBACK = "/auth/login", "/auth/logout", settings.CALLBACK
NEXT = "monitor_next"
NEXT_SECONDS = 10 * 60  # as long as signing in may take
REFUSED = "/?sign_in=refused"
THEIRS = (USER_COOKIE_NAME, TOKENS_COOKIE_NAME)
"""Streamlit's own cookies, kept so that signing out can tell the provider who it is."""


def streamlit_secrets() -> dict[str, dict[str, Any]] | None:
    """Give Streamlit what it wants to know of the provider; None where there is none.

    Raises
    ------
    SettingError
        If what the environment says of the provider cannot be used.
    """
    provider = settings.provider()
    settings.limits()
    if provider is None:
        return None
    return {
        "auth": {
            "redirect_uri": provider.redirect_uri,
            "cookie_secret": settings.cookie_secret(key_of("sign-in cookies")),
            "client_id": provider.client_id,
            "client_secret": provider.client_secret,
            "server_metadata_url": provider.metadata_url,
            "client_kwargs": {"scope": "openid profile email", "prompt": "select_account"},
        }
    }


def signed_in(visit: Visit) -> str | None:
    """Give the login of whoever a visit is the sitting of, as it stands now."""
    found = sittings.standing(Store.open(), visit.visit, settings.limits(), _now())
    return found.principal.login if found.principal else None


def sign_out(visit: Visit | None) -> None:
    """End a visit's sitting."""
    if visit is not None:
        sittings.end(Store.open(), visit.visit, _now())


def is_secure(scope: Scope) -> bool:
    """Say whether people reach us by TLS, by this request or by where the provider sends them."""
    provider = settings.provider()
    behind = provider is not None and provider.redirect_uri.startswith("https://")
    return scope.get("scheme") in {"https", "wss"} or behind


def asked_for(scope: Scope) -> str:
    """Give the page somebody was on when they pressed *Sign in*, if it is one of ours."""
    headers = Headers(scope=scope)
    parts = urlsplit(headers.get("referer", ""))
    wanted = parts.path + (f"?{parts.query}" if parts.query else "")
    if parts.netloc != headers.get("host") or wanted == REFUSED:
        return "/"
    return local_path(wanted)


def remember(scope: Scope, message: Message) -> None:
    """Keep the page asked for while the person is at the provider."""
    value = quote(asked_for(scope), safe="")
    _set(scope, message, f"{NEXT}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={NEXT_SECONDS}")


def leave(scope: Scope, message: Message) -> None:
    """Give the browser a visit nobody is signed in by."""
    _set(scope, message, cookie_header(Visit(), secure=is_secure(scope)))


@dataclass(frozen=True, slots=True)
class Come:
    """What became of somebody who came back from the provider."""

    visit: Visit | None  # None: not let in
    target: str


def come(scope: Scope, message: Message) -> Come:
    """Let in whoever the provider vouches for, if it is a person of ours."""
    query = parse_qs(scope["query_string"].decode("latin-1"))
    if not query.keys() & {"code", "error", "state"}:
        return Come(None, "/")  # back from signing out there
    store, provider, now = Store.open(), settings.provider(), _now()
    told = told_in(message)
    if told is None or provider is None:
        entering.refuse(store, Refused.NOT_COMPLETED, now)
        return Come(None, REFUSED)
    visit = Visit()
    if entering.sign_in(store, provider, Claims.of(told), visit.visit, now) is not None:
        return Come(None, REFUSED)
    wanted = unquote(HTTPConnection(scope).cookies.get(NEXT, "/"))
    return Come(visit, local_path(wanted))


def told_in(message: Message) -> dict[str, Any] | None:
    """Give what Streamlit checked and is about to hand to the browser; None where nothing is."""
    jar: SimpleCookie = SimpleCookie()
    for cookie in MutableHeaders(scope=message).getlist("set-cookie"):
        jar.load(cookie)
    cookies = {name: one.value for name, one in jar.items() if one.value}
    sealed = _get_signed_cookie_with_chunks(cookies, USER_COOKIE_NAME)
    told = json.loads(sealed) if sealed else None
    return told if isinstance(told, dict) else None


def answer(scope: Scope, message: Message, came: Come) -> None:
    """Send somebody who came back to where they go, with the cookies that are theirs to have."""
    kept = [
        (name, value)
        for name, value in message["headers"]
        if name.lower() not in {b"location", b"set-cookie"}
    ]
    kept.append((b"location", came.target.encode("latin-1", "replace")))
    theirs = [value for name, value in message["headers"] if name.lower() == b"set-cookie"]
    if came.visit is None:
        theirs = [value for value in theirs if not value.decode("latin-1").startswith(THEIRS)]
        names = [name for name in HTTPConnection(scope).cookies if name.startswith(THEIRS)]
        theirs += [f"{name}=; Path=/; Max-Age=0; HttpOnly".encode() for name in names]
    else:
        theirs = [_for_a_sitting(value) for value in theirs]
        theirs.append(cookie_header(came.visit, secure=is_secure(scope)).encode())
    theirs.append(f"{NEXT}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax".encode())
    message["headers"] = kept + [(b"set-cookie", value) for value in theirs]


def _for_a_sitting(cookie: bytes) -> bytes:
    """Give a cookie that lasts no longer than a sitting may; Streamlit's last for 30 days."""
    if not cookie.decode("latin-1").startswith(THEIRS) or b"Max-Age=0" in cookie:
        return cookie
    seconds = int(settings.limits().whole.total_seconds())
    return re.sub(rb"Max-Age=\d+", f"Max-Age={seconds}".encode(), cookie)


def _set(scope: Scope, message: Message, cookie: str) -> None:
    ending = "; Secure" if is_secure(scope) and "; Secure" not in cookie else ""
    MutableHeaders(scope=message).append("Set-Cookie", cookie + ending)


def _now() -> datetime:
    return datetime.now(tz=UTC)
