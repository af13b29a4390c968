"""Do waiting times count those who still wait, so that a queue never looks like an improvement?"""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitoring.journeys import waiting
from monitoring.periods import By
from tests.tables import table

LIMIT = 28
TODAY = date(2009, 4, 30)


def spell(*pairs):
    """Give waits: how many days, and whether the client was seen then."""
    frame = pd.DataFrame(pairs, columns=["days", "seen"])
    return frame.assign(waiting=~frame["seen"], month=pd.Timestamp(2009, 1, 1))


def by_hand(rows):
    """Give the share still waiting after each day, multiplied out from the smallest table."""
    left, share = 1.0, {}
    for day in sorted({days for days, _ in rows}):
        at_risk = sum(1 for days, _ in rows if days >= day)
        seen = sum(1 for days, was in rows if days == day and was)
        left *= 1 - seen / at_risk
        share[day] = left
    return share


def test_the_smallest_table_is_as_worked_out_by_hand():
    # 6 referred. Day 7: 1 of 6 seen, 5/6. Day 14: one leaves unseen. Day 21: 2 of 4 seen, 5/12.
    # Day 30: 1 of 2 seen, 5/24; the last waits since 40 days.
    rows = spell((7, True), (14, False), (21, True), (21, True), (30, True), (40, False))
    curve = waiting.still_waiting(rows["days"], rows["seen"]).set_index("days")["share"]
    assert curve.to_dict() == pytest.approx({0: 1, 7: 5 / 6, 21: 5 / 12, 30: 5 / 24})
    found = waiting.waited(rows, LIMIT)
    assert (found.median_days, found.over_limit_share) == (21, pytest.approx(5 / 12))
    assert math.isnan(found.p90_days), "nine in ten are not seen yet"
    greenwood = 5 / 12 * math.sqrt(1 / (6 * 5) + 2 / (4 * 2))
    assert found.high - found.over_limit_share == pytest.approx(1.959964 * greenwood)


def test_leaving_out_those_who_wait_would_have_looked_faster():
    seen = [(10, True)] * 5
    rows = spell(*seen, *[(60, False)] * 5)
    assert waiting.waited(spell(*seen), LIMIT).median_days == 10
    assert waiting.waited(spell(*seen), LIMIT).over_limit_share == 0
    assert waiting.waited(rows, LIMIT).over_limit_share == pytest.approx(0.5)
    assert math.isnan(waiting.waited(rows, LIMIT).p90_days)


WAITS = st.lists(st.tuples(st.integers(0, 90), st.booleans()), min_size=1, max_size=25)
OPEN = st.lists(st.integers(0, 120), max_size=10)


def slower(before, after):
    """Say whether the second is not below the first; what is not reached is above everything."""
    return math.inf if math.isnan(after) else after >= (math.inf if math.isnan(before) else before)


@settings(deadline=None, max_examples=60)
@given(rows=WAITS, more=OPEN)
def test_adding_open_referrals_never_makes_it_look_faster(rows, more):
    first = waiting.waited(spell(*rows), LIMIT)
    then = waiting.waited(spell(*rows, *((days, False) for days in more)), LIMIT)
    assert slower(first.median_days, then.median_days)
    assert slower(first.p90_days, then.p90_days)
    assert then.over_limit_share >= first.over_limit_share - 1e-9


@settings(deadline=None, max_examples=60)
@given(rows=WAITS)
def test_it_is_what_multiplying_out_gives(rows):
    found = waiting.still_waiting(*(spell(*rows)[name] for name in ("days", "seen")))
    hand = by_hand(rows)
    for days, share in zip(found["days"].iloc[1:], found["share"].iloc[1:], strict=True):
        assert share == pytest.approx(hand[days])


def test_nobody_seen_is_not_known_and_nobody_referred_is_nothing():
    none = waiting.waited(spell((40, False), (50, False)), LIMIT)
    assert (none.started, none.waiting, none.over_limit_share) == (0, 2, 1.0)
    assert math.isnan(none.median_days)
    empty = waiting.waited(spell((1, True)).iloc[:0], LIMIT)
    assert (empty.referred, math.isnan(empty.over_limit_share)) == (0, True)


EPISODES = table("""
    episode | client_id | referred_on | month   | client_category
    0       | 1         | 2009-01-02  | 2009-01 | mandatory
    1       | 2         | 2009-01-05  | 2009-01 | mandatory
    2       | 3         | 2009-01-05  | 2009-01 | voluntary
    3       | 3         | 2009-02-05  | 2009-02 | voluntary
    4       | 4         | 2009-04-01  | 2009-04 | mandatory
""")
SEEN = pd.Series(pd.to_datetime(["2009-01-12", None, None, "2009-02-15", None]))
ENDED = pd.Series(pd.to_datetime([None, "2009-01-20", None, None, None]))


def test_a_wait_ends_when_the_client_is_seen_leaves_or_is_referred_again():
    rows = waiting.spells(EPISODES, SEEN, ENDED, TODAY)
    assert rows["days"].to_list() == [10, 15, 31, 10, 29]
    assert rows["waiting"].to_list() == [False, False, False, False, True]
    january = waiting.timeliness(rows, LIMIT, By.MONTH, date(2009, 1, 1)).iloc[0]
    parts = (january["referred"], january["started"], january["waiting"], january["left"])
    assert parts == (3, 1, 0, 2)
    whole = waiting.timeliness(rows, LIMIT, By.TOTAL, date(2009, 1, 1))
    assert whole["referred"].to_list() == [5]
    assert np.isclose(whole["over_limit_share"], 3 / 5)  # 2 of 5 seen on day 10; none after
