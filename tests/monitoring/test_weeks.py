"""Do weeks add up to months without a week lost or counted twice?"""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from monitoring.weeks import COUNTS, into_months, month_of


def weeks(*rows):
    return pd.DataFrame(
        [
            dict.fromkeys(COUNTS, 0)
            | {"contract": "CPA-1", "arrangement": "A1", "week_starting": day, "referrals": count}
            for day, count in rows
        ],
        columns=["contract", "arrangement", "week_starting", *COUNTS],
    )


def told(frame):
    names = ["month", "referrals", "weeks", "weeks_missing", "overlap"]
    return [
        (f"{row.month:%Y-%m}", None if pd.isna(row.referrals) else row.referrals, *row[2:])
        for row in frame[names].itertuples(index=False)
    ]


def test_a_week_belongs_to_the_month_of_its_fourth_day():
    assert month_of(date(2009, 3, 30)) == date(2009, 4, 1)
    assert month_of(date(2009, 4, 27)) == date(2009, 4, 1)
    assert month_of(date(2009, 4, 28)) == date(2009, 5, 1)


def test_weeks_add_up_to_months():
    given = weeks(
        (date(2009, 3, 23), 4), (date(2009, 3, 30), 6), (date(2009, 4, 6), 1),
        (date(2009, 4, 13), 2), (date(2009, 4, 20), 3), (date(2009, 4, 27), 5),
    )
    assert told(into_months(given)) == [
        ("2009-03", 4, 1, 0, False),
        ("2009-04", 17, 5, 0, False),
    ]


def test_weeks_that_did_not_come_are_counted_in_their_month():
    given = weeks((date(2009, 3, 23), 4), (date(2009, 4, 20), 3))
    assert told(into_months(given)) == [
        ("2009-03", 4, 1, 0, False),
        ("2009-04", 3, 1, 3, False),
    ]


def test_a_month_of_which_no_week_came_is_there_and_unknown():
    given = weeks((date(2009, 3, 23), 4), (date(2009, 5, 4), 3))
    assert told(into_months(given))[1] == ("2009-04", None, 0, 5, False)


def test_a_week_without_a_count_makes_its_month_unknown():
    assert told(into_months(weeks((date(2009, 4, 6), 2), (date(2009, 4, 13), None)))) == [
        ("2009-04", None, 2, 0, False)
    ]


def test_days_returned_twice_are_never_added():
    given = weeks((date(2009, 4, 6), 2), (date(2009, 4, 8), 3))
    assert told(into_months(given)) == [("2009-04", None, 2, 0, True)]


def test_no_week_gives_no_month():
    assert into_months(weeks()).empty


@given(
    st.dates(date(2008, 1, 1), date(2010, 1, 1)),
    st.lists(st.integers(0, 60), min_size=1, max_size=60),
)
def test_no_week_is_lost_or_counted_twice(first, counts):
    rows = [(first + timedelta(days=7 * at), count) for at, count in enumerate(counts)]
    months = into_months(weeks(*rows))
    assert months["referrals"].sum() == sum(counts)
    assert months["weeks"].sum() == len(counts)
    assert months["weeks_missing"].sum() == 0
