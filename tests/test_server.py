"""Does the guard say who is asking, and refuse what is not theirs?"""

from __future__ import annotations

import asyncio
import logging
import time
from http.cookies import SimpleCookie

import pytest
import streamlit as st
from starlette.datastructures import Headers
from starlette.requests import Request
from streamlit import config
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest
from streamlit.web.server.starlette.starlette_websocket import gather_user_info

import server
import visits
from guard import IDENTITY_HEADERS, POLICY, UPLOAD_WINDOW_BYTES, Guard, Quota
from visits import Seal, Visit

UPLOAD = "/_stcore/upload_file/session-1/file-1"


class Application:
    """An application behind the guard that answers everything and remembers what it was asked."""

    def __init__(self, content_type="text/html; charset=utf-8"):
        self.content_type = content_type
        self.seen = None

    async def __call__(self, scope, _receive, send):
        """Answer."""
        self.seen = scope
        if scope["type"] == "http":
            headers = [(b"content-type", self.content_type.encode())]
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            await send({"type": "http.response.body", "body": b"ok"})


class Answer:
    """What came back."""

    def __init__(self, messages):
        start = next((m for m in messages if m["type"] == "http.response.start"), None)
        self.status = start and start["status"]
        self.headers = (
            {k.decode().lower(): v.decode() for k, v in start["headers"]} if start else {}
        )

    @property
    def visit(self):
        """Give the visit the answer starts."""
        cookie = SimpleCookie(self.headers.get("set-cookie", ""))
        return visits.SEAL.open(cookie[visits.COOKIE].value) if visits.COOKIE in cookie else None


def ask(app, target="/", *, visit=None, kind="http", method="GET", **headers):
    """Send one request to an ASGI application."""
    path, _, query = target.partition("?")
    if kind == "websocket":
        headers.setdefault("origin", "http://127.0.0.1")
    if visit:
        headers["cookie"] = f"{visits.COOKIE}={visits.SEAL.close(visit)}"
    scope = {
        "type": kind,
        "path": path,
        "method": method,
        "query_string": query.encode(),
        "scheme": headers.pop("scheme", "http"),
        "headers": [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()],
    }
    messages = []

    async def send(message):
        messages.append(message)

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    asyncio.run(app(scope, receive, send))
    return Answer(messages)


def told(app):
    """Give what the application behind the guard was told of identity."""
    return {k.decode(): v.decode() for k, v in app.seen["headers"] if k.startswith(b"x-monitor")}


@pytest.fixture
def behind():
    return Application()


@pytest.fixture
def guard(behind):
    return Guard(behind)


@pytest.fixture
def session_of(monkeypatch):
    """Let a Streamlit session be open for a visit."""

    def opened(visit):
        monkeypatch.setattr("guard.session_visit", {"session-1": visit.visit}.get)

    return opened


# Identity


@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_a_visitor_cannot_say_who_they_are(guard, behind, kind):
    ask(guard, kind=kind, x_monitor_login="cm", x_monitor_visit="another's")
    assert told(behind) == {}


@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_the_cookie_says_who_is_asking(guard, behind, kind):
    visit = Visit(login="cm")
    ask(guard, kind=kind, visit=visit, x_monitor_login="admin")
    assert told(behind) == {"x-monitor-login": "cm", "x-monitor-visit": visit.visit}


def test_a_visit_without_a_login_is_nobody(guard, behind):
    visit = Visit()
    ask(guard, visit=visit)
    assert told(behind) == {"x-monitor-visit": visit.visit}


def test_a_cookie_that_was_changed_is_worth_nothing():
    seal = Seal(b"key")
    cookie = seal.close(Visit(login="cm"))
    body, _, mark = cookie.partition(".")
    forged = Seal(b"another key").close(Visit(login="admin"))
    changed = [forged, body, f"{body}x.{mark}", f".{mark}", "", ".", "é.è", None]
    assert [text for text in changed if seal.open(text)] == []
    assert seal.open(cookie).login == "cm"


def test_a_visit_ends_after_a_working_day():
    now = int(time.time())
    assert Visit(since=now - visits.VISIT_SECONDS + 60).standing()
    assert not Visit(since=now - visits.VISIT_SECONDS).standing()
    assert not Visit(since=now + 60).standing()
    seal = Seal(b"key")
    assert seal.open(seal.close(Visit(since=now - visits.VISIT_SECONDS))) is None


def test_a_first_page_starts_a_visit(guard):
    answer = ask(guard)
    assert answer.visit.login is None
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert "SameSite=Lax" in answer.headers["set-cookie"]
    assert "Secure" not in answer.headers["set-cookie"]
    assert "Secure" in ask(guard, scheme="https").headers["set-cookie"]


def test_a_visit_that_stands_is_not_started_again(guard):
    assert "set-cookie" not in ask(guard, visit=Visit()).headers


