"""The isolation matrix in full: everybody by every page, report and write, on both engines."""

from __future__ import annotations

import pytest

from pages.shared import registry
from tests.matrix import conftest as stamping
from tests.matrix import looking, test_pages, test_reads, test_writes
from tests.matrix.marks import CONTRACTS
from tests.matrix.rights import EVERYBODY, leaks
from tests.stores import ENGINES


@pytest.fixture(params=ENGINES)
def stamped(request, copies):
    """Give the stamped store, once on each engine."""
    yield from stamping.lent(copies, request.param)


@pytest.mark.parametrize("login", EVERYBODY)
def test_every_page_of_every_contract_shows_nobody_what_is_not_theirs(stamped, monkeypatch, login):
    with test_pages.served(stamped, monkeypatch):
        wrong = test_pages.seen(login, registry.BY_NAME)
        browser = looking.Browser(login)
        for contract in CONTRACTS:
            for name in registry.BY_NAME:
                wrong += asked(browser, login, name, {"contract": contract})
            wrong += test_pages.further_in(login, contract, test_pages.DEEPER)
    assert wrong == []


def asked(browser, login, name, address):
    """Give what a page with an address shows somebody of what is not theirs."""
    told = test_pages.without(browser.open(name, **address), browser, address.values())
    return [(login, name, address, leak) for leak in leaks(login, told)]


def test_every_report_of_every_contract_tells_nobody_what_is_not_theirs(stamped):
    choices = [
        {"contract": contract, **part}
        for contract in CONTRACTS
        for part in ({}, {"arrangement": "A1"}, {"measure": "starts"})
    ]
    assert test_reads.reported(stamped, EVERYBODY, [{}, *choices]) == []


def test_everybody_tries_every_write_about_every_contract(stamped, monkeypatch):
    tries = {contract: list(EVERYBODY) for contract in CONTRACTS}
    assert test_writes.wrongs(stamped, monkeypatch, tries) == []


def test_everybody_tries_to_send_everything(stamped, monkeypatch):
    wanted = test_writes.files(every=True)
    assert test_writes.wrongly_sent(stamped, monkeypatch, wanted, test_writes.SENDERS) == []
