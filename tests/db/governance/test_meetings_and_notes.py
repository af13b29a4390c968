"""Are reviews, notes and requests kept as they were written, for those they were written for?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest

from db import doors, governance, packs
from db.publishing.request import CallError
from db.queries import governance as reads
from db.scope import Principal
from db.writing import Place
from monitoring.audiences import Audience
from monitoring.governance.notes import Said, Subject
from monitoring.governance.parties import Party
from monitoring.governance.requests import Did, Wanted
from monitoring.governance.reviews import MeetingKind
from tests.db import returns
from tests.db.governance.writing import (
    DWP,
    EVERYONE,
    ISSUE,
    NOW,
    PRIME,
    SHARED,
    held,
    pen,
    reading,
)
from tests.stores import prepared

JANUARY = date(2009, 1, 1)
ABOUT = Subject(measure="job_outcomes", month=JANUARY)
WANTED = Wanted(of_party=Party.PRIME, purpose="For the district", due_on=date(2009, 6, 30))


@pytest.fixture(autouse=True)
def _plain(full):
    """Take out the filled store's own rows, whose codes are no codes."""
    with doors.owner(full) as session:
        for table in ("item_step", "meeting", "note", "request_step"):
            session.connection().exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608 - ours


def noted(store, login, place, text="Two advisers left"):
    return governance.note(pen(store, login), place, ABOUT, Said(text))


def texts(store, login):
    with reading(store, login) as session:
        return {one.note.text for one in reads.notes(session, "CPA-1")}


def test_a_note_is_read_beside_its_figure_by_its_audience(full):
    noted(full, "cm", DWP, "For DWP")
    noted(full, "prime", SHARED, "For both")
    assert texts(full, "tppm") == {"For DWP", "For both"}
    assert texts(full, "prime") == {"For both"}
    assert texts(full, "partner") == set()


def test_a_note_is_put_right_by_its_writer_only_and_never_for_fewer(full):
    number = noted(full, "cm", SHARED, "48")
    with pytest.raises(CallError, match="Only who wrote"):
        governance.correct(pen(full, "prime"), SHARED, number, "84")
    with pytest.raises(CallError, match="only be widened"):
        governance.correct(pen(full, "cm"), DWP, number, "84")
    governance.correct(pen(full, "cm", 1), SHARED, number, "84")
    with pytest.raises(CallError, match="put right or taken back already"):
        governance.correct(pen(full, "cm", 2), SHARED, number, "85")
    with reading(full, "prime") as session:
        [one] = reads.notes(session, "CPA-1")
    assert (one.note.text, [each.text for each in one.earlier]) == ("84", ["48"])
    assert one.note.about == ABOUT


def test_a_note_taken_back_leaves_that_it_was_there(full):
    number = noted(full, "cm", SHARED)
    governance.take_back(pen(full, "cm", 1), SHARED, number)
    with reading(full, "prime") as session:
        [one] = reads.notes(session, "CPA-1")
    assert one.taken_back
    assert one.earlier


def test_nothing_said_is_no_note_and_no_event_is_of_an_unknown_kind(full):
    with pytest.raises(CallError, match="Write what"):
        noted(full, "cm", DWP, "  ")
    with pytest.raises(CallError, match="An event is one of these"):
        governance.note(pen(full, "cm"), DWP, Subject(), Said("ESA", JANUARY, "weather"))


def test_events_are_read_by_day_and_as_they_were_known(full):
    said = Said("ESA for new claimants", date(2008, 10, 27), "programme_change")
    governance.note(pen(full, "cm"), SHARED, Subject(), said)
    with reading(full, "prime") as session:
        [one] = reads.events(session, "CPA-1")
        assert (one.on_date, one.reason) == (date(2008, 10, 27), "programme_change")
        assert reads.events(session, "CPA-1", NOW - timedelta(days=1)) == []


def test_a_review_is_written_down_by_the_department_when_it_was_held(full):
    ppr = held(MeetingKind.PPR)
    governance.hold(pen(full, "cm"), SHARED, ppr)
    with pytest.raises(CallError, match="by the department"):
        governance.hold(pen(full, "prime"), SHARED, ppr)
    with pytest.raises(CallError, match="when it was held"):
        governance.hold(pen(full, "cm"), SHARED, replace(ppr, held_on=date(2009, 6, 11)))
    with pytest.raises(CallError, match="one of these ways"):
        governance.hold(pen(full, "cm"), SHARED, replace(ppr, channel="fax"))
    with reading(full, "prime") as session:
        [one] = reads.meetings(session, "CPA-1")
    assert (one.kind, one.held_on, one.as_at) == (MeetingKind.PPR, date(2009, 5, 11), NOW)


