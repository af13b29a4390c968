"""Would the matrix notice a fault of scope? Each fault listed here is planted, and must be.

Every fault names the part of the matrix that is to find it. The part passes before, fails while
the fault stands, and passes again once it is gone.
"""

from __future__ import annotations

from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
import streamlit as st

import db.scope
from db import doors, reports
from db.names import name_key
from db.reports import View
from db.scope import OPERATOR, Scope
from db.store import Store
from db.upgrade import create_or_upgrade
from db.walls import rules
from db.walls.conditions import Always, Both, Seen
from db.walls.levels import Level
from monitoring.vocabulary import Role
from pages.shared import exports, guard, identity, registry
from tests.matrix import looking, test_pages, test_writes
from tests.matrix.rights import FIRST, SECOND, leaks
from tests.matrix.writes import WRITES

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Fault:
    """A fault: how it is planted, and the part of the matrix that finds it."""

    plant: Callable[[pytest.MonkeyPatch], object]
    finds: Callable[[Any, pytest.MonkeyPatch], list[Any]]


def rule(name: str, **changed: Any) -> Callable[[pytest.MonkeyPatch], object]:
    """Plant another rule of a table."""
    return lambda patch: patch.setitem(rules.RULES, name, replace(rules.RULES[name], **changed))


def of_table(login: str, name: str) -> Callable[..., list[Any]]:
    """Look through one table as one person."""
    return lambda stamped, _: leaks(login, looking.table(stamped.store, login, name))


def of_page(login: str, page: str, first: str = "") -> Callable[..., list[Any]]:
    """Look through one page as one person, after somebody else looked at it."""

    def look(stamped: Any, patch: pytest.MonkeyPatch) -> list[Any]:
        with test_pages.served(stamped, patch):
            if first:
                looking.Browser(first).open(page)
            return test_pages.seen(login, [page])

    return look


def of_write(name: str, login: str, contract: str) -> Callable[..., list[Any]]:
    """Let one person try one kind of write."""

    def attempt(stamped: Any, patch: pytest.MonkeyPatch) -> list[Any]:
        one = [write for write in WRITES if write.name == name]
        tries = {FIRST: [], SECOND: [], contract: [login]}
        with test_writes.kept_nothing(patch):  # what a fault lets through is not kept either
            return test_writes.wrongs(stamped, patch, tries, one)

    return attempt


def by_prefix(row: Any, place: Any) -> bool:
    """Match a district by how its name begins."""
    return place.district.startswith(name_key(row.district)) if row.district else False


def careless(patch: pytest.MonkeyPatch) -> None:
    """Let a file be made from what the operator sees."""
    offer = exports.offer_report

    def offering(principal: Any, report: Any, label: str = "Download as CSV") -> None:
        view = View(programme=report.parameters.get("programme"))
        with doors.scoped_session(Store.open(), OPERATOR) as session:
            every = reports.run(session, report.name, view, datetime.now(tz=UTC))
        offer(principal, every, label)

    patch.setattr(exports, "offer_report", offering)


def open_page(patch: pytest.MonkeyPatch) -> None:
    """Open a page of whole contracts to everybody."""
    page = replace(registry.BY_NAME["sources"], roles=frozenset(Role))
    patch.setitem(registry.BY_NAME, "sources", page)


def no_guard(patch: pytest.MonkeyPatch) -> None:
    """Let whoever is signed in open whatever page they name."""
    patch.setattr(guard, "guard", lambda _file: identity.visitor())


