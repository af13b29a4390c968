"""Is every change, removal, swap, insertion and cut of the access log named, on both engines?"""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.exc import DatabaseError

from db import doors, journal
from db.audit import heads, sealing, verifying
from db.audit.marks import KEY_PURPOSE, MARK
from db.journal import Act
from db.models import AccessEntry, AccessSeal
from db.publishing.request import CallError
from db.scope import OPERATOR, Principal

NOW = datetime(2009, 6, 10, 9, 0, tzinfo=UTC)
CM = Principal("cm", "Contract manager")
LOOK = Act(action="look", subject="job_outcomes", contract="CPA-1", result="shown",
           detail="2009-01, 12 rows")


def wrote(store, number, *, now=NOW):
    for _ in range(number):
        journal.write(store, CM, LOOK, now)


def filled(store, sealed, waiting=0):
    """Write entries past the journal's own counting, in seals of three, and some that wait."""
    batch = sealing.LARGEST
    sealing.LARGEST = 3
    rows = [{"at": NOW + timedelta(seconds=one), "by_user": "cm", "action": "look",
             "subject": f"s{one}", "contract": "CPA-1", "result": "shown", "detail": f"{one} rows"}
            for one in range(1, sealed + waiting + 1)]
    try:
        with doors.journal(store) as session:
            session.execute(insert(AccessEntry), rows[:sealed])
        sealing.seal_all(store, OPERATOR, NOW)
        if waiting:
            with doors.journal(store) as session:
                session.execute(insert(AccessEntry), rows[sealed:])
    finally:
        sealing.LARGEST = batch


def verdict(store, known=None):
    found = heads.verify(store, known).broken
    return str(found) if found else None


def tamper(store, *statements):
    """Change the log as somebody would who holds the database: past triggers and grants."""
    if store.dialect == "sqlite":
        with doors.journal(store) as session:
            for table in ("access_entry", "access_seal"):
                for act in ("update", "delete"):
                    session.execute(text(f"DROP TRIGGER IF EXISTS {table}_no_{act}"))
            for statement in statements:
                session.execute(statement)
        return
    with doors.owner(store) as session:
        session.execute(text("SET LOCAL search_path = journal"))
        for statement in statements:
            session.execute(statement)


def entry(number):
    return AccessEntry.entry_id == number


def test_what_was_written_verifies_and_what_waits_is_counted(store):
    assert verdict(store) is None
    filled(store, 10, waiting=2)
    found = heads.verify(store)
    assert found.broken is None
    assert (found.access.seals, found.access.sealed, found.access.unsealed) == (4, 10, 2)
    assert found.access.last_sealed_at == NOW


CHANGES = [
    {"at": NOW}, {"by_user": "x"}, {"action": "x"}, {"subject": "x"}, {"contract": "x"},
    {"result": "x"}, {"detail": "x"},
]  # fmt: skip


def test_the_first_entry_that_was_changed_is_named_whichever_field_it_was(store):
    filled(store, 14)
    for place, change in enumerate(CHANGES, start=1):
        number = 2 * place
        (was,) = kept(store, number)
        tamper(store, update(AccessEntry).where(AccessEntry.entry_id.in_([number, 14]))
               .values(**change))
        assert verdict(store) == f"Access entry {number}: it is not as it was written."
        (last,) = kept(store, 14)
        tamper(store, update(AccessEntry).where(entry(number)).values(**was),
               update(AccessEntry).where(entry(14)).values(**last | {"detail": "14 rows",
               "subject": "s14", "at": NOW + timedelta(seconds=14), "by_user": "cm",
               "action": "look", "contract": "CPA-1", "result": "shown"}))
        assert verdict(store) is None


def kept(store, number):
    with doors.journal(store, reading=True) as session:
        columns = [one for one in AccessEntry.__table__.c if one.name != "entry_id"]
        return [dict(row) for row in
                session.execute(select(*columns).where(entry(number))).mappings()]


def test_an_entry_taken_out_put_in_or_swapped_is_named(store):
    filled(store, 10)
    (five,), (six,) = kept(store, 5), kept(store, 6)
    tamper(store, delete(AccessEntry).where(entry(5)))
    assert verdict(store) == "Access entry 5: it is missing."
    tamper(store, insert(AccessEntry).values(entry_id=5, **six))
    assert verdict(store) == "Access entry 5: it is not as it was written."
    tamper(store, update(AccessEntry).where(entry(5)).values(**six),
           update(AccessEntry).where(entry(6)).values(**five))
    assert verdict(store) == "Access entry 5: it is not as it was written."
    tamper(store, update(AccessEntry).where(entry(5)).values(**five),
           update(AccessEntry).where(entry(6)).values(**six),
           insert(AccessEntry).values(entry_id=-1, **six))
    assert verdict(store) == f"Access entry -1: {verifying.PUT_IN}."


def test_a_number_left_out_by_a_writing_that_was_undone_is_no_fault_and_cannot_be_filled(store):
    filled(store, 3)
    with doors.journal(store) as session:
        (row,) = [dict(one) for one in session.execute(
            select(*(c for c in AccessEntry.__table__.c if c.name != "entry_id")).limit(1)
        ).mappings()]
        session.execute(insert(AccessEntry).values(entry_id=5, **row))
    sealing.seal_all(store, OPERATOR, NOW)
    assert verdict(store) is None
    tamper(store, insert(AccessEntry).values(entry_id=4, **row))
    assert verdict(store) == f"Access entry 4: {verifying.PUT_IN}."


