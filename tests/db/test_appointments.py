"""Does AT-09 hold from the store to the report, on both engines?"""

from __future__ import annotations

from datetime import date

import pytest

from db import rules
from db.scope import OPERATOR
from monitoring.parameters import Setting
from tests.db.returns import send
from tests.db.seeded import who
from tests.db.test_client_mix import UNSIGHTED
from tests.db.travelled import NOW, rows, with_people
from tests.stores import ENGINES, SQLITE

MARCH = {"first": date(2009, 3, 1), "last": date(2009, 3, 1)}
DEFERRAL = "contract,client_ref,from_on,reason,review_on\nCPA-1,R-1,{day},Interview waived,{then}\n"


@pytest.fixture(params=ENGINES, scope="module")
def filled(request, copies):
    """Give a store with clients to follow, once on each engine; nothing changes it."""
    with copies.lent(request.param, with_people) as store:
        yield store


@pytest.fixture
def mine(copies):
    """Give one that a test may change."""
    with copies.lent(SQLITE, with_people) as store:
        yield store


def test_two_in_one_slot_are_one_of_two_by_appointment_and_one_of_one_by_slot(filled):
    whole, first, third = rows(filled, "appointments", **MARCH)
    assert whole["wfi_no"] is None
    assert [first[n] for n in ("wfi_no", "due", "attended", "fta")] == [1, 2, 1, 1]
    assert (first["fta_rate"], third["fta"]) == (0.5, 1)
    # R-1 stayed away from a slot of its own, so one of two slots was used
    assert [whole[n] for n in ("slots", "slots_used", "double_booked")] == [2, 1, 1]


def test_a_group_session_adds_none_to_the_interviews_and_ten_to_what_is_not_permitted(filled):
    found = rows(filled, "appointments", first=date(2009, 2, 1), last=date(2009, 2, 1))
    second = next(row for row in found if row["wfi_no"] == 2)
    assert (second["due"], second["attended"], second["group_sessions"]) == (1, 1, 10)
    assert second["minutes_planned"] == 30
    parts = rows(filled, "appointments", detail=True)
    told = {(row["site"], row["client_category"]): row["fta"] for row in parts}
    assert told == {("Main", "mandatory"): 1, ("Main", "voluntary"): 1}


def test_a_missed_one_without_follow_up_is_listed_and_one_on_the_seventh_day_is_not(filled):
    [month] = rows(filled, "follow-ups")
    counts = [month[name] for name in ("ftas", "in_time", "late", "none", "days_allowed")]
    assert counts == [2, 1, 0, 1, 7]
    [listed] = rows(filled, "follow-ups", detail=True)
    assert (listed["client_ref"], listed["scheduled_on"]) == ("R-1", "2009-03-10")
    assert sum(row["ftas"] for row in rows(filled, "unfollowed")) == 1


def test_deferrals_are_counted_by_reason_and_listed(filled):
    whole, *reasons = rows(filled, "deferrals")
    assert [whole[n] for n in ("reason", "deferrals", "running", "ended")] == [None, 2, 1, 1]
    assert {row["reason"] for row in reasons} == {"awaiting treatment", "bereavement"}
    first = rows(filled, "deferrals", detail=True)[0]
    assert (first["client_ref"], first["state"]) == ("R-12", "running")


@pytest.mark.parametrize("name", ["appointments", "follow-ups", "unfollowed", "deferrals"])
def test_nobody_is_followed_for_who_sees_no_clients(filled, name):
    assert [login for login in UNSIGHTED if rows(filled, name, who(login))] == []


def waive(store, day, then="2009-03-31"):
    data = DEFERRAL.format(day=day, then=then).encode()
    return send(store, "deferrals", data, now=NOW)


def test_a_waiver_on_the_last_day_stands_and_one_a_day_later_is_refused(mine):
    assert waive(mine, "2008-10-26").status == "published"
    late = waive(mine, "2008-10-27")
    assert late.status == "refused"
    [problem] = [each for each in late.problems if each.rule == "waived_too_late"]
    assert (problem.row, problem.column) == (2, "from_on")
    assert "until 26 October 2008" in problem.message
    assert [row["from_on"] for row in rows(mine, "deferrals", detail=True) if row["waiver"]] == [
        "2008-10-26"
    ]


def test_the_last_day_of_waivers_is_the_contract_s_own(mine):
    setting = Setting("waiver_last_date", "2008-12-31", date(2008, 1, 1), "Schedule 4")
    rules.set_parameter(mine, OPERATOR, "CPA-1", setting, NOW)
    assert waive(mine, "2008-10-27").status == "published"
