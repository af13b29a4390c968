"""Do the reports that follow clients say what can be counted by hand, on both engines?"""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from db.publishing.request import CallError
from monitoring.periods import By
from tests.db.seeded import who
from tests.db.test_client_mix import SIGHTED, UNSIGHTED
from tests.db.travelled import BEFORE, rows, with_people
from tests.stores import ENGINES

JANUARY = {"first": date(2009, 1, 1), "last": date(2009, 1, 1)}
NAMES = ("timeliness", "waits", "journey", "interviews", "deviation", "assessments", "ineligible",
         "minimum-service", "services")  # fmt: skip


@pytest.fixture(params=ENGINES, scope="module")
def filled(request, copies):
    """Give a store with clients to follow, once on each engine; nothing changes it."""
    with copies.lent(request.param, with_people) as store:
        yield store


def test_waits_count_those_who_still_wait(filled):
    [january] = rows(filled, "timeliness", **JANUARY)
    # 4 days, 7 days (ten), 28 days; R-14 waits since 20 January
    counts = [january[name] for name in ("referred", "started", "waiting", "left")]
    assert counts == [13, 12, 1, 0]
    assert (january["median_days"], january["p90_days"]) == (7, 28)
    assert january["over_limit_share"] == pytest.approx(1 / 13)
    assert (january["limit_days"], january["source"]) == (28, "lms")
    [february] = rows(filled, "timeliness", first=date(2009, 2, 1), last=date(2009, 2, 1))
    assert [february[n] for n in ("referred", "started", "waiting", "left")] == [3, 1, 1, 1]
    assert february["over_limit_share"] == 1


def test_as_at_an_earlier_day_nothing_was_known_of_it(filled):
    assert rows(filled, "timeliness", as_at=BEFORE) == []
    assert rows(filled, "journey", as_at=datetime(2009, 3, 16, tzinfo=UTC)) == []


def test_a_cohort_is_followed_to_the_end(filled):
    steps = {row["step"]: row for row in rows(filled, "journey", **JANUARY)}
    assert [steps[name]["people"] for name in ("referred", "received", "wfi_1", "wfi_2")] == [
        13, 13, 12, 1,
    ]  # fmt: skip
    told = [steps[name]["people"] for name in ("provision", "job_started", "claimed", "paid")]
    assert told == [3, 2, 2, 1]
    assert steps["sustained"]["people"] == 0
    assert steps["wfi_1"]["median_days"] == 5  # ten in 5 days, one in 1, one in 26
    by_month = rows(filled, "journey", by=By.MONTH)
    assert [row["people"] for row in by_month if row["step"] == "referred"] == [13, 3, 1]


def test_interviews_fall_due_by_the_one_before_and_the_overdue_are_listed(filled):
    months = {(row["month"], row["wfi_no"]): row for row in rows(filled, "interviews")}
    first = months["2009-02", 2]  # R-1 on 3 February, held on the 10th; ten on 9 February, in group
    assert [first[n] for n in ("due", "held", "on_time", "overdue")] == [11, 1, 0, 10]
    assert months["2009-03", 3]["overdue"] == 1  # R-1 on 10 March
    assert months["2009-03", 2]["ended"] == 1  # R-16 on 9 March, left on the 20th
    assert months["2009-04", 2]["deferred"] == 1  # R-12 on 14 April, put off until 29 May
    late = rows(filled, "interviews", detail=True)
    assert len(late) == 11
    assert late[-1] | {"contract": ""} == {
        "contract": "", "client_ref": "R-1", "wfi_no": 3, "due_on": "2009-03-10",
        "days_overdue": 51, "site": "Main",
    }  # fmt: skip
    held = {row["from_due"]: row["held"] for row in rows(filled, "deviation")}
    assert held["Up to a week late"] == sum(held.values()) == 1


def test_assessments_ineligible_starts_and_services_are_counted(filled):
    wca, wfhra = rows(filled, "assessments")
    assert (wca["kind"], wca["requested"], wca["open"], wca["oldest_open_days"]) == (
        "WCA", 2, 1, 115,
    )  # fmt: skip
    assert wfhra["median_days"] == 48
    lost = {row["month"]: row for row in rows(filled, "ineligible")}
    assert (lost["2009-02"]["starts"], lost["2009-02"]["eligible"]) == (1, 0)
    assert (lost["2009-02"]["minutes"], lost["2009-02"]["provision"]) == (30, 1)
    assert lost["2009-02"]["eligible_conversion"] is None
    assert lost["2009-01"]["job_outcomes"] == 2
    whole, main = rows(filled, "minimum-service")
    assert whole["site"] is None
    assert [whole[n] for n in ("starts", "met", "behind", "on_course", "left_short")] == [
        13, 0, 11, 1, 1,
    ]  # fmt: skip
    assert (main["site"], main["cmp"]) == ("Main", 1)
    each = {row["client_ref"]: row["state"] for row in rows(filled, "minimum-service", detail=True)}
    assert (each["R-1"], each["R-12"], each["R-16"]) == ("behind", "on_course", "left_short")
    any_service, club = rows(filled, "services")
    assert (club["service"], club["referred"], club["attended"]) == ("Job club", 3, 2)
    assert any_service["mandatory_share"] == pytest.approx(2 / 13)


@pytest.mark.parametrize("name", NAMES)
def test_nobody_is_followed_for_who_sees_no_clients(filled, name):
    assert [login for login in UNSIGHTED if rows(filled, name, who(login))] == []
    assert rows(filled, name, who(SIGHTED[0])) == rows(filled, name)


def test_an_unknown_contract_is_told_as_one_that_is_not_yours(filled):
    with pytest.raises(CallError) as unknown:
        rows(filled, "journey", who("cm"), contract="CPA-9")
    with pytest.raises(CallError) as other:
        rows(filled, "journey", who("cm"), contract="CPA-2")
    assert str(unknown.value).replace("CPA-9", "") == str(other.value).replace("CPA-2", "")
