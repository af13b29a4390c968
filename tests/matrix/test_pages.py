"""Does any page, or any file a page offers, give anybody what is not theirs?

Every role by every page, in one process and on one store, so that what was read for one is there
to be given to the next. ``make stress`` does so on both engines and with every address.
"""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
import streamlit as st
from sqlalchemy import func, select

from db import doors, people
from db.models import AccessEntry
from db.people import Grant
from db.people import Place as Over
from db.queries import visitors
from db.reports import View
from db.scope import OPERATOR
from monitoring.vocabulary import Role
from pages.shared import loaders, registry
from pages.shared.identity import Visitor
from tests.matrix import looking
from tests.matrix.looking import Browser
from tests.matrix.marks import found
from tests.matrix.rights import EVERYBODY, FIRST, PEOPLE, SECOND, leaks
from tests.matrix.store import NOW
from tests.matrix.writes import SENDING
from tests.stores import SECRET

EVERY = frozenset(Role)
WHOLE = EVERY - {Role.PARTNER_MANAGER}  # who sees contracts, and not one arrangement alone
PARTIES = EVERY - {Role.EVALUATOR}  # who is a party to something, and reads what is written
CLIENTS = WHOLE - {Role.NATIONAL, Role.JOBCENTRE, Role.EVALUATOR, Role.AUDITOR}
"""Who sees single clients of whole contracts."""
OPENS = {
    "portfolio": WHOLE,
    "profile_vs_actual": EVERY,
    "supply_chain": EVERY,
    "sources": WHOLE,
    "worklist": CLIENTS,
    "control_chart": WHOLE,
    "funnel": WHOLE,
    "client_mix": WHOLE,
    "referral_flow": WHOLE,
    "journey": CLIENTS,
    "appointments": CLIENTS,
    "find_client": CLIENTS,
    "reconcile": WHOLE,
    "profile_sets": WHOLE,
    "upload_return": SENDING,
    "submissions": EVERY,
    "calendar": EVERY,
    "partner_weeks": EVERY,
    "since_review": PARTIES & WHOLE,
    "review_pack": PARTIES & WHOLE,
    "reviews": PARTIES,
    "requests": PARTIES,
    "responsibilities": PARTIES,
    "audit_log": {Role.AUDITOR, Role.ADMIN},
    "people": {Role.AUDITOR, Role.ADMIN, Role.PRIME_MANAGER},
    "retention": {Role.AUDITOR, Role.ADMIN, Role.NATIONAL},
    "definitions": EVERY,
    "data_dictionary": EVERY,
}
"""Who may open each page, from what it shows. A new page is entered here."""

DEEPER = {
    "profile_vs_actual": ({"month": "2009-03", "measure": "starts"}, {"arrangement": "A1"},
                          {"as_at": "2009-06-20"}),
    "reviews": ({"show": "meetings"}, {"show": "plans"}, {"item": "1"}, {"meeting": "1"}),
    "responsibilities": ({"show": "contacts"}, {"show": "history"}, {"show": "handover"}),
    "requests": ({"request": "1"},),
    "review_pack": ({"pack": "1"}, {"pack": "2"}),
    "submissions": tuple({"submission": str(number)} for number in range(1, 12)),
    "supply_chain": ({"prime": "Prime 1"}, {"partner": "Partner 1"}, {"arrangement": "A1"}),
    "reconcile": ({"class": "left_only"}, {"class": "right_only"}, {"left": "claims:provider_mi"},
                  {"left": "exits:bdc", "right": "exits:provider_mi"}),
    "portfolio": ({"by": "provider"}, {"prime": "Prime 1"}),
}
"""What each page opens further in: others' numbers among them."""

NOT_FOUND, SIGN_IN = "Not found", "Sign in"
IN_ORDER = sorted(PEOPLE, key=lambda login: login != "ADMIN")  # who sees all is looked after first


@pytest.fixture
def pages(on_sqlite, monkeypatch):
    """Give the stamped store behind the pages."""
    with served(on_sqlite, monkeypatch):
        yield on_sqlite


def served(stamped, monkeypatch):
    """Put a store behind the pages."""
    show = {"hide_password": False}
    store = stamped.store
    plain = store.url.set(drivername="sqlite" if store.dialect == "sqlite" else "postgresql")
    owner = store.owner_url.set(drivername=plain.drivername)
    monkeypatch.setenv("MONITOR_DATABASE_URL", plain.render_as_string(**show))
    monkeypatch.setenv("MONITOR_OWNER_URL", owner.render_as_string(**show))
    monkeypatch.setenv("MONITOR_SECRET_KEY", SECRET)
    monkeypatch.setenv("MONITOR_DEMO", "1")
    return looking.discovery_off()


def test_every_page_has_its_line_in_the_matrix():
    assert set(registry.BY_NAME) == set(OPENS), (
        "Say in tests/matrix/test_pages.py (OPENS) who may open each page."
    )


def seen(login, names, **address):
    """Give what pages show somebody against the matrix."""
    browser = Browser(login)
    role = EVERYBODY[login].role
    wrong = [(login, "start", leak) for leak in leaks(login, browser.told)]
    for name in names:
        told = browser.open(name, **address)
        wrong += [(login, name, leak) for leak in leaks(login, told)]
        opens = browser.at.title[0].value not in {NOT_FOUND, SIGN_IN}
        known = bool(EVERYBODY[login].contracts_known)
        if opens is not (known and role in OPENS.get(name, ())):
            wrong.append((login, name, "opens" if opens else "does not open"))
    return wrong


