"""Who is asking, and may this request reach the application at all?

An ASGI middleware around the application: identity bound to a signed cookie (``visits.py``) and,
behind an identity provider, to a sitting (``entrance.py``); security headers and quotas.
"""

from __future__ import annotations

import base64
import hashlib
import re
import time
from collections import deque
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, TypeGuard

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.websockets import WebSocketClose
from streamlit.runtime import Runtime

import entrance
from db.signing_in import settings as signing_in
from pages.shared import handed_out
from visits import Visit, cookie_header, demo, visit_of

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOGIN_HEADER = "x-monitor-login"
VISIT_HEADER = "x-monitor-visit"
IDENTITY_HEADERS = {LOGIN_HEADER: "login", VISIT_HEADER: "visit"}
"""What the guard says about a connection, and the key it has in ``st.user``."""

UPLOAD_WINDOW_SECONDS = 10 * 60
UPLOAD_WINDOW_BYTES = 100 * 1024 * 1024  # five files of the largest size the page takes

CLOSED_PATHS = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/script-health-check")
UPLOADS = "/_stcore/upload_file/"
MEDIA = "/media/"
ASSETS = "/static/"

REFUSED_SOCKET = 1008  # policy violation: RFC 6455, section 7.4.1


def start_script_hash() -> str:
    """Give the hash of the one inline script in Streamlit's own start page."""
    page = (Path(st.__file__).parent / "static" / "index.html").read_text("utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digests = (hashlib.sha256(script.encode()).digest() for script in scripts)
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


POLICY = "; ".join(
    (
        "default-src 'self'",
        f"script-src 'self' {start_script_hash()}",
        "style-src 'self' 'unsafe-inline'",  # the front end writes its styles at run time
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "frame-src 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
        "base-uri 'self'",
        "object-src 'none'",
    )
)

ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Quota:
    """How much each person has sent lately."""

    def __init__(self, limit: int, window: float) -> None:
        """Start with nothing sent."""
        self._limit, self._window = limit, window
        self._sent: deque[tuple[float, str, int]] = deque()

    def takes(self, who: str, size: int, now: float) -> bool:
        """Count ``size`` bytes against a person, unless they are too many."""
        while self._sent and now - self._sent[0][0] > self._window:
            self._sent.popleft()
        before = sum(sent for _, whose, sent in self._sent if whose == who)
        if before + size > self._limit:
            return False
        self._sent.append((now, who, size))
        return True


class Guard:
    """Stands before the application: says who is asking and refuses what is not theirs."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self._app = app
        self._quota = Quota(UPLOAD_WINDOW_BYTES, UPLOAD_WINDOW_SECONDS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with its identity, or answer it here."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        visit = await recognised(scope)
        scope = {**scope, "headers": identified(scope["headers"], visit)}
        if scope["type"] == "websocket":
            # A browser always says where a page comes from, and Streamlit refuses another site's.
            known = Headers(scope=scope).get("origin")
            await (self._app if known else WebSocketClose(REFUSED_SOCKET))(scope, receive, send)
            return
        refusal = self._refusal(scope, visit)
        if refusal:
            answer = PlainTextResponse(refusal.phrase, refusal)
            await answer(scope, receive, dressed(scope, visit, send))
            return
        if leaves(scope):
            await run_in_threadpool(entrance.sign_out, visit)
        await self._app(scope, receive, at_the_door(scope, dressed(scope, visit, send)))

    def _refusal(self, scope: Scope, visit: Visit | None) -> HTTPStatus | None:
        path = scope["path"]
        if any(closed in path for closed in CLOSED_PATHS):
            return HTTPStatus.NOT_FOUND
        if is_media(path):
            return media_refusal(path, visit)
        if leaves(scope) and Headers(scope=scope).get("sec-fetch-site") == "cross-site":
            return HTTPStatus.NOT_FOUND
        if UPLOADS in path and scope["method"] != "OPTIONS":
            return self._upload_refusal(scope, visit)
        return None

    def _upload_refusal(self, scope: Scope, visit: Visit | None) -> HTTPStatus | None:
        session = scope["path"].partition(UPLOADS)[2].partition("/")[0]
        if not is_somebody(visit) or session_visit(session) != visit.visit:
            return HTTPStatus.FORBIDDEN
        if scope["method"] == "DELETE":
            return None
        length = Headers(scope=scope).get("content-length", "")
        if not length.isdecimal():
            return HTTPStatus.LENGTH_REQUIRED
        within = self._quota.takes(visit.login or visit.visit, int(length), time.monotonic())
        return None if within else HTTPStatus.TOO_MANY_REQUESTS


async def recognised(scope: Scope) -> Visit | None:
    """Give the visit of a request; behind a provider its login is its sitting's, read anew."""
    visit = visit_of(scope)
    if visit is None or not signs_in():
        return visit
    path = scope["path"]
    matters = scope["type"] == "websocket" or is_media(path) or UPLOADS in path
    login = await run_in_threadpool(entrance.signed_in, visit) if matters else None
    return replace(visit, login=login)


def is_media(path: str) -> bool:
    """Say whether a path is a file made for a page, and not one of the front end's own."""
    return MEDIA in path and not path.startswith(ASSETS)


def signs_in() -> bool:
    """Say whether people come in through the identity provider."""
    return signing_in.configured() and not demo()


def is_somebody(visit: Visit | None) -> TypeGuard[Visit]:
    """Say whether a visit may be given anything: behind a provider only a signed-in one."""
    return visit is not None and (visit.login is not None or not signs_in())


def leaves(scope: Scope) -> bool:
    """Say whether a request signs somebody out."""
    return bool(scope["path"].endswith(entrance.LOGOUT)) and signing_in.configured()


def media_refusal(path: str, visit: Visit | None) -> HTTPStatus | None:
    """Refuse a file to a stranger, and one made for somebody to anybody else."""
    if not is_somebody(visit):
        return HTTPStatus.UNAUTHORIZED
    owner = media_owner(path)
    return None if owner in {None, visit.visit} else HTTPStatus.NOT_FOUND


def media_owner(path: str) -> str | None:
    """Give the visit a download was made for; None for anything else a page shows."""
    number = path.rpartition("/")[2].partition(".")[0]
    file = Runtime.instance().media_file_mgr.read_file(number) if Runtime.exists() else None
    return handed_out.to_whom(file.filename) if file else None


def identified(
    headers: list[tuple[bytes, bytes]], visit: Visit | None
) -> list[tuple[bytes, bytes]]:
    """Give a request's headers with our word, and nobody else's, on who is asking."""
    ours = {name.encode() for name in IDENTITY_HEADERS}
    kept = [(name, value) for name, value in headers if name.lower() not in ours]
    if visit:
        kept.append((VISIT_HEADER.encode(), visit.visit.encode()))
        if visit.login:
            kept.append((LOGIN_HEADER.encode(), visit.login.encode()))
    return kept


def session_visit(session: str) -> str | None:
    """Give the visit a Streamlit session was opened by, or None when there is none such."""
    client = Runtime.instance().get_client(session) if Runtime.exists() else None
    context = client.client_context if client else None
    return dict(context.headers).get(VISIT_HEADER) if context else None


def dressed(scope: Scope, visit: Visit | None, send: Send) -> Send:
    """Give a ``send`` that puts our headers on the answer and starts a visit with a page."""

    async def send_dressed(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update(ALWAYS)
            if not scope["path"].startswith(ASSETS):
                headers["Cache-Control"] = "no-store"
            page = headers.get("content-type", "").startswith("text/html")
            if page and visit is None:
                secure = entrance.is_secure(scope)
                headers.append("Set-Cookie", cookie_header(Visit(), secure=secure))
            if entrance.is_secure(scope):
                message["headers"] = [secured(*header) for header in message["headers"]]
        await send(message)

    return send_dressed


def secured(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    """Give a header whose cookie, if it is one, is never sent in the open; Streamlit's may be."""
    if name.lower() != b"set-cookie" or b"; secure" in value.lower():
        return name, value
    return name, value + b"; Secure"


def at_the_door(scope: Scope, send: Send) -> Send:
    """Give a ``send`` for those who go to the provider, come back from it or sign out."""
    path = scope["path"]

    async def send_on(message: Message) -> None:
        if message["type"] == "http.response.start":
            if path.endswith(entrance.LOGIN):
                entrance.remember(scope, message)
            elif path.endswith(entrance.LOGOUT):
                entrance.leave(scope, message)
            elif path.endswith(entrance.CALLBACK):
                came = await run_in_threadpool(entrance.come, scope, message)
                entrance.answer(scope, message, came)
        await send(message)

    return send_on if scope["method"] == "GET" and signing_in.configured() else send
