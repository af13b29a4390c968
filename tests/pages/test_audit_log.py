"""Does the auditor find who did what, page by page, and take it away marked?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert

from db import doors, journal, people
from db.audit import heads, sealing, timeline
from db.journal import Act, Deed
from db.models import AccessEntry
from db.scope import OPERATOR
from pages.shared import exports, loaders
from tests.pages.conftest import add_people, words
from tests.pages.test_exports import read

NOW = datetime(2009, 6, 10, 12, 0, tzinfo=UTC)  # a Wednesday
AUDITOR = (("auditor", "Internal audit", "AUDITOR", people.Place()),)


@pytest.fixture
def page(sample, opened, monkeypatch):
    """Give a function that opens the page as the auditor, on a day in June 2009."""
    add_people(sample, AUDITOR)
    monkeypatch.setattr(loaders, "now", lambda: NOW)

    def opening(login="auditor", **address):
        at = opened("audit_log", login, **address)
        assert not at.exception
        return at

    return opening


def acts(store, *, times=1, result="refused", at=NOW):
    rows = [{"at": at - timedelta(seconds=one), "by_user": "cm", "action": "open", "subject": "x",
             "contract": "CPA-1", "result": result, "detail": f"number {one}"}
            for one in range(times)]
    with doors.journal(store) as session:
        session.execute(insert(AccessEntry), rows)


def shown(at):
    [table] = [each.value for each in at.dataframe]
    return table


def test_both_logs_stand_in_one_table_and_how_they_stand_in_a_sentence(sample, page):
    at = page()
    assert "Nobody has checked the logs yet" in words(at)
    assert "Nothing unusual in the last 31 days" in words(at)
    table = shown(at)
    assert {"submission", "grant", "add person"} <= set(table["what"])
    assert "Contract manager, Areas 1 and 2" not in set(table["who"])
    assert set(table["who"]) == {"Local operator", ""}  # benchmarks follow from returns
    assert heads.verify(sample).broken is None


def test_the_page_says_what_the_last_check_found(sample, page):
    checked = Act(action=Deed.VERIFY, subject="both logs", result="verified", detail="as written")
    journal.write(sample, OPERATOR, checked, NOW)
    sealing.seal_all(sample, OPERATOR, NOW)
    said = "Both logs were as they were written when last checked, on 10 June 2009 at 13:00."
    assert said in words(page())
    broken = Act(action=Deed.VERIFY, subject="both logs", result="broken",
                 detail="Access entry 3: it is missing.")
    journal.write(sample, OPERATOR, broken, NOW + timedelta(hours=1))
    assert "Access entry 3: it is missing." in words(page())
    assert "Broken" in words(page())


def test_many_refusals_come_first_and_the_table_goes_on_page_by_page(sample, page):
    acts(sample, times=120)
    at = page()
    assert "Contract manager, Areas 1 and 2 was refused 120 times on 10 June 2009." in words(at)
    assert len(shown(at)) == timeline.PAGE
    assert shown(at)["detail"].iloc[0] == "number 0"
    after = next(each for each in at.button if each.label == "Earlier").click().run()
    assert shown(after)["detail"].iloc[0] == f"number {timeline.PAGE}"
    assert after.query_params["before"]
    back = next(each for each in after.button if each.label == "Latest").click().run()
    assert shown(back)["detail"].iloc[0] == "number 0"


def test_what_is_looked_for_stands_in_the_address_without_a_login(sample, page):
    acts(sample, times=3)
    with doors.scoped_session(sample, OPERATOR) as session:
        number = next(str(one) for one, login, _ in people.numbered(session) if login == "cm")
    at = page(who=number, result="refused")
    assert "3 access entries and 0 publications." in words(at)
    assert set(shown(at)["who"]) == {"Contract manager, Areas 1 and 2"}
    at = page(what="grant", **{"from": "2009-06-01", "to": "2009-06-30"})
    assert set(shown(at)["what"]) == {"grant"}
    nothing = page(what="restore")
    assert "Nothing was done or published that answers this" in words(nothing)


def test_what_is_taken_away_is_all_that_is_looked_for_marked_and_written_down(sample, page,
                                                                              monkeypatch):
    offered = []
    monkeypatch.setattr(exports, "offer", lambda _label, export: offered.append(export))
    acts(sample, times=70)
    page(result="refused")
    table = read(offered[-1].make())
    assert table[0] == list(timeline.COLUMNS)
    assert [row[5] for row in table[1:71]] == ["refused"] * 70
    assert ["handling", "OFFICIAL"] in table
    assert ["result", "refused"] in table
    assert offered[-1].subject == "audit log"


def test_nobody_else_opens_it_and_that_is_written_down(sample, page):
    for login in ("cm", "prime-1", "national"):
        assert [each.value for each in page(login).title] == ["Not found"]
    found = timeline.found(sample, OPERATOR, timeline.Sought(what="open"))
    assert [(line.who, line.subject, line.result) for line in found.lines] == [
        (login, "page audit_log", "refused") for login in ("national", "prime-1", "cm")
    ]


def test_a_choice_that_is_not_there_is_not_found(page):
    for address in ({"who": "9999"}, {"contract": "CPA-9"}):
        assert [each.value for each in page(**address).title] == ["Not found"]
