"""Is what is awaited, ahead and past shown as it is, month by month?"""

from __future__ import annotations

from datetime import date

import pandas as pd

from monitoring import calendar_shown
from monitoring.narrative.calendar import calendar_finding
from monitoring.punctuality import Owes, coming, judge
from monitoring.vocabulary import Source

JANUARY = date(2009, 1, 1)
OWES = {name: Owes(JANUARY, None, Source.PROVIDER_MI, {}) for name in ("CPA-1", "CPA-2")}
CAME = pd.DataFrame(
    [
        ("CPA-1", "provider_mi", "", JANUARY, date(2009, 2, 5)),
        ("CPA-1", "provider_mi", "", date(2009, 2, 1), date(2009, 3, 10)),
        ("CPA-1", "partner", "A1", date(2009, 2, 2), date(2009, 2, 10)),
        ("CPA-2", "provider_mi", "", JANUARY, date(2009, 2, 7)),
    ],
    columns=["contract", "source", "arrangement", "period", "received_on"],
).assign(submission=1)
TODAY = date(2009, 3, 12)


def judged():
    rows = judge(CAME, OWES, TODAY)
    month = rows["period"].dt.to_period("M").dt.to_timestamp()
    return rows.assign(prime="Prime 1", month=month)


def test_what_is_awaited_comes_the_longest_overdue_first_with_a_line_to_paste():
    found = calendar_shown.awaited(judged())
    assert list(zip(found["whose"], found["days_late"], strict=True)) == [
        ("Partner A1", 18), ("Partner A1", 11), ("Provider MI", 5), ("Partner A1", 4)
    ]
    assert found["line"].iloc[2] == (
        "Provider MI of contract CPA-2 for February 2009 fell due on 7 March 2009 and has not been "
        "received."
    )
    assert found["line"].iloc[0] == (
        "Partner A1 of contract CPA-1 for week from 9 February 2009 fell due on 22 February 2009 "
        "and has not been received."
    )


def test_the_months_say_in_a_word_how_each_return_came():
    wide, months = calendar_shown.grid(judged())
    assert [f"{one:%Y-%m}" for one in months] == ["2009-03", "2009-02", "2009-01"]
    assert list(wide.columns) == ["contract", "whose", *months]  # the last month first
    rows = wide.set_index(["contract", "whose"])
    assert list(rows.loc["CPA-1", "Provider MI"][1:]) == ["3 d late", "in time"]
    assert rows.loc["CPA-2", "Provider MI"].iloc[1] == "LATE"
    assert rows.loc["CPA-1", "Partner A1"].iloc[1] == "1 of 4"


def test_the_finding_counts_what_is_overdue_and_names_the_next_deadline():
    ahead = coming(CAME, OWES, TODAY, date(2009, 4, 30))
    assert calendar_finding(judged(), ahead[ahead["source"].ne("partner")]) == (
        "2 returns are late and 2 returns are missing, from 2 contracts. "
        "Next: 2 returns fall due on 7 April 2009."
    )


def test_deadlines_ahead_are_told_together_by_day():
    ahead = coming(CAME, OWES, TODAY, date(2009, 4, 30))
    told = calendar_shown.ahead(ahead[ahead["source"].ne("partner")])
    assert [(f"{row.due_on:%d %b}", row.contracts, row.which) for row in told.itertuples()] == [
        ("07 Apr", 2, "CPA-1, CPA-2")
    ]


def test_every_deadline_has_a_key_of_its_own():
    ahead = coming(CAME, OWES, TODAY, date(2009, 6, 30))
    keys = [each.key for each in calendar_shown.deadlines(ahead)]
    assert len(set(keys)) == len(keys) == len(ahead)


def test_returns_in_time_are_counted_by_provider():
    found = calendar_shown.by_provider(judged()).set_index("whose")
    assert found.loc["Provider MI", ["fell_due", "in_time", "overdue"]].tolist() == [4, 2, 1]
    assert found.loc["Provider MI", "said"] == "2 of 4"
