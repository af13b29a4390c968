"""Does what somebody wrote reach its audience and nobody else, on both engines?"""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import product

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import DatabaseError

from db import doors
from db.models import Note, Release
from monitoring.audiences import Audience
from tests.db.seeded import who

FIRST = 900_000  # above every number of the filled store
AT = datetime(2009, 6, 10, 9, 0, tzinfo=UTC)
DWP_SIDE = {"cm", "tppm", "jobcentre", "payments", "national", "bdc", "auditor", "admin"}
PRIME_SIDE = {"prime", "advisers", "admin"}
EXPECTED = {
    ("dwp", ""): DWP_SIDE,
    ("dwp", "A1"): DWP_SIDE,
    ("prime", ""): PRIME_SIDE,
    ("prime", "A1"): PRIME_SIDE,
    ("partner", ""): {"partner", "admin"},
    ("partner", "A1"): {"partner", "admin"},
    ("partner", "A2"): {"admin"},
    ("shared", ""): DWP_SIDE | PRIME_SIDE,
    ("shared", "A1"): DWP_SIDE | PRIME_SIDE,
    ("chain", ""): PRIME_SIDE | {"partner"},
    ("chain", "A1"): PRIME_SIDE | {"partner"},
    ("chain", "A2"): PRIME_SIDE,
    ("everyone", ""): DWP_SIDE | PRIME_SIDE | {"partner"},
    ("everyone", "A1"): DWP_SIDE | PRIME_SIDE | {"partner"},
    ("everyone", "A2"): DWP_SIDE | PRIME_SIDE,
}


def note(number, audience, arrangement="", by="cm", contract=1):
    return {
        "contract_id": contract, "note_id": number, "kind": "note", "measure": "", "category": "",
        "month": date(2009, 1, 1), "reason": "", "text": "Seen.", "by_user": by, "at": AT,
        "audience": audience, "arrangement": arrangement,
    }


def read(store, login):
    with doors.scoped_session(store, who(login)) as session:
        return set(session.scalars(select(Note.note_id).where(Note.note_id >= FIRST)))


@pytest.mark.parametrize("login", sorted({*DWP_SIDE, *PRIME_SIDE, "partner", "evaluator"}))
def test_a_note_is_read_by_its_audience_and_by_nobody_else(full, login):
    numbers = {
        place: FIRST + at for at, place in enumerate(product(map(str, Audience), ("", "A1", "A2")))
    }
    with doors.owner(full) as session:
        session.execute(insert(Note), [note(number, *one) for one, number in numbers.items()])
    seen = read(full, login)
    for place, readers in EXPECTED.items():
        assert (numbers[place] in seen) == (login in readers), place


def write(store, login, row):
    with doors.publisher(store, who(login)) as session:
        doors.begin_write(session)
        session.execute(insert(Note), [row])


def test_nobody_writes_in_another_s_name_or_for_an_audience_they_are_not_of(full_postgres):
    write(full_postgres, "cm", note(FIRST, "shared"))
    for row in (
        note(FIRST + 1, "shared", by="prime"),
        note(FIRST + 2, "prime"),
        note(FIRST + 3, "shared", contract=2),
    ):
        with pytest.raises(DatabaseError):
            write(full_postgres, "cm", row)
    assert read(full_postgres, "admin") == {FIRST}


def change(store, statement):
    with doors.publisher(store, who("cm")) as session:
        doors.begin_write(session)
        session.execute(statement)


def test_what_was_written_can_be_neither_changed_nor_deleted(full):
    write(full, "cm", note(FIRST, "shared"))
    for statement in (Note.__table__.update().values(text="Other."), Note.__table__.delete()):
        with pytest.raises(DatabaseError):
            change(full, statement)
    assert read(full, "prime") == {FIRST}


def test_a_release_may_be_written_in_nobody_s_name(full_postgres):
    row = {"contract_id": 1, "submission_id": 6, "step": FIRST, "opens_on": date(2009, 6, 1),
           "by_user": "", "at": AT}
    with doors.publisher(full_postgres, who("partner")) as session:
        doors.begin_write(session)
        session.execute(insert(Release), [row])
