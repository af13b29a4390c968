"""Is nobody let in by a token that is not right in every part, and is each written down?"""

from __future__ import annotations

import time
from http.cookies import SimpleCookie
from urllib.parse import urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import OctKey
from sqlalchemy import select

import visits
from db import doors
from db.models import AccessEntry, SignInBinding, SignInSession
from db.signing_in.entering import Refused
from tests.browser import staffed
from tests.browser.provider import CLIENT, CLIENT_SECRET, STRANGE, provide

DEEP = "/profile_vs_actual?contract=CPA-1"
HOUR = 3600


@pytest.fixture(scope="module")
def behind(tmp_path_factory):
    """Give a provider that signs what it is told, a store with people, and the server between."""
    folder = tmp_path_factory.mktemp("behind")
    store = staffed.fill(folder)
    with (
        provide() as provider,
        staffed.serve_behind(folder, provider.issuer, CLIENT, CLIENT_SECRET) as served,
    ):
        yield provider, store, served
    store.dispose()


def provider_word():
    """Give what Streamlit's button puts into the address it sends the browser to."""
    claims = {"provider": "default", "exp": int(time.time()) + 60}
    return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(staffed.COOKIES))


@pytest.fixture
def client(behind):
    """Give a browser of no great ability: it keeps cookies and follows nothing."""
    with httpx.Client(base_url=behind[2].url, timeout=30) as opened:
        yield opened


def sign_in(behind, client, change=lambda _: None, came_from=DEEP):
    """Sign in as a browser does, and give the last answer."""
    provider, _, served = behind
    provider.change = change
    client.cookies.clear()
    client.get("/")
    headers = {"Referer": served.url + came_from} if came_from else {}
    away = client.get("/auth/login", params={"provider": provider_word()}, headers=headers)
    back = httpx.get(away.headers["location"], timeout=30)
    return client.get(back.headers["location"])


def counts(store):
    with doors.journal(store) as session:
        entries = session.scalars(select(AccessEntry).order_by(AccessEntry.entry_id)).all()
        sittings = len(session.scalars(select(SignInSession)).all())
        bindings = len(session.scalars(select(SignInBinding)).all())
    lines = [(one.by_user, one.action, one.result, one.detail) for one in entries]
    return lines, sittings, bindings


def claims(**changed):
    return lambda token: token.claims.update(changed)


def header(**changed):
    return lambda token: token.header.update(changed)


def strange_key(token):
    token.key = STRANGE


def no_nonce(token):
    del token.claims["nonce"]


BAD = {
    "wrong issuer": (claims(iss="https://other.example"), Refused.NOT_COMPLETED),
    "wrong audience": (claims(aud="another"), Refused.NOT_COMPLETED),
    "expired": (lambda t: t.claims.update(exp=time.time() - HOUR), Refused.NOT_COMPLETED),
    "not yet valid": (lambda t: t.claims.update(nbf=time.time() + HOUR), Refused.NOT_COMPLETED),
    "wrong nonce": (claims(nonce="another"), Refused.NOT_COMPLETED),
    "no nonce": (no_nonce, Refused.NOT_COMPLETED),
    "wrong signature": (strange_key, Refused.NOT_COMPLETED),
    "signed by nobody": (header(alg="none"), Refused.NOT_COMPLETED),
    "unknown key": (header(kid="another"), Refused.NOT_COMPLETED),
    "e-mail not verified": (claims(email_verified=False), Refused.NOT_VERIFIED),
    "unknown person": (claims(email="stranger@dept.example"), Refused.UNKNOWN),
    "disabled person": (claims(sub="s-gone", email="gone@dept.example"), Refused.DISABLED),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_token_lets_nobody_in_and_is_written_down(behind, client, name):
    change, why = BAD[name]
    before = counts(behind[1])
    answer = sign_in(behind, client, change)
    assert answer.headers["location"] == "/?sign_in=refused"
    assert not [each for each in client.cookies.jar if each.name.startswith("_streamlit_user")]
    after = counts(behind[1])
    (entry,) = after[0][len(before[0]) :]
    assert entry[1:] == ("sign in", "refused", str(why))
    assert after[1:] == before[1:]


def test_who_waits_for_approval_is_bound_and_reads_the_same_words(behind, client):
    answer = sign_in(behind, client, claims(sub="s-waits", email="waits@dept.example"))
    assert answer.headers["location"] == "/?sign_in=refused"
    assert counts(behind[1])[0][-1] == ("waits", "sign in", "refused", str(Refused.NOT_APPROVED))


def test_a_good_token_lets_its_person_in_to_the_page_they_asked_for(behind, client):
    answer = sign_in(behind, client)
    assert answer.headers["location"] == DEEP
    cookie = SimpleCookie(answer.headers["set-cookie"])
    assert counts(behind[1])[0][-1] == ("one", "sign in", "entered", "")
    visit = visits.COOKIE
    assert client.cookies[visit]
    assert cookie is not None
    days = [one for one in answer.headers.get_list("set-cookie") if "_streamlit_user" in one]
    assert days
    assert all("Max-Age=28800" in one and "HttpOnly" in one for one in days)
    # a second account with the same e-mail is another's
    answer = sign_in(behind, client, claims(sub="subject-2"))
    assert answer.headers["location"] == "/?sign_in=refused"
    assert counts(behind[1])[0][-1] == ("one", "sign in", "refused", str(Refused.BOUND_ELSEWHERE))


@pytest.mark.parametrize(
    "came_from", ["", "//evil.example/x", "/\\evil.example", "http://evil.example/profile"]
)
def test_nobody_is_sent_on_to_another_site(behind, client, came_from):
    answer = sign_in(behind, client, came_from=came_from)
    assert urlsplit(answer.headers["location"]).netloc == ""
    assert answer.headers["location"].startswith("/")
    assert not answer.headers["location"].startswith("//")


def test_an_answer_nobody_asked_for_signs_nobody_in(behind):
    provider, store, served = behind
    provider.change = lambda _: None
    before = counts(store)[1:]
    for query in ("code=code-0&state=made-up", "error=access_denied&error_description=QQ123456C"):
        answer = httpx.get(f"{served.url}/oauth2callback?{query}")
        assert answer.headers["location"] == "/?sign_in=refused"
    assert counts(store)[1:] == before
    assert "QQ123456C" not in served.said()


def test_signing_out_ends_the_sitting_here_and_at_the_provider(behind, client):
    provider, store, served = behind
    sign_in(behind, client)
    assert client.get("/auth/logout", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 404
    old = client.cookies[visits.COOKIE]
    answer = client.get("/auth/logout")
    assert answer.headers["location"].startswith(f"{provider.issuer}/end_session?")
    assert "id_token_hint" in answer.headers["location"]
    assert client.cookies[visits.COOKIE] != old
    assert counts(store)[0][-1] == ("one", "sign out", "ended", "ended")
    back = httpx.get(answer.headers["location"])
    assert client.get(back.headers["location"]).headers["location"] == "/"
    assert counts(store)[0][-1] == ("one", "sign out", "ended", "ended")
    assert served.get("/healthz")[0] == 200


def test_no_token_e_mail_or_subject_is_in_the_log(behind):
    said = behind[2].said()
    assert [one for one in ("dept.example", "subject-1", "eyJ", "s-gone") if one in said] == []
