"""Does the sender see who has opened a return, and when, on both engines?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from db.openings import note_opening, openings
from db.scope import Principal
from monitoring.vocabulary import Role

NOON = datetime(2009, 6, 10, 12, 0, tzinfo=UTC)
CM = Principal("cm", "Contract manager, Area 1")
TPPM = Principal("tppm", "TPPM, Area 1")


def test_everybody_who_opened_it_is_told_by_role_with_first_and_last(store):
    note_opening(store, CM, [Role.CM], 7, NOON)
    note_opening(store, TPPM, [Role.TPPM], 7, NOON + timedelta(hours=1))
    note_opening(store, CM, [Role.CM], 7, NOON + timedelta(days=1))
    assert [(one.roles, one.first_at, one.last_at) for one in openings(store, 7)] == [
        ((Role.CM,), NOON, NOON + timedelta(days=1)),
        ((Role.TPPM,), NOON + timedelta(hours=1), NOON + timedelta(hours=1)),
    ]


def test_nobody_has_opened_another_return(store):
    note_opening(store, CM, [Role.CM], 7, NOON)
    assert openings(store, 8) == []


def test_looking_again_within_a_minute_writes_nothing(store):
    note_opening(store, CM, [Role.CM], 7, NOON)
    note_opening(store, CM, [Role.CM], 7, NOON + timedelta(seconds=20))
    assert openings(store, 7)[0].last_at == NOON
