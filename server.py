"""Who is asking, and may this request reach the application at all?

The application of ``app.py`` wrapped as an ASGI application: identity bound to a signed cookie,
security headers, quotas and a health route. ``python server.py`` and ``streamlit run server.py``
both serve it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import logging
import os
import re
import secrets
import time
import traceback
from collections import deque
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field
from http import HTTPStatus
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import streamlit as st
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from streamlit import config
from streamlit.runtime import Runtime
from streamlit.runtime.pages_manager import PagesManager

from db.proof import noisy, prove
from db.store import Store, StoreError
from pages.shared import kept

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

HERE = Path(__file__).resolve().parent

COOKIE = "monitor_visit"
LOGIN_HEADER = "x-monitor-login"
VISIT_HEADER = "x-monitor-visit"
IDENTITY_HEADERS = {LOGIN_HEADER: "login", VISIT_HEADER: "visit"}
"""What the guard says about a connection, and the key it has in ``st.user``."""

VISIT_SECONDS = 8 * 60 * 60  # a working day; ASVS 7.3.2 asks for an absolute limit
UPLOAD_WINDOW_SECONDS = 10 * 60
UPLOAD_WINDOW_BYTES = 100 * 1024 * 1024  # five files of the largest size the page takes

CLOSED_PATHS = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/script-health-check")
UPLOADS = "/_stcore/upload_file/"
MEDIA = "/media/"
ASSETS = "/static/"
LOGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@+-]{0,99}")

WARM = ("pandas", "plotly.graph_objects", "db.doors", "monitoring")

log = logging.getLogger("monitor.server")


def demo() -> bool:
    """Say whether the *view as* switch is on."""
    return os.environ.get("MONITOR_DEMO") == "1"


# Visits: who a browser is, in a cookie nobody else can make.


@dataclass(frozen=True, slots=True)
class Visit:
    """One browser from its first page to its last, and whom it views as."""

    visit: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    login: str | None = None
    since: int = field(default_factory=lambda: int(time.time()))

    def standing(self) -> bool:
        """Say whether the visit has not run out."""
        return 0 <= time.time() - self.since < VISIT_SECONDS


class Seal:
    """Makes visits into cookies and believes only the cookies it made."""

    def __init__(self, key: bytes) -> None:
        """Take the key that only this server has."""
        self._key = key

    def close(self, visit: Visit) -> str:
        """Give the cookie's text."""
        body = base64.urlsafe_b64encode(json.dumps(asdict(visit)).encode()).decode()
        return f"{body}.{self._mark(body)}"

    def open(self, cookie: str | None) -> Visit | None:
        """Give the visit a cookie stands for, or None for any other text."""
        body, _, mark = (cookie or "").rpartition(".")
        if not hmac.compare_digest(mark.encode(), self._mark(body).encode()):
            return None
        visit = Visit(**json.loads(base64.urlsafe_b64decode(body)))
        return visit if visit.standing() else None

    def _mark(self, body: str) -> str:
        return hmac.new(self._key, body.encode(), hashlib.sha256).hexdigest()


def visit_key() -> bytes:
    """Give the key of visits: the store's, or one that dies with us while there is no store."""
    try:
        return Store.open().key("visit cookie")
    except StoreError:
        return secrets.token_bytes(32)


SEAL = Seal(visit_key())


def visit_of(scope: Scope) -> Visit | None:
    """Give the visit a request belongs to, or None when its cookie is not ours."""
    return SEAL.open(HTTPConnection(scope).cookies.get(COOKIE))


def cookie_header(visit: Visit, *, secure: bool) -> str:
    """Give the header that hands a visit to its browser."""
    ending = "; Secure" if secure else ""
    return f"{COOKIE}={SEAL.close(visit)}; Path=/; HttpOnly; SameSite=Lax{ending}"


# What every answer carries.


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
    """How much each browser has sent lately."""

    def __init__(self, limit: int, window: float) -> None:
        """Start with nothing sent."""
        self._limit, self._window = limit, window
        self._sent: deque[tuple[float, str, int]] = deque()

    def takes(self, who: str, size: int, now: float) -> bool:
        """Count ``size`` bytes against a browser, unless they are too many."""
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
        visit = visit_of(scope)
        scope = {**scope, "headers": identified(scope["headers"], visit)}
        if scope["type"] == "websocket":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope, visit)
        answer = PlainTextResponse(refusal.phrase, refusal) if refusal else self._app
        await answer(scope, receive, dressed(scope, visit, send))

    def _refusal(self, scope: Scope, visit: Visit | None) -> HTTPStatus | None:
        path = scope["path"]
        if any(closed in path for closed in CLOSED_PATHS):
            return HTTPStatus.NOT_FOUND
        if MEDIA in path and visit is None:
            return HTTPStatus.UNAUTHORIZED
        if UPLOADS in path and scope["method"] != "OPTIONS":
            return self._upload_refusal(scope, visit)
        return None

    def _upload_refusal(self, scope: Scope, visit: Visit | None) -> HTTPStatus | None:
        session = scope["path"].partition(UPLOADS)[2].partition("/")[0]
        if visit is None or session_visit(session) != visit.visit:
            return HTTPStatus.FORBIDDEN
        if scope["method"] == "DELETE":
            return None
        length = Headers(scope=scope).get("content-length", "")
        if not length.isdecimal():
            return HTTPStatus.LENGTH_REQUIRED
        within = self._quota.takes(visit.visit, int(length), time.monotonic())
        return None if within else HTTPStatus.TOO_MANY_REQUESTS


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
                secure = scope.get("scheme") == "https"
                headers.append("Set-Cookie", cookie_header(Visit(), secure=secure))
        await send(message)

    return send_dressed