def test_only_pages_start_visits():
    assert "set-cookie" not in ask(Guard(Application("application/json"))).headers


def test_streamlit_reads_the_identity_under_the_names_the_pages_use(guard, behind):
    before = config.get_option("server.trustedUserHeaders")
    config.set_option("server.trustedUserHeaders", IDENTITY_HEADERS)
    try:
        visit = Visit(login="cm")
        ask(guard, kind="websocket", visit=visit)
        headers = Headers(scope=behind.seen)
        assert gather_user_info(headers) == {"login": "cm", "visit": visit.visit}
    finally:
        config.set_option("server.trustedUserHeaders", before)


def test_a_page_under_test_reads_the_same_identity():
    def page():
        import streamlit as st  # noqa: PLC0415 - the body is run as a script of its own

        st.text(st.user.get("login") or "nobody")

    app = AppTest.from_function(page)
    assert app.run().text[0].value == "nobody"
    app.user = {"login": "cm"}
    assert app.run().text[0].value == "cm"


# What every answer carries


def test_every_answer_carries_the_policy(guard):
    for path in ("/", "/_stcore/metrics", "/media/x"):
        headers = ask(guard, path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]


def test_the_policy_lets_no_script_in_but_ours():
    script = next(p for p in POLICY.split("; ") if p.startswith("script-src"))
    assert script.split()[:2] == ["script-src", "'self'"]
    assert "unsafe" not in script
    # One inline script stands in the start page; another one would be news.
    assert script.count("'sha256-") == 1


def test_only_the_front_ends_own_files_may_be_kept(guard):
    assert "cache-control" not in ask(guard, "/static/js/index.js").headers


# What is refused


@pytest.mark.parametrize(
    "path",
    [
        *("/_stcore/metrics", "/_stcore/metrics/", "/base/_stcore/metrics"),
        *("/_stcore/agent/interact", "/_stcore/agent/mcp", "/_stcore/script-health-check"),
    ],
)
def test_what_is_not_for_visitors_is_not_found(guard, behind, path):
    assert ask(guard, path, visit=Visit(login="cm")).status == 404
    assert behind.seen is None


def test_media_need_a_visit(guard):
    assert ask(guard, "/media/abc.csv").status == 401
    assert ask(guard, "/media/abc.csv", visit=Visit()).status == 200


def put(guard, visit, length="10"):
    sized = {"content_length": length} if length else {}
    return ask(guard, UPLOAD, visit=visit, method="PUT", **sized).status


def test_a_file_can_be_sent_only_into_ones_own_session(guard, session_of):
    mine, theirs = Visit(login="cm"), Visit(login="cm")
    session_of(mine)
    assert put(guard, mine) == 200
    assert put(guard, theirs) == 403
    assert put(guard, None) == 403


def test_a_file_can_be_taken_out_only_of_ones_own_session(guard, session_of):
    mine = Visit()
    session_of(mine)
    assert ask(guard, UPLOAD, visit=mine, method="DELETE").status == 200
    assert ask(guard, UPLOAD, visit=Visit(), method="DELETE").status == 403


def test_a_session_that_is_not_open_takes_no_file(guard):
    assert put(guard, Visit()) == 403


def test_a_file_must_say_how_long_it_is(guard, session_of):
    mine = Visit()
    session_of(mine)
    assert put(guard, mine, length=None) == 411
    assert put(guard, mine, length="-5") == 411


def test_a_browser_that_sends_too_much_must_wait(guard, session_of):
    mine = Visit()
    session_of(mine)
    fifth = str(UPLOAD_WINDOW_BYTES // 5)
    assert [put(guard, mine, fifth) for _ in range(6)] == [200] * 5 + [429]


def test_the_quota_is_each_browsers_own_and_comes_back():
    quota = Quota(limit=10, window=60)
    assert quota.takes("a", 10, now=0)
    assert not quota.takes("a", 1, now=60)
    assert quota.takes("b", 10, now=60)
    assert quota.takes("a", 10, now=61)


def test_what_is_neither_page_nor_socket_passes():
    app = Application()
    ask(Guard(app), kind="lifespan")
    assert app.seen["type"] == "lifespan"


# View as


@pytest.fixture
def demonstration(monkeypatch):
    monkeypatch.setenv("MONITOR_DEMO", "1")


def switch(**parts):
    """Ask the route for another person."""

    async def routed(scope, receive, send):
        answer = await server.view_as(Request(scope))
        await answer(scope, receive, send)

    headers = {k: parts.pop(k) for k in list(parts) if k in {"sec_fetch_site", "scheme"}}
    query = "&".join(f"{name}={value}" for name, value in parts.items())
    return ask(routed, f"/view-as?{query}", host="127.0.0.1", **headers)


@pytest.mark.usefixtures("demonstration")
def test_view_as_gives_a_new_visit_of_that_person():
    one, other = switch(user="cm-area-1", next="/profile?contract=A"), switch(user="cm-area-1")
    assert (one.status, one.headers["location"]) == (303, "/profile?contract=A")
    assert one.visit.login == "cm-area-1"
    assert one.visit.visit != other.visit.visit
    assert other.headers["location"] == "/"


@pytest.mark.usefixtures("demonstration")
def test_viewing_as_nobody_signs_out():
    assert switch(user="").visit.login is None


def test_without_demonstration_there_is_no_view_as(monkeypatch):
    for value in ("", "0", "yes"):
        monkeypatch.setenv("MONITOR_DEMO", value)
        assert switch(user="cm").status == 404


@pytest.mark.usefixtures("demonstration")
def test_another_site_cannot_switch_a_visitor():
    assert switch(user="cm", sec_fetch_site="cross-site").status == 404
    assert switch(user="cm", sec_fetch_site="same-origin").status == 303


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize("user", ["%0d%0aSet-Cookie:x", "<b>", "a" * 101, "%20", ".hidden"])
def test_what_is_no_login_is_refused(user):
    assert switch(user=user).status == 400


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "evil",
        "",
        "/a\r\nb",
        "\\\\evil",
    ],
)
def test_view_as_leads_nowhere_but_here(target):
    assert visits.local_path(target) == "/"


