"""Does the chain of publications show every change, move, gap and cut?"""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import delete, insert, update

from db import doors
from db.chain import FIRST, KEY_PURPOSE, Entry, entry_hash, heads, verify
from db.models import Publication
from tests.stores import prepared

START = datetime(2009, 1, 1, 9, 30, 0, 123456, tzinfo=UTC)
KEY = b"a key of thirty-two bytes, or so"


def entry(contract, number):
    moment = START + timedelta(hours=number)
    return Entry(contract_id=contract, number=number, published_at=moment, recorded_at=moment,
                 kind="submission", submission_id=number, by_user="operator", detail="")


def chained(key, contract, length):
    previous, rows = FIRST, []
    for number in range(1, length + 1):
        one = entry(contract, number)
        digest = entry_hash(key, previous, one)
        rows.append(asdict(one) | {"previous_hash": previous, "entry_hash": digest})
        previous = digest
    return rows


@prepared
def chain(store):
    with doors.owner(store) as session:
        key = store.key(KEY_PURPOSE)
        session.execute(insert(Publication), chained(key, 1, 5) + chained(key, 2, 3))
    return store


def verdict(store, known=None):
    with doors.owner(store) as session:
        return verify(session, store.key(KEY_PURPOSE), known)


def change(store, statement):
    with doors.owner(store) as session:
        session.execute(statement)


def test_what_was_published_verifies(chain):
    assert verdict(chain) is None


def test_an_empty_store_verifies(store):
    assert verdict(store) is None


@pytest.mark.parametrize("changed", [
    {"published_at": START}, {"recorded_at": START}, {"kind": "parameter"}, {"submission_id": None},
    {"by_user": "somebody"}, {"detail": "x"}, {"entry_hash": "0" * 64},
])
def test_the_first_changed_entry_is_named(chain, changed):
    at = (Publication.contract_id == 1) & (Publication.number.in_([3, 5]))
    change(chain, update(Publication).where(at).values(**changed))
    assert verdict(chain) == "Contract number 1, publication 3: it is not as it was published."


def test_an_entry_taken_out_leaves_a_gap(chain):
    at = (Publication.contract_id == 1) & (Publication.number == 2)
    change(chain, delete(Publication).where(at))
    assert verdict(chain) == "Contract number 1, publication 3: publication 2 was expected here."


def test_an_entry_moved_to_another_contract_does_not_fit(chain):
    change(chain, delete(Publication).where(Publication.contract_id == 2, Publication.number == 3))
    at = (Publication.contract_id == 1) & (Publication.number == 5)
    change(chain, update(Publication).where(at).values(contract_id=2, number=3))
    assert "publication 3: it does not follow" in verdict(chain)


def test_a_chain_that_was_cut_shows_against_heads_kept_elsewhere(chain):
    with doors.owner(chain) as session:
        kept = heads(session)
    assert kept == {1: 5, 2: 3}
    change(chain, delete(Publication).where(Publication.contract_id == 2, Publication.number == 3))
    assert verdict(chain) is None
    assert verdict(chain, kept) == "Contract number 2, publication 3: it is missing."
    change(chain, delete(Publication).where(Publication.contract_id == 2))
    assert verdict(chain, kept) == "Contract number 2, publication 1: it is missing."


def test_another_key_verifies_nothing(chain):
    with doors.owner(chain) as session:
        assert "not as it was published" in verify(session, b"x" * 32)


def test_a_hash_does_not_depend_on_the_zone_an_instant_is_written_in():
    one = entry(1, 1)
    elsewhere = replace(one, published_at=one.published_at.astimezone(timezone(timedelta(hours=5))))
    assert entry_hash(KEY, FIRST, one) == entry_hash(KEY, FIRST, elsewhere)


def test_texts_cannot_be_shifted_between_fields():
    one = entry(1, 1)
    assert entry_hash(KEY, FIRST, replace(one, by_user="ab", detail="c")) != entry_hash(
        KEY, FIRST, replace(one, by_user="a", detail="bc")
    )
