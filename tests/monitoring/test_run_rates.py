"""What rate would still meet the profile, and where does the present one end?"""

import math
from datetime import date

import pytest

from monitoring.frames import PROFILE as PROFILE_FRAME
from monitoring.profiles import against_profile
from monitoring.run_rates import projection, run_rate_needed
from tests.tables import table

PROFILE = table("""
    month   | profile
    2009-01 | 40
    2009-02 | 100
    2009-03 | 160
    2009-04 | 100
    2009-05 | 100
    2009-06 | 100
""")
ACTUALS = table("""
    month   | actual
    2009-01 | 38
    2009-02 | 60
    2009-03 | 80
""")


def test_the_rate_needed_is_what_is_left_over_the_months_left():
    needed = run_rate_needed(against_profile(PROFILE, ACTUALS))
    assert (needed.profile_total, needed.actual_to_date, needed.months_left) == (600, 178, 3)
    assert needed.needed == pytest.approx((600 - 178) / 3)
    assert needed.months_to == date(2009, 3, 1)


def test_the_projection_is_the_mean_of_the_last_three_months_returned_and_says_which():
    ends = projection(against_profile(PROFILE, ACTUALS))
    assert ends.monthly_rate == pytest.approx((38 + 60 + 80) / 3)
    assert ends.months_used == (date(2009, 1, 1), date(2009, 2, 1), date(2009, 3, 1))
    assert ends.projected_total == pytest.approx(178 + 3 * (178 / 3))
    assert ends.share_of_profile == pytest.approx(356 / 600)


def test_a_gap_is_stated_and_older_months_take_its_place():
    gap = against_profile(
        PROFILE,
        table("""
        month   | actual
        2009-01 | 38
        2009-02 | 60
        2009-03 |
        2009-04 | 80
    """),
    )
    assert run_rate_needed(gap).months_missing == 1
    assert projection(gap).months_used == (date(2009, 1, 1), date(2009, 2, 1), date(2009, 4, 1))
    assert projection(gap).months_left == 2


def test_a_profile_already_met_needs_nothing_more():
    met = against_profile(PROFILE, ACTUALS.assign(actual=300))
    assert run_rate_needed(met).needed == 0


def test_no_rate_can_meet_it_when_no_month_is_left():
    over = against_profile(PROFILE.iloc[:3], ACTUALS)
    assert run_rate_needed(over).months_left == 0
    assert math.isnan(run_rate_needed(over).needed)


def test_before_anything_is_returned_every_month_is_left_and_nothing_projected():
    months = against_profile(PROFILE, ACTUALS.iloc[:0])
    assert run_rate_needed(months).needed == 100
    assert run_rate_needed(months).months_to is None
    assert math.isnan(projection(months).projected_total)


def test_without_a_profile_the_contracts_end_still_gives_a_projection():
    months = against_profile(PROFILE_FRAME.empty(), ACTUALS)
    assert math.isnan(run_rate_needed(months).needed)
    assert run_rate_needed(months).months_left == 0
    assert projection(months, last_month=date(2009, 4, 1)).projected_total == pytest.approx(
        178 + 178 / 3
    )
    assert math.isnan(projection(months).share_of_profile)


def test_a_contract_with_neither_a_profile_nor_a_return_has_no_month_to_count_from():
    nothing = against_profile(PROFILE_FRAME.empty(), ACTUALS.iloc[:0])
    needed = run_rate_needed(nothing, date(2010, 12, 1))
    assert (needed.months_left, needed.months_to) == (0, None)
    assert math.isnan(needed.needed)
    assert math.isnan(projection(nothing, date(2010, 12, 1)).monthly_rate)
