"""Behind an identity provider, does the guard believe a sitting and nothing else?"""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

import pytest

import entrance
import guard
import server
import visits
from db import accounts, doors, people
from db.errors import SettingError
from db.scope import OPERATOR
from db.setup import mark_sample
from db.signing_in import sittings
from guard import Guard
from pages.shared import handed_out
from tests.stores import SECRET
from tests.test_server import UPLOAD, Application, ask, told
from visits import Visit

NOW = datetime.now(tz=UTC)


class Cookied(Application):
    """An application whose answer sets a cookie of Streamlit's."""

    async def __call__(self, scope, _receive, send):
        """Answer."""
        self.seen = scope
        headers = [(b"set-cookie", b"_streamlit_session=x; path=/; httponly")]
        await send({"type": "http.response.start", "status": 302, "headers": headers})
        await send({"type": "http.response.body", "body": b""})


@pytest.fixture
def store(sqlite_store, monkeypatch):
    """Give a real store behind a provider, with one person who is signed in as visit ``here``."""
    monkeypatch.setenv("MONITOR_DATABASE_URL", f"sqlite:///{sqlite_store.path}")
    monkeypatch.setenv("MONITOR_SECRET_KEY", SECRET)
    monkeypatch.delenv("MONITOR_DEMO", raising=False)
    for name, value in {
        "ISSUER": "https://id.example",
        "CLIENT_ID": "monitor",
        "CLIENT_SECRET": "secret",
        "REDIRECT_URI": "http://127.0.0.1/oauth2callback",
    }.items():
        monkeypatch.setenv(f"MONITOR_OIDC_{name}", value)
    with doors.publisher(sqlite_store, OPERATOR) as session:
        doors.begin_write(session)
        people.add_user(session, "one", "One", now=NOW - timedelta(hours=1))
        people.grant(session, people.Grant(login="one", role="NATIONAL"), now=NOW)
    for visit in ("here", "there"):
        sittings.begin(sqlite_store, visit, "one", NOW)
    return sqlite_store


@pytest.fixture
def behind():
    return Application()


def on(behind, target, **how):
    return ask(Guard(behind), target, **how)


@pytest.mark.usefixtures("store")
def test_a_login_in_the_cookie_says_nothing_and_the_sitting_does(behind):
    on(behind, "/_stcore/stream", kind="websocket", visit=Visit("here", login="admin"))
    assert told(behind) == {"x-monitor-visit": "here", "x-monitor-login": "one"}
    on(behind, "/_stcore/stream", kind="websocket", visit=Visit("nowhere", login="admin"))
    assert told(behind) == {"x-monitor-visit": "nowhere"}


@pytest.mark.usefixtures("store")
def test_media_and_uploads_are_for_who_is_signed_in(behind, monkeypatch):
    monkeypatch.setattr(guard, "session_visit", {"session-1": "here"}.get)
    sent = {"method": "PUT", "content_length": "5"}
    assert on(behind, "/media/x.csv", visit=Visit("here")).status == 200
    assert on(behind, UPLOAD, visit=Visit("here"), **sent).status == 200
    with doors.publisher(visits.Store.open(), OPERATOR) as session:
        doors.begin_write(session)
        accounts.end_sittings(session, "one", now=datetime.now(tz=UTC))
    assert on(behind, "/media/x.csv", visit=Visit("here")).status == 401
    assert on(behind, UPLOAD, visit=Visit("here"), **sent).status == 403
    assert on(behind, "/static/media/font.woff2", visit=Visit("here")).status == 200


