"""A contract in eight columns: words and figures as people read them."""

import math

import pandas as pd

from monitoring.charts import small_line
from monitoring.portfolio import by_provider, overview, told_apart
from monitoring.portfolio_rates import by_provider as rates_by_provider
from monitoring.portfolio_rates import overview_of_rates
from monitoring.scorecard import (
    FIRST,
    MORE,
    OF_A_RATE,
    RATE_WITHOUT_TARGET,
    WITHOUT_TARGET,
    first_columns,
    order,
    table,
    to_date_label,
    without_target,
)
from monitoring.scorecard import by_provider as providers
from tests.monitoring.test_needs import OUTCOMES, rows_of
from tests.monitoring.test_portfolio import CONTRACTS, months_of, profile
from tests.monitoring.test_portfolio_rates import RATES
from tests.monitoring.test_programmes import shipped

RECOVERY = shipped("NHS-TT").measure("recovery_rate")


def told(**delivered):
    rows = table(rows_of(**delivered), OUTCOMES)
    return rows.set_index("contract")


def test_the_furthest_behind_comes_first_and_the_unknown_last():
    assert list(told(A=90, B=10).index) == ["B", "A", "C"]


def test_a_row_says_the_month_what_is_to_date_and_up_to_when():
    row = told(A=38, B=100)
    assert row.loc["A", "name"] == "Area 1 (A)"
    assert row.loc["A", "month"] == "38 of 100"
    assert row.loc["A", "to_date"] == "38 of 100"
    assert (row.loc["A", "share"], row.loc["A", "behind"]) == (38, 62)
    assert row.loc["A", "since_review"] == "no review"


def test_the_month_most_contracts_return_to_is_named_once_and_others_say_their_own():
    frames = [profile(name, [9, 9]) for name in "ABC"]
    delivered = {"A": [4], "B": [4, 4], "C": [4, 4]}
    figures = [months_of(name, months) for name, months in delivered.items()]
    rows = overview(CONTRACTS, pd.concat(frames), pd.concat(figures))
    assert to_date_label(rows) == "To February 2009"
    told = table(rows, OUTCOMES).set_index("contract")["to_date"]
    assert list(told[["A", "B"]]) == ["4 of 9 to Jan 2009", "8 of 18"]
    assert to_date_label(rows.iloc[:0]) == "To date"


def test_a_long_name_is_cut_and_its_reference_stays_whole():
    rows = rows_of(A=90).assign(district="North and South Talking Therapies Service of the Vale")
    rows = rows.assign(prime=rows["district"])
    name = table(rows, OUTCOMES)["name"].iloc[0]
    assert name == "North and South Talking T\N{HORIZONTAL ELLIPSIS} (A)"


def test_the_state_of_the_returns_is_a_word():
    row = told(A=38, B=100)
    assert list(row.loc[["A", "B", "C"], "data"]) == ["Up to date", "Late", "Nothing returned"]
    assert row.loc["C", "month"] == row.loc["C", "to_date"] == "no return"


def test_what_may_still_change_is_called_provisional():
    actuals = months_of("A", [38], provisional=True)
    rows = overview(CONTRACTS, profile("A", [100]), actuals)
    assert table(rows, OUTCOMES)["month"].iloc[0] == "38 of 100 (provisional)"


def test_the_small_line_keeps_its_gaps():
    actuals = months_of("A", [1, None, 3, 4])
    rows = overview(CONTRACTS, profile("A", [9] * 4), actuals)
    assert table(rows, OUTCOMES)["history"].iloc[0] == small_line([1, None, 3, 4])


ENDED = pd.to_datetime(["2009-03-01"] * 3)


def states(**more):
    known = CONTRACTS.assign(ended=ENDED, **more)
    rows = overview(known, profile("A", [9]), months_of("A", [4]))
    return list(table(rows, OUTCOMES).set_index("contract")["data"])


def test_a_contract_that_ended_says_when_and_is_not_called_up_to_date():
    assert states(freshness="current")[0] == "Ended Mar 2009"


