"""The months behind a chart, newest first, and where one of them came from."""

from datetime import date

import pandas as pd
import pytest

from monitoring.month_by_month import opened, receipts, table
from monitoring.periods import By
from monitoring.profiles import against_profile, by_period
from monitoring.targets import against_target
from tests.monitoring.test_profiles import ACTUALS, PROFILE, WITH_A_GAP
from tests.monitoring.test_programmes import shipped
from tests.monitoring.test_targets import COUNTS, TARGET

PLP, NHS = shipped("PLP"), shipped("NHS-TT")
OUTCOMES = PLP.measure("job_outcomes")
JANUARY = date(2009, 1, 1)


def counted(**more):
    """Give one count as it was chosen for a month."""
    row = {"measure": "job_outcomes", "actual": 60.0, "source": "provider_mi", "origin": "returned"}
    return pd.DataFrame([{**row, "reason": "", "submission": 7.0, **more}])


def test_months_stand_newest_first_with_shares_in_percent():
    rows = table(against_profile(PROFILE, ACTUALS), OUTCOMES)
    assert list(rows["period"]) == ["March 2009", "February 2009", "January 2009"]
    assert rows["share"].iloc[0] == pytest.approx(50)
    assert rows["to_date_share"].iloc[0] == pytest.approx(100 * 178 / 300)


def test_a_month_not_returned_is_there_and_says_so():
    rows = table(against_profile(PROFILE, WITH_A_GAP), OUTCOMES)
    assert rows["note"].tolist() == ["", "no return", ""]
    assert pd.isna(rows["actual"].iloc[1])


def test_a_month_that_could_not_be_returned_yet_is_not_in_the_table():
    months = against_profile(PROFILE, ACTUALS.iloc[:1], until=JANUARY)
    assert list(table(months, OUTCOMES)["period"]) == ["January 2009"]


def test_an_open_month_is_called_provisional():
    months = against_profile(PROFILE, ACTUALS.assign(provisional=[False, False, True]))
    assert table(months, OUTCOMES)["note"].iloc[0] == "provisional"


def test_a_quarter_is_named_by_its_months_and_says_where_it_ends_so_far():
    months = against_profile(PROFILE, ACTUALS.iloc[:2], until=date(2009, 2, 1))
    [row] = table(by_period(months, By.QUARTER, JANUARY), OUTCOMES, By.QUARTER).to_dict("records")
    assert row["period"] == "January to March 2009"
    assert row["note"] == "to February 2009"


def test_a_quarter_without_any_return_says_how_many_months_are_missing():
    nothing = ACTUALS.assign(actual=float("nan"))
    months = by_period(against_profile(PROFILE, nothing), By.QUARTER, JANUARY)
    [row] = table(months, OUTCOMES, By.QUARTER).to_dict("records")
    assert row["note"] == "3 months missing"


def test_a_rate_is_written_in_percent():
    rows = table(against_target(COUNTS, TARGET), NHS.measure("recovery_rate"))
    assert rows["profile"].iloc[0] == pytest.approx(100 * TARGET["target"].iloc[-1])


def test_a_rate_carries_its_counts_and_its_interval():
    months = against_target(COUNTS, TARGET)
    told = table(months, NHS.measure("recovery_rate")).iloc[0]
    last = months.iloc[-1]
    assert told["counts"] == f"{last['numerator']:.0f} of {last['denominator']:.0f}"
    assert told["interval"] == f"{last['low']:.1%} to {last['high']:.1%}"


def test_a_rate_that_is_unknown_has_no_counts_and_one_above_all_no_interval():
    unknown = against_target(COUNTS.assign(numerator=float("nan")), TARGET)
    assert set(table(unknown, NHS.measure("recovery_rate"))["counts"]) <= {""}
    above = against_target(COUNTS.assign(numerator=COUNTS["denominator"] + 1), TARGET)
    assert table(above, NHS.measure("recovery_rate"))["interval"].iloc[0] == ""


def test_a_month_opens_to_its_share_its_source_and_its_receipt():
    row = against_profile(PROFILE, ACTUALS).iloc[1]
    said = dict(opened(row, counted(), PLP, OUTCOMES))
    assert said == {
        "Share of profile": "actual / profile = 60 / 100 = 60.0%",
        "Job outcomes": "60, from the provider's return, returned",
    }
    assert receipts(counted()) == [7]


def test_a_month_without_a_figure_opens_to_the_reason():
    row = against_profile(PROFILE, WITH_A_GAP).iloc[1]
    suppressed = counted(actual=float("nan"), reason="suppressed", submission=float("nan"))
    said = dict(opened(row, suppressed, PLP, OUTCOMES))
    assert said["Figure"] == "no return"
    assert said["Job outcomes"] == "suppressed by its publisher"
    assert receipts(suppressed) == []


def test_a_rate_opens_to_its_formula_with_its_counts():
    measure = NHS.measure("recovery_rate")
    figures = {"recovery": 40.0, "courses_finished": 105.0, "not_at_caseness": 5.0}
    counts = pd.concat([counted(measure=code, actual=n) for code, n in figures.items()])
    row = against_target(COUNTS, TARGET).iloc[0]
    said = dict(opened(row, counts, NHS, measure))
    assert said["Worked out"].endswith("= 40 / (105 - 5) = 40.0%")
    assert said["Courses finished"] == "105, from the provider's return, returned"


def test_a_rate_of_fewer_than_ten_shows_its_counts_and_no_rate():
    few = COUNTS.assign(numerator=3.0, denominator=9.0)
    rows = table(against_target(few, TARGET), NHS.measure("recovery_rate"))
    assert rows["actual"].isna().all()
    returned = rows[rows["period"] != "June 2023"]
    assert set(returned["counts"]) == {"3 of 9"}
    assert set(returned["interval"]) == {""}
    assert all(note.endswith("fewer than 10: counts only") for note in returned["note"])
    ten = COUNTS.assign(numerator=3.0, denominator=10.0)
    assert table(against_target(ten, TARGET), NHS.measure("recovery_rate"))["actual"].iloc[
        0
    ] == pytest.approx(30)