# Routes of our own.


def local_path(target: str) -> str:
    """Give a path of this site to go on to, whatever was asked for."""
    parts = urlsplit(target)
    odd = parts.scheme or parts.netloc or "\\" in target or not target.isprintable()
    return "/" if odd or not target.startswith("/") or target.startswith("//") else target


async def view_as(request: Request) -> Response:
    """Let this browser view as one of the sample's people, in demonstration only."""
    user = request.query_params.get("user", "")
    if not demo() or request.headers.get("sec-fetch-site") == "cross-site":
        return PlainTextResponse("Not Found", HTTPStatus.NOT_FOUND)
    if user and not LOGIN.fullmatch(user):
        return PlainTextResponse("That is not a login.", HTTPStatus.BAD_REQUEST)
    answer = RedirectResponse(local_path(request.query_params.get("next", "/")), 303)
    # A new visit, so that what was opened as one person can never be taken up as another.
    secure = request.url.scheme == "https"
    answer.headers.append("Set-Cookie", cookie_header(Visit(login=user or None), secure=secure))
    return answer


def store_answers() -> bool:
    """Say whether the store answers a query."""
    try:
        with Store.open().engine.connect() as connection:
            return bool(connection.exec_driver_sql("SELECT 1").scalar_one())
    except (StoreError, SQLAlchemyError, OSError):
        return False


async def health(_request: Request) -> Response:
    """Say whether the application and its store answer."""
    if await run_in_threadpool(store_answers):
        return JSONResponse({"status": "ok"})
    return JSONResponse({"status": "the store does not answer"}, HTTPStatus.SERVICE_UNAVAILABLE)


# Starting, and failing.


def walls_stand() -> None:
    """Refuse to serve a store that shows a row to nobody in particular."""
    store = Store.open()
    if store.dialect == "postgresql" or store.path.exists():  # without one the pages say so
        prove(store)
        warning = noisy(store)
        if warning:
            log.warning("%s", warning)


def settings_stand() -> None:
    """Refuse to serve with a setting that would let somebody in."""
    kept.see_to(config.get_option, IDENTITY_HEADERS)


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncGenerator[None, None]:
    """Close the side doors of the framework and load what the first visitor would wait for."""
    # Until some session has run st.navigation a file in pages/ would answer without app.py.
    PagesManager.uses_pages_directory = False
    # Set here and not in config.toml: only behind the guard may these headers be believed.
    config.set_option("server.trustedUserHeaders", IDENTITY_HEADERS)
    settings_stand()
    # Streamlit logs the text of an exception, which may hold what a file held.
    logging.getLogger("streamlit.error_util").addFilter(lambda _record: False)
    for module in WARM:
        import_module(module)
    await run_in_threadpool(walls_stand)
    yield


def report_error(error: Exception) -> bool:
    """Show a reference in place of an error, and log where it happened without its text."""
    reference = secrets.token_hex(4)
    frames = traceback.extract_tb(error.__traceback__)
    where = " < ".join(f"{Path(at.filename).name}:{at.lineno}" for at in reversed(frames))
    log.error("error %s: %s at %s", reference, type(error).__name__, where)
    st.error(
        "Something went wrong on this page. Reload it to try again. "
        f"If it happens again, quote the reference {reference}."
    )
    return True


app = st.App(
    HERE / "app.py",
    middleware=[Middleware(Guard)],
    routes=[Route("/view-as", view_as), Route("/healthz", health)],
    lifespan=lifespan,
    on_script_error=report_error,
)


def settings() -> dict[str, str | int]:
    """Give what the environment says about where to listen."""
    address, port = os.environ.get("MONITOR_ADDRESS"), os.environ.get("MONITOR_PORT")
    chosen: dict[str, str | int] = {}
    if address:
        chosen["server.address"] = address
    if port:
        chosen["server.port"] = int(port)
    return chosen


if __name__ == "__main__":
    app.run(config=settings())