FAULTS = {
    "a wall's rule is opened": Fault(
        rule("monthly_return", read=Always()), of_table("CM", "monthly_return")
    ),
    "a column is no longer blank": Fault(
        rule("contracts", shown_if={}), of_table("TPPM", "contracts")
    ),
    "an adviser is shown to the department": Fault(
        rule("starts", shown_if={}), of_table("CM", "starts")
    ),
    "a partner's adviser is shown to the prime provider": Fault(
        rule("appointments", shown_if={}), of_table("PRIME_MANAGER", "appointments")
    ),
    "an arrangement is ignored": Fault(
        rule("measure_value", read=Seen(Level.CONTRACT)),
        of_table("PARTNER_MANAGER", "measure_value"),
    ),
    "clients are shown to who sees counts": Fault(
        rule("starts", read=Seen(Level.ROWS, arrangement="{f}.arrangement")),
        of_table("JOBCENTRE", "starts"),
    ),
    "an audience is ignored": Fault(
        rule("note", read=Seen(Level.CONTRACT)), of_table("PRIME_MANAGER", "note")
    ),
    "a withheld week is shown": Fault(
        rule("partner_weekly", read=Both((Seen(Level.ROWS, arrangement="{f}.arrangement"),))),
        of_table("CM", "partner_weekly"),
    ),
    "a district is matched by how it begins": Fault(
        lambda patch: patch.setattr(db.scope, "_within", by_prefix), of_table("TPPM", "contracts")
    ),
    "a leaver keeps the roles held": Fault(
        lambda patch: patch.setattr(
            db.scope, "_assignments", lambda *_: [(Role.NATIONAL, db.scope.RoleAssignment(
                contract="", district="", organisation="", arrangement=""))]
        ),
        of_table("nobody", "contracts"),
    ),
    "the cache forgets whose it is": Fault(
        lambda patch: patch.setattr(Scope, "fingerprint", "one for all"),
        of_page("cm-3", "calendar", first="cm-10"),  # as much is known of both contracts
    ),
    "a page is open to a wrong role": Fault(open_page, of_page("PARTNER_MANAGER", "sources")),
    "a page has no guard": Fault(no_guard, of_page("EVALUATOR", "reviews")),
    "a file is made without asking who takes it": Fault(careless, of_page("CM", "calendar")),
    "a right to send is widened": Fault(
        lambda patch: patch.setattr(db.scope, "may_send", lambda *_: True),
        of_write("db.sending.send", "CM", FIRST),
    ),
    "a rule of a contract is anybody's to set": Fault(
        lambda patch: patch.setattr(Scope, "may_send", lambda *_: True),
        of_write("db.rules.set_parameter", "PRIME_MANAGER", FIRST),
    ),
    "an auditor writes": Fault(
        lambda patch: patch.setattr(Scope, "writes_for", Scope.sides),
        of_write("db.governance.notes.note", "AUDITOR", FIRST),
    ),
    "a refusal is not written down": Fault(
        lambda patch: patch.setattr(doors, "_refusals", lambda *_: nullcontext()),
        of_write("db.governance.notes.note", "CM", SECOND),
    ),
}
"""The faults, by name."""


@contextmanager
def afresh(stamped):
    """Let walls be built anew and nothing be left in the cache, before and after."""
    for _ in range(2):
        stamped.store.engine.dispose()
        st.cache_data.clear()
        if _ == 0:
            yield


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_found(on_sqlite, monkeypatch, name):
    fault = FAULTS[name]
    assert fault.finds(on_sqlite, monkeypatch) == []
    with monkeypatch.context() as patch, afresh(on_sqlite):
        fault.plant(patch)
        assert fault.finds(on_sqlite, patch) != []


def test_at_least_ten_faults_are_planted():
    assert len(FAULTS) >= 10


ALTERED = {
    "measure_value": ("CM", {"read": Always()}),
    "note": ("PRIME_MANAGER", {"read": Seen(Level.CONTRACT)}),
    "contracts": ("TPPM", {"shown_if": {}}),
    "client": ("JOBCENTRE", {"read": Seen(Level.ROWS)}),
}
"""Walls that are altered on PostgreSQL, and who would see too much."""


def test_a_wall_altered_on_postgresql_is_found(on_postgres):
    store = on_postgres.store
    with pytest.MonkeyPatch.context() as patch:
        for name, (_, changed) in ALTERED.items():
            rule(name, **changed)(patch)
        create_or_upgrade(store)
        told = {name: leaks(login, looking.table(store, login, name))
                for name, (login, _) in ALTERED.items()}
    create_or_upgrade(store)
    assert [name for name, found in told.items() if not found] == []
    for name, (login, _) in ALTERED.items():
        assert leaks(login, looking.table(store, login, name)) == [], name
