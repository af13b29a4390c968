"""Who is asking, and may this request reach the application at all?

The application of ``app.py`` wrapped as an ASGI application: identity bound to a signed cookie
(``visits.py``) and, behind an identity provider, to a sitting (``entrance.py``); security headers,
quotas and a health route. ``python server.py`` and ``streamlit run server.py``
both serve it.
"""

from __future__ import annotations

import base64
import hashlib
import logging
import os
import re
import secrets
import sys
import time
import traceback
from collections import deque
from contextlib import asynccontextmanager
from dataclasses import replace
from http import HTTPStatus
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, TypeGuard

import streamlit as st
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.websockets import WebSocketClose
from streamlit import config
from streamlit.runtime import Runtime
from streamlit.runtime.pages_manager import PagesManager

import entrance
from db.errors import SettingError
from db.proof import noisy, prove
from db.signing_in import settings as signing_in
from db.store import Store, StoreError
from pages.shared import handed_out, kept
from visits import Visit, cookie_header, demo, is_a_sample, key_of, local_path, visit_of

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from starlette.requests import Request
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

HERE = Path(__file__).resolve().parent

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
LOGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@+-]{0,99}")

AUTH_LOGGER = "streamlit.web.server.starlette.starlette_auth_routes"
WARM = ("pandas", "plotly.graph_objects", "db.doors", "monitoring")

REFUSED_SOCKET = 1008  # policy violation: RFC 6455, section 7.4.1

log = logging.getLogger("monitor.server")


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


# Routes of our own.


async def view_as(request: Request) -> Response:
    """Let this browser view as one of the sample's people, in demonstration only."""
    user = request.query_params.get("user", "")
    if not demo() or request.headers.get("sec-fetch-site") == "cross-site":
        return PlainTextResponse("Not Found", HTTPStatus.NOT_FOUND)
    if user and not LOGIN.fullmatch(user):
        return PlainTextResponse("That is not a login.", HTTPStatus.BAD_REQUEST)
    answer = RedirectResponse(local_path(request.query_params.get("next", "/")), 303)
    # A new visit, so that what was opened as one person can never be taken up as another.
    secure = entrance.is_secure(request.scope)
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
    """Refuse to serve a store that shows a row to nobody, or would show it to whoever views as."""
    store = Store.open()
    if os.environ.get("MONITOR_DEMO") == "1" and signing_in.configured() and not is_a_sample():
        msg = (
            "MONITOR_DEMO=1 lets anybody view as anybody, so it cannot stand beside an identity "
            "provider on a store that is no sample. Unset one of the two."
        )
        raise SettingError(msg)
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
    logging.getLogger(AUTH_LOGGER).addFilter(without_what_was_said)
    for module in WARM:
        import_module(module)
    await run_in_threadpool(walls_stand)
    yield


def without_what_was_said(record: logging.LogRecord) -> bool:
    """Leave of a remark on signing in its own words and the kind of error, not what was sent."""
    kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
    said = str(record.msg).partition("%s")[0].rstrip(" :'")
    record.msg, record.args = f"{said} {kind}".rstrip(), None
    record.exc_info, record.exc_text = None, None
    return True


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


try:
    PROVIDER = entrance.streamlit_secrets()
    # The same in every process, so that one may end what another began.
    COOKIES = signing_in.cookie_secret(key_of("sign-in cookies"))
except SettingError as error:
    sys.exit(str(error))
os.environ["STREAMLIT_SERVER_COOKIE_SECRET"] = COOKIES  # read when its settings first are

app = st.App(
    HERE / "app.py",
    secrets=PROVIDER,
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
    try:
        walls_stand()  # asked again as it starts; here the answer stands alone, without a traceback
    except (SettingError, StoreError) as error:
        sys.exit(str(error))
    app.run(config=settings())
