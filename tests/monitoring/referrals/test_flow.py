"""Are referrals set beside what was anticipated without inventing either?"""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from monitoring.narrative import flow as words
from monitoring.periods import By
from monitoring.referrals import flow, shown, weeks
from tests.tables import table

EXPECTED = table("""
    month   | client_category | value
    2009-01 | mandatory       | 30
    2009-01 | mandatory       | 10
    2009-01 | voluntary       | 10
    2009-02 | mandatory       | 60
""")
PROFILED = table("""
    month   | client_category | value
    2009-01 | all             | 999
    2009-02 | all             | 80
    2009-03 | all             | 90
""")
COUNTED = table("""
    month   | client_category | referrals | source | origin
    2009-01 | all             | 45        | lms    | counted
    2009-01 | mandatory       | 42        | lms    | counted
    2009-01 | voluntary       | 3         | lms    | counted
    2009-02 | all             | 70        | lms    | counted
""")


def against(by=By.MONTH):
    known = flow.anticipated(EXPECTED, PROFILED)
    return flow.against_anticipated(COUNTED, known, by, date(2009, 1, 1))


def row(rows, month, category="all"):
    [found] = rows[(rows["month"] == month) & (rows["client_category"] == category)].to_dict(
        "records"
    )
    return found


def test_offices_are_summed_and_the_profile_stands_in_only_where_nothing_was_expected():
    known = flow.anticipated(EXPECTED, PROFILED).set_index(["month", "client_category"])
    january, february, march = (pd.Timestamp(2009, month, 1) for month in (1, 2, 3))
    assert known.loc[(january, "mandatory"), "anticipated"] == 30 + 10
    assert tuple(known.loc[(january, "all")]) == (50, "expected_referrals")
    assert tuple(known.loc[(february, "all")]) == (80, "profile"), "voluntary is not known"
    assert tuple(known.loc[(march, "all")]) == (90, "profile")


def test_variance_and_share_are_of_the_month_and_mandatory_stands_beside_what_was_assumed():
    first = row(against(), "2009-01")
    assert (first["variance"], first["share"]) == (45 - 50, 45 / 50)
    assert first["mandatory_share"] == pytest.approx(42 / 45)
    assert first["assumed_share"] == pytest.approx(40 / 50)
    assert row(against(), "2009-01", "mandatory")["variance"] == 42 - 40


def test_a_month_not_counted_keeps_what_is_anticipated_and_stays_out_of_sums():
    march = row(against(), "2009-03")
    assert march["anticipated"] == 90
    assert pd.isna(march["referrals"])
    assert march["months_missing"] == 1
    quarter = row(against(By.QUARTER), "2009-01")
    assert (quarter["referrals"], quarter["anticipated"]) == (45 + 70, 50 + 80)
    assert quarter["months_missing"] == 1
    assert quarter["anticipated_from"] == "expected_referrals, profile"


def test_the_benefit_change_parts_the_months():
    months = pd.Series(pd.to_datetime(["2008-09-01", "2008-10-01", "2008-11-01"]))
    assert flow.beside_cut_over(months, date(2008, 10, 27)) == ["before", "during", "from"]


def test_the_finding_says_how_many_fewer_and_of_how_many():
    said = words.flow_finding(against())
    assert said == (
        "70 were referred in February 2009, 10 fewer than anticipated. Over all months with both "
        "figures, 88.5% (115 of 130) of those anticipated came."
    )
    assert words.flow_finding(against().iloc[:0]) == "No referral is on record yet."


EPISODES = table("""
    episode | client_id | referred_on | month   | client_category | benefit | office
    0       | 1         | 2009-03-30  | 2009-03 | mandatory       | ESA     | North
    1       | 2         | 2009-04-01  | 2009-04 | mandatory       |         | North
    2       | 3         | 2009-04-05  | 2009-04 | voluntary       | IB      | South
    3       | 4         | 2009-04-06  | 2009-04 | mandatory       | ESA     |
""").assign(office=lambda f: f["office"].fillna(""), benefit=lambda f: f["benefit"].fillna(""))


def test_weeks_begin_on_monday_and_add_up_as_months_do():
    rows = weeks.told_apart(EPISODES)
    by_week = weeks.summed(rows, "week", "client_category").set_index("week")["all"]
    assert by_week.to_dict() == {pd.Timestamp(2009, 3, 30): 3, pd.Timestamp(2009, 4, 6): 1}
    assert weeks.summed(rows, "month", "office")["all"].to_list() == [1, 3]
    offices = weeks.by_office(rows)
    assert offices["office"].to_list() == ["North", "South", "not said"]
    told, names = shown.offices(rows, "week")
    assert list(names.values()) == ["North", "South", "not said"]
    assert told["week"].is_monotonic_decreasing
    assert shown.benefits(rows, "month")[1]["ESA"].startswith("Employment and Support")