def test_a_seal_that_was_changed_taken_out_or_moved_is_named(store):
    filled(store, 10)
    second = AccessSeal.number == 2
    with doors.journal(store, reading=True) as session:
        was = session.scalar(select(AccessSeal.marks).where(second))
    tamper(store, update(AccessSeal).where(second).values(sealed_by="x"))
    assert verdict(store) == "Seal 2 of the access log: it is not as it was made."
    tamper(store, update(AccessSeal).where(second).values(sealed_by="operator"))
    assert verdict(store) is None
    forged = was[:MARK - 1] + bytes([was[MARK - 1] ^ 1]) + was[MARK:]
    tamper(store, update(AccessSeal).where(second).values(marks=forged))
    assert verdict(store) == "Access entry 4: it is not as it was written."
    tamper(store, update(AccessSeal).where(second).values(marks=was, previous_hash="0" * 64))
    assert verdict(store) == f"Seal 2 of the access log: {verifying.OUT_OF_LINE}."
    tamper(store, delete(AccessSeal).where(second))
    assert verdict(store) == "Seal 2 of the access log: it is missing."


def test_a_cut_end_shows_against_heads_kept_elsewhere(store):
    filled(store, 10)
    known = heads.heads(store)
    tamper(store, delete(AccessSeal).where(AccessSeal.number == 4),
           delete(AccessEntry).where(entry(10)))
    assert verdict(store) is None
    assert verdict(store, known) == "Seal 4 of the access log: it is missing."
    with doors.journal(store) as session:
        session.execute(insert(AccessEntry).values(kept(store, 9)))
    sealing.seal_all(store, OPERATOR, NOW)
    assert verdict(store) is None
    assert verdict(store, known) == f"Seal 4 of the access log: {verifying.NOT_THE_ONE}."


def test_heads_are_read_as_they_were_printed_and_nothing_else_is(store):
    filled(store, 3)
    printed = json.dumps({"heads": heads.as_rows(heads.heads(store))}).encode()
    assert heads.read(printed) == heads.heads(store)
    for data in (b"", b"[]", b'{"heads": [{"log": "access"}]}', b'{"heads": 1}'):
        with pytest.raises(CallError, match="cannot be read"):
            heads.read(data)


def test_another_key_verifies_nothing(store):
    filled(store, 3)
    with doors.journal(store, reading=True) as session:
        found = verifying.check(session, b"x" * 32)
    assert str(found.broken) == "Access entry 1: it is not as it was written."


@pytest.mark.parametrize("table", [AccessEntry, AccessSeal])
@pytest.mark.parametrize("act", [update, delete])
def test_neither_log_nor_seals_can_be_changed_by_the_application(store, table, act):
    filled(store, 3)
    statement = act(table)
    if act is update:
        column = "detail" if table is AccessEntry else "sealed_by"
        statement = statement.values(**{column: "x"})
    with pytest.raises(DatabaseError), doors.journal(store) as session:
        session.execute(statement)
    assert verdict(store) is None


def test_the_writer_who_fills_a_batch_seals_it_and_so_does_one_who_finds_an_old_entry(store):
    sealing_of(store, [])
    wrote(store, sealing.BATCH - 1)
    sealing_of(store, [])
    wrote(store, 1)
    sealing_of(store, [(1, sealing.BATCH, "cm")])
    wrote(store, 1, now=NOW)
    wrote(store, 1, now=NOW + sealing.WAITS - timedelta(seconds=1))
    sealing_of(store, [(1, sealing.BATCH, "cm")])
    wrote(store, 1, now=NOW + sealing.WAITS)
    sealing_of(store, [(1, sealing.BATCH, "cm"), (2, 3, "cm")])
    assert verdict(store) is None


def sealing_of(store, expected):
    with doors.journal(store, reading=True) as session:
        table = AccessSeal
        found = session.execute(select(table.number, table.entries, table.sealed_by)
                                .order_by(table.number)).all()
    assert [tuple(one) for one in found] == expected


def test_several_processes_write_and_seal_one_log_without_colliding(store):
    def work(number):
        who = Principal(f"p{number}", "Somebody")
        for step in range(25):
            journal.write(store, who, LOOK, NOW + step * sealing.WAITS)
            if step % 10 == number:
                sealing.seal_all(store, who, NOW)

    threads = [threading.Thread(target=work, args=(one,)) for one in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    sealing.seal_all(store, OPERATOR, NOW)
    found = heads.verify(store)
    assert (found.broken, found.access.sealed, found.access.unsealed) == (None, 100, 0)


def test_whoever_reads_the_log_keeps_nobody_from_writing(store):
    with doors.journal(store, reading=True) as session:
        assert session.scalar(select(func.count()).select_from(AccessEntry)) == 0
        wrote(store, 1)
    with pytest.raises(DatabaseError), doors.journal(store, reading=True) as session:
        session.execute(insert(AccessEntry).values(kept(store, 1)))


def test_no_text_can_fake_a_line_of_the_log_or_bring_an_identifier_into_it(store):
    act = Act(action="open\n2009-06-10 admin signed in", subject="page \x1b[2J\u202e\u2028x",
              contract="AB 12 34 56 C", result="refused\r\n", detail="SW1A 2AA " + "y" * 9000)
    journal.write(store, Principal("a\nb", "x"), act, NOW)
    (row,) = kept(store, 1)
    assert row["by_user"] == "a?b"
    assert row["action"] == "open?2009-06-10 admin signed in"
    assert row["subject"] == "page ?[2J??x"
    assert (row["contract"], row["result"]) == ("[withheld]", "refused??")
    assert row["detail"].startswith("[withheld] yyy")
    assert len(row["detail"]) == journal.DETAIL
    assert row["detail"].endswith("y...")


def test_the_key_of_the_access_log_is_its_own(store):
    assert store.key(KEY_PURPOSE) != store.key("publication")
