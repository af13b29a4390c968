"""Does a person sign in, work, and go out again, at a real provider and in a real browser?"""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import InvalidStatus

from db import accounts, doors, people
from db.models import SignInSession
from db.scope import OPERATOR
from tests.browser import harness, staffed
from tests.browser.harness import wait_idle, words
from tests.browser.test_guard import open_session

DEEP = "/profile_vs_actual?contract=CPA-1"
REFUSED = "Nothing is shown under the account you signed in with."
START_SECONDS = 60
ACCOUNTS = [
    {"sub": sub, "email": f"{sub}@dept.example", "email_verified": True, "name": sub}
    for sub in ("one", "two", "gone", "stranger")
]


@contextmanager
def provider(folder):
    """Run an OpenID provider of somebody else's making on the loopback; give its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    known = [word for each in ACCOUNTS for word in ("--user-claims", json.dumps(each))]
    command = ["setpriv", "--pdeathsig", "TERM", sys.executable, "-m", "oidc_provider_mock"]
    with (folder / "provider.log").open("w") as log:
        process = subprocess.Popen([*command, "-p", str(port), *known], stdout=log, stderr=log)
    issuer = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(f"{issuer}/.well-known/openid-configuration").close()  # noqa: S310 - ours
            break
        except OSError:
            time.sleep(0.1)
    try:
        yield issuer
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="module")
def behind(tmp_path_factory):
    """Give a store with people and the server that stands between it and the provider."""
    folder = tmp_path_factory.mktemp("behind")
    store = staffed.fill(folder)
    with (
        provider(folder) as issuer,
        staffed.serve_behind(folder, issuer, "monitor", "of the tests") as served,
    ):
        yield store, served
    store.dispose()


@pytest.fixture
def person(browser, behind):
    """Give a new browser of somebody who has not signed in yet."""
    context = browser.new_context(base_url=behind[1].url, viewport={"width": 1440, "height": 900})
    context.set_default_timeout(90_000)
    yield context.new_page()
    context.close()


def sign_in(page, subject, path=DEEP, button="Sign in"):
    """Open a page, press the button and say at the provider who one is."""
    if path:
        harness.visit(page, path)
    page.get_by_role("button", name=button, exact=True).click()
    page.locator("input[name=sub]").fill(subject)
    page.get_by_role("button", name="Authorize").click()
    wait_idle(page)


def cookies(page):
    return "; ".join(f"{one['name']}={one['value']}" for one in page.context.cookies())


def write(store, work):
    with doors.publisher(store, OPERATOR) as session:
        doors.begin_write(session)
        work(session)


def rerun(page):
    """Do a thing that runs the page again without loading it anew."""
    page.get_by_test_id("stMain").press("r")
    wait_idle(page)


def test_a_link_opens_after_signing_in_and_the_day_ends_with_signing_out(behind, person):
    store, served = behind
    sign_in(person, "one")
    assert urlsplit(person.url).path == "/profile_vs_actual"
    assert "contract=CPA-1" in person.url
    person.get_by_role("heading", name="Profile against actual").wait_for()
    assert "Signed in as" in words(person)
    second = person.context.new_page()
    harness.visit(second, "/definitions")
    assert "Signed in as" in words(second)
    harness.screenshot(second, "signed-in")

    # nobody else takes the session up, whatever they know of it
    mine, _ = open_session(served, cookies(person))
    for cookie in (None, "monitor_visit=x.y"):
        session, said = open_session(served, cookie, existing=mine)
        assert session != mine
        assert "one" not in said.split()
    with pytest.raises(InvalidStatus, match="403"):
        open_session(served, cookies(person), Origin="")

    person.get_by_role("button", name="Sign out").click()
    person.wait_for_url(re.compile("end_session|/$"))
    rerun(second)
    assert "You are signed out" in words(second)
    second.get_by_role("heading", name="Definitions").wait_for(state="detached")
    with doors.journal(store) as journal:
        assert {row.ended_why for row in journal.query(SignInSession)} == {"ended"}


def test_a_stranger_and_somebody_who_left_read_the_same_words(person):
    sign_in(person, "stranger", "/")
    assert REFUSED in words(person)
    stranger = words(person)
    harness.screenshot(person, "not-let-in", 1440, 400)
    sign_in(person, "gone", None, "Sign in with another account")
    assert words(person) == stranger


def test_a_leaver_is_out_at_the_next_thing_they_do(behind, person):
    store, _ = behind
    sign_in(person, "two", "/definitions")
    assert "Signed in as" in words(person)
    write(store, lambda session: people.disable_user(session, "two", now=datetime.now(tz=UTC)))
    rerun(person)
    assert REFUSED in words(person)
    assert "Signed in as" not in words(person)
    write(store, lambda session: people.add_user(session, "two", "two", now=datetime.now(tz=UTC)))
    sign_in(person, "two", "/definitions", "Sign in with another account")
    assert "Signed in as" in words(person)
    write(store, lambda session: accounts.end_sittings(session, "two", now=datetime.now(tz=UTC)))
    rerun(person)
    assert "You are signed out" in words(person)


def test_a_sitting_that_nobody_uses_is_over_and_its_uploads_with_it(behind, person):
    store, served = behind
    sign_in(person, "one", "/definitions")
    session, said = open_session(served, cookies(person))
    assert "one" in said.split()
    with doors.journal(store) as journal:
        for row in journal.query(SignInSession).filter(SignInSession.ended_at.is_(None)):
            row.last_at -= timedelta(minutes=31)
    upload = f"/_stcore/upload_file/{session}/0"
    assert served.get(upload, Cookie=cookies(person))[0] == 403
    assert served.get("/media/none.csv", Cookie=cookies(person))[0] == 401
    rerun(person)
    assert "Nothing was done here for 30 minutes" in words(person)


def test_a_made_up_header_and_the_switch_of_the_demonstration_say_nothing(behind):
    _, served = behind
    said = open_session(served, X_Monitor_Login="one", X_Monitor_Visit="x")[1]
    assert "one" not in said.split()
    assert served.get("/view-as?user=one")[0] == 404


def test_nobody_s_identity_is_in_what_the_server_printed(behind):
    said = behind[1].said()
    assert [one for one in ("dept.example", "eyJ") if one in said] == []
