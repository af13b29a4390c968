"""What a person has seen and noted, kept beside the store."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from db import attention
from db.attention import Line, Look

NOON = datetime(2010, 12, 10, 12, 0, tzinfo=UTC)
A_MONTH_BEFORE = NOON - timedelta(days=30)


def look(minutes=0, login="cm", page="portfolio PLP"):
    return Look(login, page, NOON + timedelta(minutes=minutes))


def test_a_first_visit_follows_nothing_unless_said_otherwise(store):
    assert attention.last_looked(store, look()) is None
    assert attention.last_looked(store, look(page="other"), A_MONTH_BEFORE) == A_MONTH_BEFORE


def test_a_reload_does_not_take_the_news_away(store):
    attention.last_looked(store, look(), A_MONTH_BEFORE)
    assert attention.last_looked(store, look(minutes=10)) == A_MONTH_BEFORE


def test_a_later_visit_is_told_what_came_since_the_one_before(store):
    attention.last_looked(store, look())
    attention.last_looked(store, look(minutes=10))
    assert attention.last_looked(store, look(minutes=24 * 60)) == NOON + timedelta(minutes=10)


def test_people_do_not_share_their_visits(store):
    attention.last_looked(store, look())
    assert attention.last_looked(store, look(minutes=60, login="other")) is None


def test_a_note_keeps_its_line_and_how_bad_it_was(store):
    written = Line("short:CPA-1:starts", "Asked the prime for a plan.", 4, NOON)
    attention.note(store, "cm", written)
    assert attention.noted(store, "cm") == {written.item: written}
    assert attention.noted(store, "other") == {}


def test_a_second_note_takes_the_place_of_the_first(store):
    attention.note(store, "cm", Line("x", "First.", 1, NOON))
    attention.note(store, "cm", Line("x", "Second.", 3, NOON))
    assert attention.noted(store, "cm")["x"].level == 3


def test_a_note_can_be_taken_back_and_taking_back_none_is_no_fault(store):
    attention.note(store, "cm", Line("x", "First.", 1, NOON))
    attention.unnote(store, "cm", "x")
    attention.unnote(store, "cm", "x")
    assert attention.noted(store, "cm") == {}