# Starting, and failing


@pytest.fixture
def started():
    """Run the start of the server, and put back what it changed."""
    before = config.get_option("server.trustedUserHeaders"), PagesManager.uses_pages_directory
    filters = list(logging.getLogger("streamlit.error_util").filters)
    PagesManager.uses_pages_directory = None

    async def start():
        async with server.lifespan(server.app):
            pass

    asyncio.run(start())
    yield
    config.set_option("server.trustedUserHeaders", before[0])
    PagesManager.uses_pages_directory = before[1]
    logging.getLogger("streamlit.error_util").filters[:] = filters


@pytest.mark.usefixtures("started")
def test_page_discovery_is_off_before_the_first_visitor():
    # A private name: a new version of Streamlit that renames it must be noticed here.
    manager = PagesManager(str(server.HERE / "app.py"))
    assert manager.main_script_parent == server.HERE
    assert PagesManager.uses_pages_directory is False


@pytest.mark.usefixtures("started")
def test_the_identity_headers_are_believed_once_the_guard_stands():
    assert config.get_option("server.trustedUserHeaders") == IDENTITY_HEADERS


@pytest.mark.usefixtures("started")
def test_streamlit_does_not_log_the_text_of_an_error(caplog):
    logging.getLogger("streamlit.error_util").error("QQ123456C")
    assert caplog.text == ""


def test_an_error_is_shown_and_logged_without_its_text(monkeypatch, caplog):
    shown = []
    monkeypatch.setattr(st, "error", shown.append)

    text = "QQ123456C stood in row 5"
    with pytest.raises(ValueError, match="row 5") as caught:
        raise ValueError(text)
    assert server.report_error(caught.value)
    assert "QQ123456C" not in caplog.text + shown[0]
    assert "ValueError at test_server.py:" in caplog.text
    reference = shown[0].rpartition(" ")[2].rstrip(".")
    assert f"error {reference}:" in caplog.text


def answered(monkeypatch, url):
    monkeypatch.setenv("MONITOR_DATABASE_URL", url)

    async def routed(scope, receive, send):
        answer = await server.health(Request(scope))
        await answer(scope, receive, send)

    return ask(routed, "/healthz").status


def test_health_asks_the_store(monkeypatch, sqlite_store, tmp_path):
    monkeypatch.delenv("MONITOR_SECRET_KEY", raising=False)
    assert answered(monkeypatch, f"sqlite:///{sqlite_store.path}") == 200
    assert answered(monkeypatch, f"sqlite:///{tmp_path / 'none.db'}") == 503
    assert answered(monkeypatch, "mysql://nowhere/none") == 503


def test_visits_are_sealed_with_the_stores_key(monkeypatch, tmp_path):
    monkeypatch.setenv("MONITOR_SECRET_KEY", "x" * 40)
    assert visits.key_of("visit cookie") == visits.key_of("visit cookie")
    monkeypatch.delenv("MONITOR_SECRET_KEY")
    monkeypatch.setenv("MONITOR_DATABASE_URL", f"sqlite:///{tmp_path / 'none.db'}")
    assert visits.key_of("visit cookie") != visits.key_of("visit cookie")


def test_the_environment_says_where_to_listen(monkeypatch):
    monkeypatch.delenv("MONITOR_ADDRESS", raising=False)
    monkeypatch.delenv("MONITOR_PORT", raising=False)
    assert server.settings() == {}
    monkeypatch.setenv("MONITOR_ADDRESS", "127.0.0.2")
    monkeypatch.setenv("MONITOR_PORT", "0")
    assert server.settings() == {"server.address": "127.0.0.2", "server.port": 0}