@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize("login", IN_ORDER)
def test_no_page_shows_a_role_what_is_not_its_own(login):
    assert seen(login, registry.BY_NAME) == []


@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize("login", ["TPPM", "PARTNER_MANAGER", "prime-10"])
def test_nothing_further_in_shows_a_role_what_is_not_its_own(login):
    assert further_in(login, FIRST, [name for name in DEEPER if name not in SLOW]) == []


SLOW = {"profile_vs_actual", "portfolio", "review_pack"}
"""Pages whose further addresses are left to ``make stress``."""


def further_in(login, contract, names):
    """Give what pages show of what is not theirs, at every address further in."""
    browser = Browser(login)
    wrong = []
    for name in names:
        for address in DEEPER[name]:
            told = browser.open(name, contract=contract, **address)
            told = without(told, browser, [contract, *address.values()])
            wrong += [(login, name, address, leak) for leak in leaks(login, told)]
    return wrong


def not_found(browser):
    """Say whether the page ended in the words for what is not there."""
    return NOT_FOUND in [one.value for one in browser.at.title]


def without(told, browser, typed):
    """Give what a page shows without what was typed: an address comes back as it was asked."""
    for text in typed:
        told = told.replace(text if not_found(browser) else f"'{text}'", "")
        for echo in (f"contract,{text}\n", f"contract-{text}-"):
            told = told.replace(echo, "")  # in a file's filters and name
        told = re.sub(rf"contract(=|%3D){re.escape(text)}\b", "", told)  # in links and keys
    return told


@pytest.mark.usefixtures("pages")
def test_nobody_disabled_or_not_signed_in_sees_a_page():
    assert seen("nobody", registry.BY_NAME) == []
    browser = Browser(None)
    for name in registry.BY_NAME:
        told = browser.open(name)
        assert browser.at.title[0].value == SIGN_IN
        assert leaks("nobody", told) == []


@pytest.mark.usefixtures("pages")
def test_the_stamps_are_there_to_be_seen_by_who_may():
    browser = Browser("ADMIN")
    told = found(
        browser.open("profile_vs_actual", contract=SECOND, month="2009-03", measure="starts")
        + browser.press("Show the client rows of the month")
        + browser.open("reviews", contract=SECOND)
        + browser.open("partner_weeks")
    )
    wanted = {"count", "client", "adviser", "dwp", "prime", "partner", "everyone", "withheld"}
    assert wanted <= {kind for kind, _ in told}


def refusals(store, login):
    """Give how often somebody was refused a page or a thing on one."""
    with doors.journal(store) as session:
        return session.scalar(
            select(func.count()).where(
                AccessEntry.by_user == login, AccessEntry.result == "refused"
            )
        )


def test_a_page_or_contract_that_is_not_one_s_own_is_refused_and_written_down(pages):
    before = refusals(pages.store, "PARTNER_MANAGER")
    browser = Browser("PARTNER_MANAGER")
    for page, address in (("sources", {}), ("reviews", {"contract": SECOND})):
        browser.open(page, **address)
        assert not_found(browser)
    assert refusals(pages.store, "PARTNER_MANAGER") == before + 2


def test_a_right_that_is_taken_away_is_gone_on_the_next_run(pages):
    store = pages.store
    given = Grant(login="mover", role="CM", over=Over(contract=FIRST))
    with doors.publisher(store, OPERATOR) as session:
        doors.begin_write(session)
        people.add_user(session, "mover", "mover", now=NOW)
        people.grant(session, given, now=NOW)
    browser = Browser("mover")
    assert ("count", "100") in found(browser.open("portfolio"))
    with doors.publisher(store, OPERATOR) as session:
        doors.begin_write(session)
        ended = Grant(login="mover", role="CM", over=given.over, valid_to=date(2009, 1, 1))
        people.grant(session, ended, now=NOW)
        people.grant(session, Grant(login="mover", role="CM", over=Over(contract=SECOND)), now=NOW)
    told = browser.open("portfolio")
    assert ("count", "200") in found(told)
    assert leaks("cm-10", told) == []
    with doors.publisher(store, OPERATOR) as session:
        doors.begin_write(session)
        people.disable_user(session, "mover", now=NOW)
    assert leaks("nobody", browser.open("portfolio")) == []


def visitor_of(store, login):
    """Give who looks, as the guard gives them to a page."""
    known = visitors.visitor(store, login)
    return Visitor(known.login, known.name, scope=doors.scope_for(store, known))


def test_two_people_at_once_are_each_given_their_own(pages):
    st.cache_data.clear()
    logins = ["CM", "cm-10", "PARTNER_MANAGER", "ADMIN"] * 4

    def look(login):
        visitor = visitor_of(pages.store, login)
        terms = loaders.contracts(visitor)
        asked = View(programme="PLP")
        flat = loaders.report(visitor, "flat", asked) if login != "ADMIN" else None
        return login, f"{terms} {flat.frame.to_csv() if flat else ''}"

    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(look, logins))
    assert [(login, leaks(login, text)) for login, text in told if leaks(login, text)] == []
    assert ("count", "200") in found(told[1][1])