def test_a_meeting_is_corrected_by_who_wrote_it_down(full):
    number = governance.hold(pen(full, "cm"), SHARED, held(MeetingKind.CONTACT))
    right = held(
        MeetingKind.CONTACT, date(2009, 5, 12), replaces=number, reason="The minutes say the 12th"
    )
    with pytest.raises(CallError, match="Only who wrote"):
        governance.hold(pen(full, "prime"), SHARED, right)
    with pytest.raises(CallError, match="only be widened"):
        governance.hold(pen(full, "cm"), DWP, right)
    governance.hold(pen(full, "cm"), SHARED, right)
    with reading(full, "prime") as session:
        assert [each.held_on for each in reads.meetings(session, "CPA-1")] == [date(2009, 5, 12)]


def test_a_meeting_is_moved_or_cancelled_with_a_reason_and_what_it_said_stays(full):
    write, moved = partial(governance.hold, pen(full, "cm"), SHARED), date(2009, 5, 12)
    number = write(held(MeetingKind.CONTACT))
    with pytest.raises(CallError, match="Say why"):
        write(held(MeetingKind.CONTACT, moved, replaces=number))
    write(held(MeetingKind.CONTACT, moved, replaces=number, reason="The minutes say the 12th"))
    with pytest.raises(CallError, match="changed already"):
        write(held(MeetingKind.CONTACT, moved, replaces=number, reason="Again"))
    with reading(full, "prime") as session:
        [one] = reads.meetings(session, "CPA-1")
    assert (one.held_on, one.numbers, one.reason) == (moved, {1, 2}, "The minutes say the 12th")
    assert [each.held_on for each in one.earlier] == [date(2009, 5, 11)]
    gone = {"replaces": 2, "reason": "Nobody came", "cancelled": True}
    write(held(MeetingKind.CONTACT, moved, **gone))
    with pytest.raises(CallError, match="cancelled already"):
        write(held(MeetingKind.CONTACT, moved, replaces=3, reason="It was held"))
    with reading(full, "prime") as session:
        assert reads.meetings(session, "CPA-1") == []
        [cancelled] = reads.cancelled(session, "CPA-1")
        assert (cancelled.reason, len(cancelled.earlier)) == ("Nobody came", 2)
        before = reads.meetings(session, "CPA-1", NOW - timedelta(days=1))
    assert before == []
    with doors.owner(full) as session:
        rows = session.connection().exec_driver_sql("SELECT meeting_id FROM meeting").all()
    assert sorted(row[0] for row in rows) == [1, 2, 3]


def test_only_a_meeting_nothing_was_promised_in_can_be_cancelled(full):
    write = partial(governance.hold, pen(full, "cm"), SHARED)
    with pytest.raises(CallError, match="written down can be cancelled"):
        write(held(MeetingKind.CONTACT, cancelled=True, reason="Nobody came"))
    write(held(MeetingKind.CONTACT), raised=[ISSUE])
    write(held(MeetingKind.CONTACT, replaces=1, reason="By phone"))
    with pytest.raises(CallError, match="so it was held"):
        write(held(MeetingKind.CONTACT, replaces=2, reason="Nobody came", cancelled=True))


def test_a_meeting_names_the_pack_it_used_where_both_sides_may_open_it(full):
    with reading(full, "cm") as session:
        number = packs.listed(session, "CPA-1")[0].number
    with doors.owner(full) as session:
        session.connection().exec_driver_sql("UPDATE pack SET audience = 'dwp'")
    write = partial(governance.hold, pen(full, "cm"))
    with pytest.raises(CallError, match="for the department only"):
        write(SHARED, held(MeetingKind.PPR, pack=number))
    with pytest.raises(CallError, match="no pack 77"):
        write(SHARED, held(MeetingKind.PPR, pack=77))
    with pytest.raises(CallError, match="not yours"):
        governance.hold(pen(full, "prime"), PRIME, held(pack=number))
    write(DWP, held(MeetingKind.PPR, date(2009, 3, 4), pack=number))
    with doors.owner(full) as session:
        session.connection().exec_driver_sql("UPDATE pack SET audience = 'shared'")
    write(SHARED, held(MeetingKind.PPR, pack=number))
    for login in ("cm", "prime"):
        with reading(full, login) as session:
            assert reads.meetings(session, "CPA-1")[0].pack_no == number


