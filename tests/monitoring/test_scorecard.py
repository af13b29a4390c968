"""A contract in eight columns: words and figures as people read them."""

import math

import pandas as pd

from monitoring.portfolio import by_provider, overview
from monitoring.scorecard import FIRST, MORE, table, told_apart, without_target
from monitoring.scorecard import by_provider as providers
from tests.monitoring.test_needs import OUTCOMES, rows_of
from tests.monitoring.test_portfolio import CONTRACTS, months_of, profile


def told(**delivered):
    rows = table(rows_of(**delivered), OUTCOMES)
    return rows.set_index("contract")


def test_the_furthest_behind_comes_first_and_the_unknown_last():
    assert list(told(A=90, B=10).index) == ["B", "A", "C"]


def test_a_row_says_the_month_what_is_to_date_and_up_to_when():
    row = told(A=38, B=100)
    assert row.loc["A", "name"] == "Area 1 (A)"
    assert row.loc["A", "month"] == "38 of 100"
    assert row.loc["A", "to_date"] == "38 of 100 to January 2009"
    assert (row.loc["A", "share"], row.loc["A", "behind"]) == (38, 62)
    assert row.loc["A", "since_review"] == "no review yet"


def test_the_state_of_the_returns_is_a_word():
    row = told(A=38, B=100)
    assert list(row.loc[["A", "B", "C"], "data"]) == ["Up to date", "Late", "Nothing returned"]
    assert row.loc["C", "month"] == row.loc["C", "to_date"] == "no return"


def test_what_may_still_change_is_called_provisional():
    actuals = months_of("A", [38], provisional=True)
    rows = overview(CONTRACTS, profile("A", [100]), actuals)
    assert table(rows, OUTCOMES)["month"].iloc[0] == "38 of 100 (provisional)"


def test_the_small_line_begins_after_the_last_gap_and_never_joins_over_it():
    actuals = months_of("A", [1, None, 3, 4])
    rows = overview(CONTRACTS, profile("A", [9] * 4), actuals)
    assert table(rows, OUTCOMES)["history"].iloc[0] == [3, 4]


def test_every_column_of_the_eight_and_of_the_rest_is_there():
    assert len(FIRST) == 8
    assert set(told(A=1).columns) == {*FIRST, *MORE}


def test_contracts_of_one_district_are_told_apart_by_their_provider():
    rows = pd.DataFrame({"district": ["North", "North", "South"], "prime": ["P1", "P2", "P3"]})
    assert list(told_apart(rows)["district"]) == ["P1", "P2", "South"]


def test_a_measure_nobody_has_a_profile_of_has_no_target():
    rows = overview(CONTRACTS, profile("A", []), months_of("A", [5]))
    assert without_target(rows)
    assert not without_target(rows_of(A=5))
    assert table(rows, OUTCOMES)["to_date"].iloc[0] == "5 to January 2009"


def test_a_providers_share_is_a_ratio_of_sums():
    rows = providers(by_provider(rows_of(A=90, B=10)))
    assert rows["prime"].iloc[0] == "Prime 1"
    assert rows["to_date"].iloc[0] == "100 of 200"
    assert rows["share"].iloc[0] == 50
    assert rows["to_date"].iloc[1] == "no return"
    assert math.isnan(rows["behind"].iloc[1])
