"""Who still waits, for how long, and when are they due?"""

from __future__ import annotations

from datetime import date

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from monitoring.narrative import flow as words
from monitoring.referrals import backlog, shown
from tests.tables import table

TODAY = date(2009, 4, 30)
EPISODES = table("""
    episode | client_id | referred_on | notified_on
    0       | 1         | 2009-04-23  | 2009-04-24
    1       | 2         | 2009-04-16  | 2009-04-17
    2       | 3         | 2009-04-02  |
    3       | 4         | 2009-01-01  | 2009-01-02
    4       | 5         | 2009-04-01  | 2009-04-02
    5       | 6         | 2009-02-01  | 2009-02-02
    6       | 6         | 2009-04-20  | 2009-05-02
    7       | 7         | 2009-03-01  | 2009-03-02
""")
SEEN = pd.Series(pd.to_datetime([None] * 4 + ["2009-04-15"] + [None] * 3))
ENDED = pd.Series(pd.to_datetime([None] * 7 + ["2009-04-01"]))


def waiting():
    return backlog.unseen(EPISODES, SEEN, ENDED)


def test_those_seen_ended_or_referred_again_do_not_wait():
    assert waiting()["client_id"].to_list() == [1, 2, 3, 4, 6]


def test_a_wait_belongs_to_the_band_it_ends_and_every_band_is_shown():
    rows = backlog.by_age(waiting(), TODAY)
    assert rows["waiting"].to_list() == [1, 2, 1, 0, 0, 1]  # 7; 10 and 14; 28 days; 119 days
    assert rows["waited"].to_list() == list(backlog.BANDS)
    assert rows["oldest_days"].fillna(-1).to_list() == [7, 14, 28, -1, -1, 119]


def test_only_those_notified_by_today_are_ahead_and_whoever_is_late_stands_first():
    sites = pd.Series({0: "Main", 1: "", 3: "Main"})
    rows = backlog.look_ahead(waiting(), sites, 28, TODAY)
    assert rows["site"].to_list() == ["Main", "not said", "Main"]
    assert rows["referrals"].to_list() == [1, 1, 1]
    told, names = shown.ahead(rows)
    weeks = ["Past the limit", "Week of 11 May 2009", "Week of 18 May 2009"]
    assert told["when"].to_list() == weeks
    assert sorted(names.values()) == ["Main", "not said"]
    said = words.weeks_finding(rows.assign(days_allowed=28))
    assert said == (
        "1 referral is past the 28 days allowed to a first interview; 2 are due in the weeks ahead."
    )


@given(st.lists(st.integers(0, 400), max_size=30))
def test_bands_add_up_to_everybody_who_waits(days):
    day = pd.Timestamp(TODAY)
    referred = [day - pd.Timedelta(days=each) for each in days]
    frame = pd.DataFrame({"referred_on": pd.Series(referred, dtype="datetime64[us]")})
    rows = backlog.by_age(frame, TODAY)
    assert rows["waiting"].sum() == len(days)
    assert rows["oldest_days"].max() == max(days) if days else rows["oldest_days"].isna().all()
