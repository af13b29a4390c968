"""Profile against actual: ratios of sums, and gaps that stay gaps."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.frames import PROFILE as PROFILE_FRAME
from monitoring.frames import FrameError
from monitoring.periods import By
from monitoring.profiles import (
    against_profile,
    against_profiles,
    by_period,
    latest_reported,
    nothing_returned,
    to_date,
    without_sums,
)
from tests.tables import table

JANUARY = date(2009, 1, 1)
PROFILE = table("""
    month   | profile
    2009-01 | 40
    2009-02 | 100
    2009-03 | 160
""")
ACTUALS = table("""
    month   | actual | source      | origin
    2009-01 | 38     | provider_mi | returned
    2009-02 | 60     | provider_mi | returned
    2009-03 | 80     | provider_mi | returned
""")
WITH_A_GAP = table("""
    month   | actual
    2009-01 | 38
    2009-03 | 80
""")
NO_PROFILE = PROFILE_FRAME.empty()


def test_at_01_march_is_half_its_profile_and_80_short():
    march = against_profile(PROFILE, ACTUALS).iloc[-1]
    assert (march["actual"], march["profile"], march["variance"]) == (80, 160, -80)
    assert march["share_of_profile"] == 0.5


def test_at_01_the_quarter_is_a_ratio_of_sums_and_not_the_mean_of_its_months():
    months = against_profile(PROFILE, ACTUALS)
    last = months.iloc[-1]
    assert (last["cumulative_actual"], last["cumulative_profile"]) == (38 + 60 + 80, 40 + 100 + 160)
    [quarter] = by_period(months, By.QUARTER, JANUARY).to_dict("records")
    assert (quarter["actual"], quarter["profile"], quarter["variance"]) == (178, 300, -122)
    assert quarter["share_of_profile"] == pytest.approx(0.593, abs=5e-4)
    assert last["cumulative_share"] == quarter["share_of_profile"]
    assert months["share_of_profile"].mean() == pytest.approx(0.683, abs=5e-4)


def test_a_month_not_returned_is_left_out_of_both_sides_and_counted():
    last = against_profile(PROFILE, WITH_A_GAP).iloc[-1]
    assert (last["cumulative_actual"], last["cumulative_profile"], last["months_missing"]) == (
        38 + 80,
        40 + 160,
        1,
    )


def test_a_month_not_returned_is_missing_and_never_nought():
    february = against_profile(PROFILE, WITH_A_GAP).iloc[1]
    assert february[["actual", "variance", "share_of_profile"]].isna().all()
    assert february["profile"] == 100


def test_before_the_first_figure_the_sums_are_unknown_and_not_nought():
    months = against_profile(PROFILE, ACTUALS.iloc[1:])
    assert months[["cumulative_actual", "cumulative_profile"]].iloc[0].isna().all()
    assert months["cumulative_profile"].iloc[-1] == 100 + 160


def test_a_month_that_could_not_have_been_returned_yet_is_not_missing():
    first = ACTUALS.iloc[:1]
    assert against_profile(PROFILE, first)["months_missing"].iloc[-1] == 2
    until = against_profile(PROFILE, first, until=date(2009, 2, 1))
    assert until["months_missing"].tolist() == [0, 1, 1]


def test_a_profile_of_nought_has_no_share():
    months = against_profile(PROFILE.assign(profile=0), ACTUALS)
    assert months["share_of_profile"].isna().all()
    assert months["cumulative_actual"].iloc[-1] == 178


def test_without_a_profile_the_actuals_stand_alone_and_their_gaps_show():
    months = against_profile(NO_PROFILE, WITH_A_GAP)
    assert months["actual"].isna().tolist() == [False, True, False]
    assert months["cumulative_actual"].iloc[-1] == 38 + 80
    assert months["cumulative_profile"].isna().all()
    assert months["months_missing"].tolist() == [0, 1, 1]
    [total] = by_period(months, By.TOTAL, JANUARY).to_dict("records")
    assert (total["actual"], total["months_missing"]) == (118, 1)
    assert pd.isna(total["profile"])


def test_a_figure_before_the_first_profiled_month_is_shown_and_not_summed():
    early = table("""
        month   | actual
        2008-12 | 7
        2009-01 | 38
    """)
    months = against_profile(PROFILE, early)
    assert months["actual"].iloc[0] == 7
    assert months["cumulative_actual"].iloc[1] == 38


def test_nothing_returned_is_said_and_has_no_latest_month():
    months = against_profile(PROFILE, ACTUALS.iloc[:0])
    assert nothing_returned(months)
    assert latest_reported(months) is None
    assert to_date(months).empty
    assert months["cumulative_actual"].isna().all()


def test_to_date_ends_at_the_last_month_returned():
    months = against_profile(PROFILE, ACTUALS.iloc[:2])
    assert latest_reported(months)["month"] == pd.Timestamp("2009-02-01")
    assert len(to_date(months)) == 2


def test_neither_profile_nor_actual_is_an_empty_frame():
    assert against_profile(NO_PROFILE, ACTUALS.iloc[:0]).empty
    assert by_period(against_profile(NO_PROFILE, ACTUALS.iloc[:0]), By.QUARTER, JANUARY).empty


def test_quarters_are_the_contracts_own_and_say_their_own_gaps():
    months = against_profile(PROFILE, WITH_A_GAP)
    quarters = by_period(months, By.QUARTER, date(2008, 12, 1))
    assert list(quarters["month"]) == [pd.Timestamp("2008-12-01"), pd.Timestamp("2009-03-01")]
    assert quarters["months_missing"].tolist() == [1, 0]
    assert quarters["cumulative_months_missing"].tolist() == [1, 1]
    assert quarters["profile"].tolist() == [40, 160]
    assert quarters["profile_in_full"].tolist() == [140, 160]


def test_by_month_the_rows_are_the_months():
    months = against_profile(PROFILE, ACTUALS)
    assert by_period(months, By.MONTH, JANUARY)[list(months)].equals(months)


def test_a_quarter_says_its_sources_and_whether_any_month_is_provisional():
    mixed = ACTUALS.assign(source=["plmi", "provider_mi", "plmi"], provisional=[False, False, True])
    [quarter] = by_period(against_profile(PROFILE, mixed), By.QUARTER, JANUARY).to_dict("records")
    assert quarter["source"] == "plmi, provider_mi"
    assert quarter["provisional"] is True
    assert quarter["months_to"] == pd.Timestamp("2009-03-01")


def test_a_level_has_the_figure_of_its_last_month_and_is_never_added():
    months = against_profile(NO_PROFILE, ACTUALS)
    [quarter] = by_period(months, By.QUARTER, JANUARY, stock=True).to_dict("records")
    assert quarter["actual"] == 80
    assert without_sums(months)["cumulative_actual"].isna().all()


def test_several_sets_stand_beside_the_same_actuals():
    months = against_profiles(
        table("""
        contract | set          | month   | profile
        A        | original     | 2009-04 | 130
        A        | aspirational | 2009-04 | 85
    """),
        table("""
        contract | month   | actual
        A        | 2009-04 | 80
    """),
    )
    shares = dict(zip(months["set"], months["share_of_profile"], strict=True))
    assert shares == {
        "original": pytest.approx(0.615, abs=5e-4),
        "aspirational": pytest.approx(0.941, abs=5e-4),
    }


def test_contracts_are_never_added_together_and_each_has_its_own_quarters():
    months = against_profiles(
        pd.concat(
            [
                PROFILE.assign(contract="A", set="original"),
                PROFILE.assign(contract="B", set="original"),
            ]
        ),
        pd.concat([ACTUALS.assign(contract="A"), ACTUALS.assign(contract="C")]),
    )
    totals = by_period(months, By.TOTAL, {"A": JANUARY, "B": JANUARY, "C": date(2008, 7, 1)})
    assert totals["contract"].tolist() == ["A", "B", "C"]
    assert totals["set"].tolist() == ["original", "original", ""]
    assert totals["actual"].isna().tolist() == [False, True, False]
    assert totals["months_missing"].tolist() == [0, 3, 0]
    assert totals["month"].iloc[2] == pd.Timestamp("2008-07-01")


def test_a_repeated_month_is_our_fault_and_said():
    with pytest.raises(FrameError, match="repeats"):
        against_profile(PROFILE, pd.concat([ACTUALS, ACTUALS]))


FIGURES = st.lists(st.one_of(st.none(), st.integers(0, 500)), min_size=1, max_size=40)


@given(
    FIGURES,
    st.sampled_from([By.QUARTER, By.YEAR, By.TOTAL]),
    st.dates(date(2007, 1, 1), date(2009, 1, 1)),
)
def test_whatever_is_missing_periods_add_up_to_the_sums_to_date(figures, by, starts_on):
    months = pd.DataFrame(
        {
            "month": pd.date_range("2009-01-01", periods=len(figures), freq="MS"),
            "actual": pd.Series(figures, dtype="float64"),
        }
    )
    profile = months[["month"]].assign(profile=10.0)
    beside = against_profile(profile, months)
    gathered = by_period(beside, by, starts_on)
    known = [figure for figure in figures if figure is not None]
    assert gathered["actual"].sum() == sum(known)
    assert gathered["profile"].sum() == 10 * len(known)
    assert gathered["months_missing"].sum() == len(figures) - len(known)
    assert beside["months_missing"].iloc[-1] == len(figures) - len(known)
    if known:
        assert beside["cumulative_actual"].iloc[-1] == sum(known)
