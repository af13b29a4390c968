"""Is everything planted in the sample's records found again, in its class, and nothing else?"""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from db import doors
from db.models import Client
from db.queries.knowledge import end_of_day
from db.reports import View, reconciled
from db.scope import OPERATOR
from db.store import Store
from monitoring.reconciliation import Difference
from tests.sample_data.test_key import CONTRACTS, planted

CLASSES = {
    *("left_only", "right_only", "date", "timing", "status", "duplicate", "late_notification"),
    *("wrong_contract", "ineligible_exit", "deferral", "within_tolerance"),
}
"""The kinds planted in referrals and starts, each named as its class."""


@pytest.fixture(scope="module")
def found(sample_store):
    """Give every key of referrals and starts, and of claims, by contract, read once."""
    store = Store.open(f"sqlite:///{sample_store / 'monitor.db'}")
    now = end_of_day(date(2010, 12, 10))
    told = {}
    with doors.scoped_session(store, OPERATOR) as session:
        for contract in CONTRACTS:
            view = View(contract=contract)
            (one,) = reconciled.in_view(session, view, now)
            claims = View(contract=contract, left="claims:provider_mi", right="claims:payments")
            (paid,) = reconciled.in_view(session, claims, now)
            query = select(Client.client_id, Client.client_ref).where(
                Client.contract_id == one.terms.contract_id
            )
            named = {row[0]: row[1] for row in session.execute(query)}
            told[contract] = one, _by_class(one, named), _by_class(paid, named)
    store.dispose()
    return told


def _by_class(one, named):
    found = {str(each): set() for each in Difference}
    for row in one.rows.itertuples():
        found[row.difference].add((named[row.client_id], f"{row.on:%Y-%m-%d}"))
    return found


def expected(key, kind, contract):
    mine = {(each["client_ref"], _day(each, kind)) for each in planted(key, kind, contract)}
    if kind != "wrong_contract":
        return mine
    return mine | {  # the same people on the neighbour's side: a start nobody referred there
        (each["client_ref"], each["referred_on"])
        for other in CONTRACTS
        for each in planted(key, kind, other)
        if each["reported_under"] == contract
    }


def _day(each, kind):
    return each["duplicate_on"] if kind == "duplicate" else each["referred_on"]


@pytest.mark.parametrize("contract", CONTRACTS)
def test_every_planted_discrepancy_is_in_its_class_and_nothing_else_is(found, key, contract):
    one, told, _ = found[contract]
    said = key["reconciliation"][contract]
    for kind in sorted(CLASSES):
        assert told[kind] == expected(key, kind, contract), kind
    assert len(told["not_yet_received"]) == said["not_yet_received"]
    assert told["not_expected"] == set()
    agree = said["same_client_and_day"] - said["planted"]["status"]
    assert len(told["agrees"]) == agree
    steps = one.bridge.astype({"step": "str"}).set_index("step")["people"]
    assert (steps["referred"], steps["unexplained"]) == (said["left_rows"], len(told["left_only"]))


@pytest.mark.parametrize("contract", CONTRACTS)
def test_what_was_paid_and_not_reported_is_with_the_payment_office_alone(found, key, contract):
    _, _, told = found[contract]
    unreported = planted(key, "paid_not_reported", contract)
    assert told["right_only"] == {(one["client_ref"], one["referred_on"]) for one in unreported}
    assert told["left_only"] == set()
