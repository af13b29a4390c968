"""Do interviews fall due as AT-09 says, and does each stand in one state?"""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from monitoring.journeys import schedule, services
from monitoring.journeys.steps import WFI

DAYS = 28
TODAY = date(2009, 3, 20)


def held(*days):
    """Give one referral's interviews by the days they were held."""
    every = zip(WFI, [*days, *[None] * (5 - len(days))], strict=True)
    return pd.DataFrame({name: pd.to_datetime(pd.Series([day])) for name, day in every})


def due(known, anchor="last_attended"):
    found = schedule.due_dates(known, DAYS, anchor).iloc[0]
    return [f"{day:%d %B}".lstrip("0") for day in found]


def test_each_is_due_28_days_after_the_one_before():
    assert due(held("2009-01-06")) == ["3 February", "3 March", "31 March", "28 April"]


def test_one_held_late_moves_those_after_it():
    assert due(held("2009-01-06", "2009-02-10")) == [
        "3 February", "10 March", "7 April", "5 May",
    ]  # fmt: skip


def test_counted_from_the_first_a_late_one_moves_nothing():
    assert due(held("2009-01-06", "2009-02-10"), "first") == [
        "3 February", "3 March", "31 March", "28 April",
    ]  # fmt: skip


def stands(known, ended=None, deferred=None, owed=5, today=TODAY):
    until = pd.DataFrame({"ended_on": [ended], "deferred_until": [deferred]})
    until = until.apply(pd.to_datetime)
    return schedule.interviews(
        known, schedule.due_dates(known, DAYS, "last_attended"), pd.Series([owed]), until, today
    )


@pytest.mark.parametrize(
    ("said", "states"),
    [
        ({}, ["held", "overdue", "later", "later"]),
        ({"today": date(2009, 3, 10)}, ["held", "coming", "later", "later"]),
        ({"deferred": "2009-03-20"}, ["held", "deferred", "later", "later"]),
        ({"deferred": "2009-03-19"}, ["held", "overdue", "later", "later"]),
        ({"ended": "2009-03-12"}, ["held", "ended", "later", "later"]),
        ({"ended": "2009-03-10"}, ["held", "later", "later", "later"]),
        ({"owed": 2}, ["held"]),
        ({"owed": 0}, []),
    ],
)
def test_an_interview_owed_stands_in_one_state(said, states):
    assert stands(held("2009-01-06", "2009-02-10"), **said)["state"].to_list() == states


def test_timeliness_is_of_those_due_and_the_late_are_listed():
    rows = stands(held("2009-01-06", "2009-02-10"))
    months = schedule.by_month(rows).set_index("wfi_no")
    assert months["due"].to_list() == [1, 1]
    assert months["on_time"].to_list() == [0, 0]
    assert months.loc[2, "median_deviation"] == 7
    assert schedule.overdue(rows, TODAY)["days_overdue"].to_list() == [10]
    bands = schedule.deviation(rows).set_index("band")["held"]
    assert bands["Up to a week late"] == 1
    assert bands.sum() == 1


def test_the_least_owed_is_met_short_behind_or_on_course():
    known = pd.concat([held(*["2009-01-06"] * 5), held("2009-01-06"), held("2009-01-06"),
                       held("2009-01-06")], ignore_index=True)  # fmt: skip
    ended = pd.Series(pd.to_datetime(["2009-03-01", "2009-03-01", None, None]))
    late = pd.Series([False, False, True, False])
    state = services.minimum(known, pd.Series([5] * 4), late, ended)
    assert state.to_list() == ["met", "left_short", "behind", "on_course"]
    sites, offered = ["Main", "Main", "", "Main"], [True, False, False, False]
    rows = services.by_site(pd.DataFrame({"site": sites, "state": state, "cmp": offered}))
    rows = rows.set_index("site")
    assert rows.loc["", "starts"] == 4
    assert rows.loc["", "met_share"] == 0.5
    assert rows.loc["not said", "behind"] == 1