@pytest.mark.usefixtures("store")
def test_what_one_sends_counts_in_every_browser_of_theirs(behind, monkeypatch):
    stands = Guard(behind)
    half = str(guard.UPLOAD_WINDOW_BYTES // 2)
    statuses = []
    for visit in ("here", "there", "here"):
        monkeypatch.setattr(guard, "session_visit", {"session-1": visit}.get)
        sent = ask(stands, UPLOAD, visit=Visit(visit), method="PUT", content_length=half)
        statuses.append(sent.status)
    assert statuses == [200, 200, 429]


def test_a_socket_that_does_not_say_where_from_is_refused(behind):
    ask(Guard(behind), "/_stcore/stream", kind="websocket", origin="")
    assert behind.seen is None


def test_a_file_is_given_to_whom_it_was_made_for(behind, monkeypatch):
    monkeypatch.setattr(guard, "media_owner", {"/media/x.csv": "here"}.get)
    assert on(behind, "/media/x.csv", visit=Visit("here")).status == 200
    assert on(behind, "/media/x.csv", visit=Visit("there")).status == 404
    assert on(behind, "/media/picture.png", visit=Visit("there")).status == 200


def test_whose_a_file_is_is_remembered_for_so_many():
    for number in range(handed_out.REMEMBERED + 1):
        handed_out.remember(f"file-{number}", "here")
    assert handed_out.to_whom("file-0") is None
    assert handed_out.to_whom(f"file-{handed_out.REMEMBERED}") == "here"
    assert handed_out.to_whom(None) is None
    assert guard.media_owner("/media/none.csv") is None


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    ("referer", "kept"),
    [
        ("http://127.0.0.1/definitions?contract=CPA-1", "%2Fdefinitions%3Fcontract%3DCPA-1"),
        ("http://evil.example/definitions", "%2F"),
        ("http://127.0.0.1/?sign_in=refused", "%2F"),
        ("http://127.0.0.1//evil.example", "%2F"),
        ("", "%2F"),
    ],
)
def test_the_page_asked_for_is_remembered_if_it_is_ours(referer, kept):
    answer = on(Cookied(), "/auth/login", host="127.0.0.1", referer=referer)
    assert f"{entrance.NEXT}={kept};" in answer.headers["set-cookie"]


@pytest.mark.usefixtures("store")
def test_every_cookie_is_for_tls_only_where_people_come_by_tls(monkeypatch):
    for scheme, uri, secure in (
        ("http", "http://127.0.0.1/oauth2callback", False),
        ("https", "http://127.0.0.1/oauth2callback", True),
        ("http", "https://monitor.example/oauth2callback", True),
    ):
        monkeypatch.setenv("MONITOR_OIDC_REDIRECT_URI", uri)
        header = on(Cookied(), "/anything", scheme=scheme, visit=Visit()).headers["set-cookie"]
        assert ("; Secure" in header) is secure
    assert guard.secured(b"set-cookie", b"x=y; Secure") == (b"set-cookie", b"x=y; Secure")


def test_signing_out_ends_the_sitting_unless_another_site_asks(store):
    limits = entrance.settings.limits()
    refused = on(Cookied(), "/auth/logout", visit=Visit("here"), sec_fetch_site="cross-site")
    assert (refused.status, "set-cookie" in refused.headers) == (404, False)
    assert sittings.standing(store, "here", limits, NOW).principal
    answer = on(Cookied(), "/auth/logout", visit=Visit("here"))
    assert answer.visit.visit != "here"
    assert sittings.standing(store, "here", limits, NOW).principal is None
    assert on(Cookied(), "/auth/logout").status == 302


def test_view_as_and_a_provider_stand_together_on_a_sample_only(store, monkeypatch):
    monkeypatch.setenv("MONITOR_DEMO", "1")
    assert not visits.demo()
    with pytest.raises(SettingError, match="Unset one of the two"):
        server.walls_stand()
    mark_sample(store, {}, NOW)
    assert visits.demo()
    server.walls_stand()
    monkeypatch.setenv("MONITOR_DATABASE_URL", f"sqlite:///{store.path.parent / 'none.db'}")
    assert not visits.demo()


@pytest.mark.usefixtures("store")
def test_streamlit_is_told_of_the_provider_and_of_none_without_one(monkeypatch):
    told_it = entrance.streamlit_secrets()["auth"]
    assert told_it["server_metadata_url"] == "https://id.example/.well-known/openid-configuration"
    assert len(told_it["cookie_secret"]) == 64
    monkeypatch.delenv("MONITOR_OIDC_ISSUER")
    assert entrance.streamlit_secrets() is None


def test_a_remark_on_signing_in_is_logged_without_what_was_sent(caplog):
    log = logging.getLogger("monitor.test.remark")
    log.addFilter(server.without_what_was_said)
    try:
        raise ValueError("QQ123456C")  # noqa: EM101, TRY301 - the text is the point
    except ValueError:
        log.warning("It failed for '%s'.", "QQ123456C", exc_info=True)
    assert caplog.messages == ["It failed for ValueError"]
    assert "QQ123456C" not in caplog.text
