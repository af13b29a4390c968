"""Can other programs read the deadlines, and does a newer file move what it knows?"""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from monitoring.deadlines import Deadline, as_calendar

AT = datetime(2009, 2, 4, 9, 0, tzinfo=UTC)
ONE = Deadline("CPA-1-plmi-20090201", date(2009, 3, 7), "PLMI due: contract CPA-1", "February")


def events(data):
    return Calendar.from_ical(data).walk("VEVENT")


def test_a_deadline_is_an_all_day_event():
    (event,) = events(as_calendar("Returns due", [ONE], AT))
    assert event.decoded("dtstart") == date(2009, 3, 7)
    assert event.decoded("dtend") == date(2009, 3, 8)
    assert str(event["summary"]) == "PLMI due: contract CPA-1"


def test_a_deadline_that_moves_keeps_its_key():
    moved = ONE._replace(on=date(2009, 3, 9))
    (first,) = events(as_calendar("Returns due", [ONE], AT))
    (second,) = events(as_calendar("Returns due", [moved], AT))
    assert first["uid"] == second["uid"]


def test_lines_are_as_long_as_the_standard_allows():
    long = ONE._replace(description="Returns of many contracts, one after the other. " * 20)
    assert max(map(len, as_calendar("Returns due", [long], AT).split(b"\r\n"))) <= 75


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_any_words_come_back_as_they_were(words):
    (event,) = events(as_calendar("Returns due", [ONE._replace(summary=words)], AT))
    assert str(event["summary"]) == words