def test_a_contract_that_ended_says_what_is_still_missing():
    assert states(freshness="late", returns_owed=1) == [
        "Ended Mar 2009, 1 return missing",
        "Ended Mar 2009, nothing returned",
        "Ended Mar 2009, nothing returned",
    ]
    assert states(freshness="held")[0] == "Ended Mar 2009, rows held"


RATE_ROWS = overview_of_rates(CONTRACTS, RATES)


def test_a_rate_is_shown_with_its_counts_interval_and_target():
    row = table(RATE_ROWS, RECOVERY).iloc[0]
    assert row["month"] == "60.0% (90 of 150)"
    assert row["to_date"] == "52.0% (130 of 250)"
    assert (row["interval"], row["target"]) == ("45.8% to 58.1%", "50.0%")
    assert row["standing"] == "On target"
    assert first_columns(RATE_ROWS, RECOVERY) == OF_A_RATE


def test_a_rate_of_fewer_than_ten_is_shown_as_counts_only():
    few = RATE_ROWS.assign(
        month_numerator=3, month_denominator=9, numerator=4, denominator=9, low=0.2, high=0.7
    )
    row = table(few, RECOVERY).iloc[0]
    assert (row["month"], row["to_date"]) == ("3 of 9", "4 of 9")
    assert row["interval"] == ""


def test_a_rate_nobody_is_held_to_has_no_target_column():
    free = RATE_ROWS.assign(profile=math.nan)
    assert first_columns(free, RECOVERY) == RATE_WITHOUT_TARGET
    assert table(free, RECOVERY)["target"].iloc[0] == ""


def test_a_providers_rate_has_counts_and_interval_and_no_share():
    rows = providers(rates_by_provider(RATE_ROWS), RECOVERY)
    assert rows["to_date"].iloc[0] == "52.0% (130 of 250)"
    assert rows["interval"].iloc[0] == "45.8% to 58.1%"
    assert "share" not in rows


def test_every_column_of_the_eight_and_of_the_rest_is_there():
    assert len(FIRST) == len(OF_A_RATE) == 8
    assert set(told(A=1).columns) == {*FIRST, *MORE}
    assert set(table(RATE_ROWS, RECOVERY).columns) == {"contract", *OF_A_RATE, *MORE}


def test_contracts_of_one_district_are_told_apart_by_their_provider():
    rows = pd.DataFrame({"district": ["North", "North", "South"], "prime": ["P1", "P2", "P3"]})
    assert list(told_apart(rows)["district"]) == ["P1", "P2", "South"]


def test_a_long_provider_is_cut_unless_another_would_read_the_same():
    long = "North and South Talking Therapies "
    made = by_provider(rows_of(A=90, B=10)).iloc[[0, 0, 1]]
    alone = "A provider with a long name of its own"
    made = made.assign(prime=[f"{long}East", f"{long}West", alone])
    names = providers(made, OUTCOMES).set_index("prime")["name"].to_dict()
    assert [names[f"{long}{side}"] for side in ("East", "West")] == [f"{long}East", f"{long}West"]
    assert names[alone] == "A provider with a long na\N{HORIZONTAL ELLIPSIS}"


def test_a_measure_nobody_has_a_profile_of_has_no_target():
    rows = overview(CONTRACTS, profile("A", []), months_of("A", [5]))
    assert without_target(rows)
    assert not without_target(rows_of(A=5))
    assert table(rows, OUTCOMES)["to_date"].iloc[0] == "5"
    assert first_columns(rows, OUTCOMES) == WITHOUT_TARGET


def test_a_providers_share_is_a_ratio_of_sums():
    rows = providers(by_provider(rows_of(A=90, B=10)), OUTCOMES)
    assert rows["prime"].iloc[0] == "Prime 1"
    assert rows["to_date"].iloc[0] == "100 of 200"
    assert rows["share"].iloc[0] == 50
    assert rows["to_date"].iloc[1] == "no return"
    assert math.isnan(rows["behind"].iloc[1])


def test_the_order_is_said_as_it_is():
    known = pd.DataFrame({"profile": [40.0, None]})
    assert order(known) == "The contract furthest behind comes first."
    assert order(known.assign(profile=None)).startswith("By name")
