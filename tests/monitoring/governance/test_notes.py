"""A note put right or taken back stays to be read, and stands no more."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from monitoring.audiences import Audience
from monitoring.governance.notes import (
    Note,
    NoteKind,
    Subject,
    beside,
    events,
    of_month,
    of_return,
    standing,
)

AT = datetime(2009, 6, 10, 9, tzinfo=UTC)
JANUARY, FEBRUARY = date(2009, 1, 1), date(2009, 2, 1)


def note(number, text="Seen.", about=None, **more):
    at = AT + timedelta(minutes=number)
    kind = NoteKind.EVENT if "on_date" in more else NoteKind.NOTE
    return Note("CPA-1", number, kind, about or Subject(), text, "cm", at, Audience.DWP, **more)


def numbers(found):
    return [one.note.number for one in found]


def test_a_correction_stands_in_place_of_what_it_corrects_with_all_that_was_said_before():
    [one] = standing([note(1, "48"), note(2, "84", replaces=1), note(3, "85", replaces=2)])
    assert (one.note.text, [each.text for each in one.earlier]) == ("85", ["84", "48"])
    assert not one.taken_back


def test_a_note_taken_back_leaves_a_trace():
    [one] = standing([note(1, "48"), note(2, "", replaces=1)])
    assert one.taken_back
    assert one.earlier[0].text == "48"


def test_a_correction_stands_alone_for_a_reader_who_may_not_see_what_it_corrects():
    [one] = standing([note(2, "84", replaces=1)])
    assert (one.note.text, one.earlier) == ("84", ())


def test_the_latest_comes_first():
    assert numbers(standing([note(1), note(2)])) == [2, 1]


def test_beside_a_measure_stand_its_own_notes_and_those_about_everything():
    found = standing(
        [
            note(1, about=Subject(measure="starts")),
            note(2, about=Subject(measure="job_outcomes", month=JANUARY)),
            note(3, about=Subject(month=FEBRUARY)),
            note(4),
            note(5, about=Subject(submission=7)),
            note(6, on_date=date(2008, 10, 27)),
        ]
    )
    assert numbers(beside(found, measure="job_outcomes", months=[JANUARY])) == [4, 2]
    assert numbers(of_month(found, measure="job_outcomes", month=JANUARY)) == [2]
    assert numbers(of_month(found, measure="starts", month=FEBRUARY)) == [3]
    assert numbers(of_return(found, 7)) == [5]


def test_events_stand_by_their_day_and_not_when_taken_back():
    found = standing(
        [
            note(1, "Recession", on_date=date(2008, 11, 3)),
            note(2, "ESA", on_date=date(2008, 10, 27)),
            note(3, "Wrong", on_date=date(2008, 1, 1)),
            note(4, "", on_date=date(2008, 1, 1), replaces=3),
        ]
    )
    assert [each.text for each in events(found)] == ["ESA", "Recession"]