def test_what_is_written_names_its_writer_and_side_to_whoever_may_read_it(full):
    manager = Principal("cm", "Contract manager, Area 1")
    writing = replace(pen(full, "cm"), principal=manager)
    governance.note(writing, SHARED, ABOUT, Said("Shared"))
    governance.note(writing, DWP, ABOUT, Said("Not shared"))
    governance.ask(writing, SHARED, WANTED)
    governance.hold(writing, SHARED, held(MeetingKind.CONTACT))
    governance.raise_item(writing, SHARED, ISSUE)
    noted(full, "prime", SHARED, "By one whose name is not known")
    with reading(full, "prime") as session:
        notes = {one.note.text: one.note.who for one in reads.notes(session, "CPA-1")}
        others = {
            reads.request(session, "CPA-1", 1).steps[0].who,
            reads.meetings(session, "CPA-1")[0].who,
            reads.items(session, "CPA-1")[0].steps[0].who,
        }
    assert notes == {
        "Shared": "Contract manager, Area 1 (DWP)", "By one whose name is not known": "prime",
    }
    assert others == {"Contract manager, Area 1 (DWP)"}


def test_a_request_is_read_and_settled_by_those_it_concerns(full):
    number = governance.ask(pen(full, "tppm"), SHARED, WANTED)
    answer = replace(WANTED, text="In our return of January", minutes=20)
    with pytest.raises(CallError, match="not yours"):
        governance.settle(pen(full, "partner"), EVERYONE, number, Did.ANSWERED, answer)
    with pytest.raises(CallError, match="Who asked"):
        governance.settle(pen(full, "tppm"), SHARED, number, Did.ANSWERED, answer)
    governance.settle(pen(full, "prime"), SHARED, number, Did.ANSWERED, answer)
    with reading(full, "cm") as session:
        one = reads.request(session, "CPA-1", number)
    assert (one.is_open, one.wanted.minutes, one.wanted.purpose) == (False, 20, WANTED.purpose)
    assert [each.by for each in one.steps] == ["tppm", "prime"]


def test_nobody_is_asked_for_what_they_would_not_read_of(full):
    with pytest.raises(CallError, match="would not read this"):
        governance.ask(pen(full, "tppm"), DWP, WANTED)
    with pytest.raises(CallError, match="would not read this"):
        governance.ask(pen(full, "prime"), PRIME, replace(WANTED, of_party=Party.CM))


def test_a_request_is_not_answered_by_a_return_of_another_contract(full):
    number = governance.ask(pen(full, "tppm"), SHARED, WANTED)
    with pytest.raises(CallError, match="is not about this contract"):
        governance.settle(
            pen(full, "prime"), SHARED, number, Did.ANSWERED, replace(WANTED, submission=2)
        )


def test_what_is_not_there_and_what_is_not_yours_read_the_same(full):
    number = governance.ask(pen(full, "tppm"), Place("CPA-1", Audience.SHARED), WANTED)
    for login, one in (("partner", number), ("cm", 99)):
        with reading(full, login) as session, pytest.raises(CallError, match="not yours"):
            reads.request(session, "CPA-1", one)


@prepared
def returned(store):
    """Give a store with one return of January to March."""
    returns.with_programmes(store)
    for dataset in ("contracts", "profiles", "monthly_return"):
        drawn = returns.RETURN if dataset == "monthly_return" else getattr(returns, dataset.upper())
        returns.send(store, dataset, drawn)
    return store


def test_the_store_says_which_return_holds_the_answer_already(returned):
    march, april = date(2009, 3, 1), date(2009, 4, 1)
    with doors.scoped_session(returned, returns.OPERATOR) as session:
        [one] = reads.held_already(session, "CPA-1", "", "job_outcomes", [march, april])
        assert (one.dataset, one.source, one.months[-1]) == ("monthly_return", "provider_mi", march)
        assert (one.received_on, one.sent_by) == (date(2009, 6, 10), "operator")
        assert reads.held_already(session, "CPA-1", "", "starts", [march]) == []
        [whole] = reads.held_already(session, "CPA-1", "monthly_return", "", [])
        assert whole.submission == one.submission
        assert reads.held_already(session, "CPA-2", "monthly_return", "", []) == []
