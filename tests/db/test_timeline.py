"""Does the timeline of both logs show every act once, in order, page by page, and quickly?"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import insert

from db import doors, journal
from db.audit import timeline
from db.audit.noticed import noticed
from db.audit.timeline import Place, Sought
from db.chain import KEY_PURPOSE
from db.journal import Act, Deed
from db.models import AccessEntry, Publication
from db.publishing.request import CallError
from db.scope import OPERATOR, Principal
from monitoring.audit import OUT_OF_HOURS, REFUSED, Unusual
from tests.db.seeded import who
from tests.db.test_chain import START, chained

JANUARY = date(2009, 1, 31)
NIGHT = datetime(2009, 1, 14, 22, 0, tzinfo=UTC)


@pytest.fixture
def logged(full):
    """Give a store with publications by the hour, and acts at the same moments and between."""
    key = full.key(KEY_PURPOSE)
    with doors.owner(full) as session:
        session.execute(Publication.__table__.delete())
        session.execute(insert(Publication), chained(key, 1, 5) + chained(key, 2, 3))
    with doors.journal(full) as session:
        session.execute(insert(AccessEntry), [
            {"at": START + timedelta(minutes=30 * one), "by_user": f"p{one % 3}",
             "action": ("look", "export")[one % 2], "subject": "starts",
             "contract": f"CPA-{1 + one % 2}", "result": ("shown", "refused")[one % 2],
             "detail": f"{one} rows"}
            for one in range(1, 21)
        ])
    return full


def lines(store, sought=None, most=500, caller=OPERATOR):
    """Give what is found of January: the people were added and given roles in June."""
    wanted = sought or Sought()
    return timeline.found(store, caller, replace(wanted, last=wanted.last or JANUARY), most)


def test_both_logs_stand_in_one_list_the_latest_first_and_are_counted(logged):
    found = lines(logged)
    assert (len(found.lines), found.publications, found.access, found.more) == (28, 8, 20, False)
    assert [line.at for line in found.lines] == sorted(
        (line.at for line in found.lines), reverse=True
    )
    first, *_, last = found.lines
    assert (first.log, first.detail, last.log, last.detail) == (
        "access", "20 rows", "access", "1 rows"
    )  # fmt: skip
    assert {line.contract for line in found.lines} == {"CPA-1", "CPA-2"}


@pytest.mark.parametrize("size", [1, 3, 7])
def test_page_after_page_shows_every_line_once_also_at_one_moment(logged, size):
    seen, sought = [], Sought()
    while True:
        found = lines(logged, sought, size)
        seen += found.lines
        assert (found.publications, found.access) == (8, 20)
        if not found.more:
            break
        place = Place.read(found.lines[-1].place.text())
        assert place == found.lines[-1].place
        sought = Sought(before=place)
    assert seen == list(lines(logged).lines)


@pytest.mark.parametrize(
    "text", ["", "x", "20090101T000000.000000-other-0-1", "a-b-c-d", "1-access"]
)
def test_an_address_that_names_no_place_is_read_as_none(text):
    assert Place.read(text) is None


@pytest.mark.parametrize(
    ("sought", "access", "publications"),
    [
        (Sought(who="p1"), 7, 0),
        (Sought(who="operator"), 0, 6),  # two are of returns that no line of theirs tells of
        (Sought(what="export"), 10, 0),
        (Sought(what="submission"), 0, 8),
        (Sought(contract="CPA-1"), 10, 5),
        (Sought(result="refused"), 10, 0),
        (Sought(result="published"), 0, 8),
        (Sought(first=date(2009, 1, 2)), 0, 0),
        (Sought(first=date(2009, 1, 1), last=date(2009, 1, 1)), 20, 8),
        (Sought(last=date(2008, 12, 31)), 0, 0),
        (Sought(who="p1", what="export", contract="CPA-2"), 4, 0),
    ],
)
def test_what_is_looked_for_is_found_and_counted(logged, sought, access, publications):
    found = lines(logged, sought)
    assert (found.access, found.publications) == (access, publications)
    assert len(found.lines) == access + publications


def test_auditor_and_administrator_read_it_and_nobody_else(logged):
    for login in ("auditor", "admin"):
        assert len(lines(logged, caller=who(login)).lines) == 28
    for login in ("cm", "prime", "partner", "national", "evaluator", "stranger"):
        with pytest.raises(CallError, match="not yours"):
            lines(logged, caller=who(login))
    with pytest.raises(CallError, match="CPA-9 is not known"):
        lines(logged, Sought(contract="CPA-9"))


def test_many_refusals_in_a_day_and_files_taken_at_night_are_unusual(store):
    def act(deed, result, at, times, login="cm"):
        done = Act(action=deed, subject="x", result=result)
        for _ in range(times):
            journal.write(store, Principal(login, ""), done, at)

    act(Deed.OPEN, "refused", NIGHT - timedelta(hours=1), 6)
    act(Deed.OPEN, "refused", NIGHT, 4)
    act(Deed.OPEN, "refused", NIGHT, 9, "prime")
    act(Deed.EXPORT, "taken", NIGHT, 2)
    act(Deed.EXPORT, "taken", NIGHT - timedelta(hours=6), 5)
    act(Deed.EXPORT, "taken", NIGHT - timedelta(days=60), 5)
    found = noticed(store, NIGHT + timedelta(days=1))
    assert found.unusual == (
        Unusual(10, "cm", REFUSED, date(2009, 1, 14)), Unusual(2, "cm", OUT_OF_HOURS),
    )  # fmt: skip
    assert (found.checked, found.unsealed > 0) == (None, True)
