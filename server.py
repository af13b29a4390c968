"""How is the application served, and when does it refuse to start?

The application of ``app.py`` behind the guard (``guard.py``), with a health route and *view as*.
``python server.py`` and ``streamlit run server.py`` both serve it.
"""

from __future__ import annotations

import logging
import os
import re
import secrets
import sys
import traceback
from contextlib import asynccontextmanager
from http import HTTPStatus
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from streamlit import config
from streamlit.runtime.pages_manager import PagesManager

import entrance
from db.errors import SettingError
from db.proof import noisy, prove
from db.signing_in import settings as signing_in
from db.store import Store, StoreError
from guard import IDENTITY_HEADERS, Guard
from pages.shared import kept
from visits import Visit, cookie_header, demo, is_a_sample, key_of, local_path

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from starlette.requests import Request

HERE = Path(__file__).resolve().parent

LOGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@+-]{0,99}")

AUTH_LOGGER = "streamlit.web.server.starlette.starlette_auth_routes"
WARM = ("pandas", "plotly.graph_objects", "db.doors", "monitoring")

log = logging.getLogger("monitor.server")


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
