"""The few figures that head a page: month, quarter, year and to date, each a ratio of sums."""

import math
from dataclasses import replace
from datetime import date

import pytest

from monitoring.headline import figures
from monitoring.narrative import ProfileView
from monitoring.profiles import against_profile
from monitoring.targets import against_target
from tests.monitoring.test_profiles import ACTUALS, NO_PROFILE, PROFILE, WITH_A_GAP
from tests.monitoring.test_programmes import shipped
from tests.monitoring.test_targets import COUNTS, TARGET
from tests.tables import table

PLP, NHS = shipped("PLP"), shipped("NHS-TT")
VIEW = ProfileView(PLP.measure("job_outcomes"), date(2009, 1, 1))


def test_the_quarter_is_a_ratio_of_sums_and_not_the_mean_of_its_months():
    month, quarter, year, to_date = figures(against_profile(PROFILE, ACTUALS), VIEW)
    assert (month.label, month.value, month.comparison) == (
        "March 2009",
        "80",
        "50.0% of 160 profiled",
    )
    assert (quarter.label, quarter.value) == ("Contract quarter", "178")
    assert quarter.comparison == "59.3% of 300 profiled"
    assert quarter.worked == "actual / profile = 178 / 300 = 59.3%"
    assert (year.value, to_date.label, to_date.value) == ("178", "To date", "178")


def test_a_month_missing_is_counted_beside_the_figure_it_is_left_out_of():
    _, quarter, _, to_date = figures(against_profile(PROFILE, WITH_A_GAP), VIEW)
    assert quarter.caveat == to_date.caveat == "1 month missing"
    assert quarter.comparison == "59.0% of 200 profiled"


def test_a_figure_of_an_open_month_is_called_provisional():
    months = against_profile(PROFILE, ACTUALS.assign(provisional=[False, False, True]))
    assert [figure.caveat for figure in figures(months, VIEW)] == ["provisional"] * 4


def test_without_a_profile_the_figure_stands_alone():
    month = figures(against_profile(NO_PROFILE, ACTUALS), VIEW)[0]
    assert month.comparison == ""
    assert month.worked == "actual = 80"


def test_where_nothing_was_returned_there_is_no_figure():
    assert figures(against_profile(PROFILE, ACTUALS.iloc[:0]), VIEW) == ()


def test_a_rate_is_set_against_its_target_in_points():
    view = replace(VIEW, measure=NHS.measure("recovery_rate"))
    month = figures(against_target(COUNTS, TARGET), view)[0]
    assert month.value.endswith("%")
    assert "points" in month.comparison
    assert " / " in month.worked
    assert "; 95% interval " in month.worked


FEW = table("""
    month   | numerator | denominator
    2023-04 | 40        | 100
    2023-05 | 3         | 9
""")


def test_a_rate_of_fewer_than_ten_shows_its_counts_only():
    view = replace(VIEW, measure=NHS.measure("recovery_rate"), starts_on=date(2023, 4, 1))
    month, quarter, _, to_date = figures(against_target(FEW, TARGET), view)
    assert (month.value, month.comparison) == ("3 of 9", "fewer than 10: counts only")
    assert month.worked == "3 of 9, fewer than 10: counts only"
    assert month.history == (pytest.approx(0.4),)  # the month of fewer than ten has no rate
    assert quarter.worked.startswith("43 / 109 = ")
    assert to_date.value == quarter.value


def test_a_level_at_a_months_end_is_never_added_up():
    view = replace(VIEW, measure=PLP.measure("caseload"))
    assert [figure.label for figure in figures(against_profile(PROFILE, ACTUALS), view)] == [
        "March 2009"
    ]


@pytest.mark.parametrize("place", range(4))
def test_each_figure_has_its_history(place):
    made = figures(against_profile(PROFILE, ACTUALS), VIEW)[place]
    assert made.history == [(38, 60, 80), (178,), (178,), (38, 98, 178)][place]


LONGER = table("""
    month   | actual
    2009-01 | 38
    2009-02 | 60
    2009-03 | 80
    2009-04 |
    2009-05 | 50
""")


@pytest.mark.parametrize(
    ("place", "known"), [(0, [38, 60, 80, None, 50]), (3, [38, 98, 178, None, 228])]
)
def test_a_gap_breaks_the_history_of_a_figure(place, known):
    made = figures(against_profile(NO_PROFILE, LONGER), VIEW)[place]
    assert [None if math.isnan(value) else value for value in made.history] == known


def test_single_months_between_gaps_are_no_line_and_then_no_figure_has_one():
    made = figures(against_profile(PROFILE, WITH_A_GAP), VIEW)
    assert [figure.history for figure in made] == [()] * 4
