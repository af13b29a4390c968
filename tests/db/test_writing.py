"""Is what somebody writes numbered, kept to its audience and never lost, on both engines?"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from db import doors
from db.models import ItemStep, Note
from db.publishing.request import CallError
from db.writing import Pen, Place, add, follow
from monitoring.audiences import Audience
from tests.db.seeded import who

NOW = datetime(2009, 6, 10, 9, 0, tzinfo=UTC)
SHARED = Place("CPA-1", Audience.SHARED)
DWP = Place("CPA-1", Audience.DWP)


def note(store, login, place, text="Seen."):
    return add(Pen(store, who(login), NOW), Note, "note_id", place, {"kind": "note", "text": text})


def raised(_session, last):
    return {"kind": "issue", "did": "raised" if last is None else "changed", "what": "Late PLMI"}


def step(store, login, place, item=900_000):
    return follow(Pen(store, who(login), NOW), ItemStep, {"item_id": item}, place, raised)


def texts(store, login):
    with doors.scoped_session(store, who(login)) as session:
        return set(session.scalars(select(Note.text).where(Note.text.like("Seen%"))))


def test_a_note_is_read_by_those_it_is_for(full):
    note(full, "cm", DWP, "Seen by DWP")
    note(full, "prime", SHARED, "Seen by both")
    assert texts(full, "tppm") == {"Seen by DWP", "Seen by both"}
    assert texts(full, "prime") == {"Seen by both"}


@pytest.mark.parametrize("login", ["jobcentre", "bdc", "cm"])
def test_who_sends_nothing_may_write_all_the_same(full, login):
    assert note(full, login, DWP) > 0


def test_numbers_go_on_over_rows_the_writer_cannot_read(full):
    first = note(full, "cm", DWP)
    assert note(full, "prime", SHARED) == first + 1


def test_nobody_writes_what_they_could_not_read(full):
    with pytest.raises(CallError, match="cannot write what you could not read"):
        note(full, "prime", DWP)
    for login, contract in (("cm", "CPA-2"), ("cm", "CPA-9"), ("evaluator", "CPA-1")):
        with pytest.raises(CallError, match="is not known, or is not yours"):
            note(full, login, Place(contract, Audience.DWP))


def test_steps_follow_each_other_and_keep_who_took_them(full):
    assert [step(full, "cm", SHARED), step(full, "prime", SHARED)] == [1, 2]
    with doors.scoped_session(full, who("cm")) as session:
        rows = session.execute(
            select(ItemStep.step, ItemStep.did, ItemStep.by_user)
            .where(ItemStep.item_id == 900_000)
            .order_by(ItemStep.step)
        )
        assert [tuple(row) for row in rows] == [(1, "raised", "cm"), (2, "changed", "prime")]


def test_nobody_adds_a_step_to_what_they_may_not_read(full):
    step(full, "cm", DWP)
    with pytest.raises(CallError, match="or it is not yours"):
        step(full, "prime", SHARED)


def test_two_who_write_at_once_both_get_a_number_of_their_own(full):
    with ThreadPoolExecutor(4) as pool:
        numbers = list(pool.map(lambda _: note(full, "cm", DWP), range(8)))
    assert len(set(numbers)) == 8
