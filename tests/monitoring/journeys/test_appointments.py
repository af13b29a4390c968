"""Are missed appointments and used slots counted apart, and groups not at all?"""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from monitoring.journeys import appointments, deferred, followed_up
from tests.tables import table

PLANNED = {"1": 45, "2": 30}
ROWS = table("""
    client_id | scheduled_on | slot  | site | wfi_no | result    | minutes | mode       | done_on
    1         | 2009-03-17   | 11:00 | Main | 1      | attended  | 40      | individual |
    2         | 2009-03-17   | 11:00 | Main | 1      | fta       |         | individual | 2009-03-24
    3         | 2009-03-17   | 12:00 | Main | 2      | fta       |         | individual | 2009-03-25
    4         | 2009-03-17   |       | Main | 2      | attended  |         | warm_up    |
    5         | 2009-03-17   | 10:00 | Main | 2      | attended  | 60      | group      |
    6         | 2009-03-17   | 10:00 | Main | 2      | attended  | 60      | group      |
    7         | 2009-03-18   |       | Main | 1      | cancelled |         | individual |
    8         | 2009-03-18   |       | Main |        | attended  | 20      | individual |
    9         | 2009-03-10   |       | Main | 3      | fta       |         | individual |
""").rename(columns={"done_on": "followed_up_on"}).assign(
    month=pd.Timestamp(2009, 3, 1), slot=lambda f: f["slot"].fillna(""), client_category="mandatory"
)


def whole():
    return appointments.months(ROWS, PLANNED).iloc[0]


def test_of_two_booked_in_one_slot_one_missing_is_one_of_two_and_the_slot_is_used():
    pair = appointments.months(ROWS.head(2), PLANNED).iloc[0]
    assert (pair["fta"], pair["due"], pair["fta_rate"]) == (1, 2, 0.5)
    assert (pair["slots_used"], pair["slots"], pair["double_booked"]) == (1, 1, 1)


def test_every_interview_together_counts_slots_and_leaves_groups_and_the_cancelled_out():
    row = whole()
    assert pd.isna(row["wfi_no"])
    assert [row[n] for n in ("due", "attended", "fta", "cancelled")] == [6, 3, 3, 1]
    assert (row["group_sessions"], row["warm_ups"]) == (2, 1)
    assert [row[n] for n in ("slots", "slots_used", "double_booked")] == [2, 1, 1]
    assert row["slot_use"] == 0.5


def test_minutes_are_held_against_the_plan_where_they_are_on_record():
    row = whole()
    assert (row["minutes_planned"], row["minutes_held"], row["unmeasured"]) == (45, 40, 1)


def test_each_number_has_its_row_and_what_is_no_interview_stands_under_nought():
    rows = appointments.months(ROWS, PLANNED).set_index("wfi_no")
    assert rows.loc[2, ["due", "fta", "group_sessions"]].to_list() == [2, 1, 2]
    assert rows.loc[0, "attended"] == 1
    assert pd.isna(rows.loc[2, "slots"])


def test_slots_of_a_site_stand_on_its_first_row_only():
    parts = appointments.parts(
        ROWS.assign(client_category=["mandatory", "voluntary", *["mandatory"] * 7]), PLANNED
    )
    assert parts["slots"].fillna(-1).to_list() == [2, -1]
    assert parts["fta"].to_list() == [2, 1]


@pytest.mark.parametrize(("today", "state"), [(17, "still_time"), (18, "none")])
def test_a_missed_one_is_late_from_the_day_after_the_last_day_allowed(today, state):
    rows = followed_up.missed(ROWS, 7, date(2009, 3, today))
    assert rows["state"].to_list() == ["in_time", "late", state]


def test_what_nobody_followed_up_is_listed_by_age():
    rows = followed_up.missed(ROWS, 7, date(2009, 4, 8))
    month = followed_up.by_month(rows).iloc[0]
    assert [month[n] for n in ("ftas", "in_time", "late", "none", "still_time")] == [3, 1, 1, 1, 0]
    assert month["none_share"] == pytest.approx(1 / 3)
    assert followed_up.by_age(rows)["ftas"].to_list() == [0, 0, 1, 0, 0]  # 29 days
    assert followed_up.open_list(rows)["client_id"].to_list() == [9]


def test_a_deferral_runs_until_its_end_or_the_client_s_and_else_is_due_for_review():
    rows = table("""
        client_id | reason            | review_on  | to_on
        1         | awaiting          | 2009-04-30 |
        2         | awaiting          | 2009-04-01 |
        3         | awaiting          |            | 2009-04-07
        4         | Interview WAIVED  | 2009-04-01 | 2009-04-08
        5         | awaiting          | 2009-04-30 |
    """)
    left = pd.Series(pd.to_datetime([None] * 4 + ["2009-04-02"]))
    found = deferred.standing(rows, left, date(2009, 4, 8))
    assert found["state"].to_list() == ["running", "review_overdue", "ended", "running", "ended"]
    assert found["waiver"].to_list() == [False] * 3 + [True, False]
    reasons = deferred.by_reason(found, 10).set_index("reason")
    assert reasons.loc["", ["deferrals", "running", "review_overdue", "ended"]].to_list() == [
        5, 2, 1, 2,
    ]  # fmt: skip
    assert reasons.loc["", "share"] == 0.3
