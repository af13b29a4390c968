"""One row a contract for a rate: with its counts and interval, and never a sum of rates."""

import math

import pandas as pd
import pytest

from monitoring.frames import ALL_ACTUALS, PROFILES
from monitoring.portfolio import overview
from monitoring.portfolio_rates import by_provider, overview_of_rates
from monitoring.programmes import Better
from monitoring.rates import wilson
from monitoring.targets import against_target
from monitoring.vocabulary import Direction, Standing
from tests.monitoring.test_portfolio import CONTRACTS
from tests.tables import table

TARGETS = table("""
    contract | month   | target
    A        | 2023-04 | 0.5
    A        | 2023-05 | 0.5
    A        | 2023-06 | 0.5
""")
RATES = against_target(
    table("""
    contract | month   | numerator | denominator
    A        | 2023-04 | 40        | 100
    A        | 2023-05 | 90        | 150
    A        | 2023-06 |           |
    B        | 2023-04 |           |
"""),
    TARGETS,
)


def row_of(months, **more):
    return overview_of_rates(CONTRACTS, months, **more).iloc[0]


def rates(drawn, targets=TARGETS):
    return against_target(table(drawn), targets)


def test_a_rate_has_a_row_too_its_shortfall_in_the_unit_of_its_counts():
    row = row_of(RATES)
    assert row["actual"] == pytest.approx(130 / 250)
    assert (row["profile"], row["months_to"]) == (0.5, pd.Timestamp("2023-05-01"))
    assert row["behind"] == pytest.approx(0.5 * 250 - 130)
    assert row["history"] == [pytest.approx(0.4), pytest.approx(0.6)]
    assert row["standing"] is Standing.ON_PROFILE


def test_a_rate_comes_with_its_counts_and_how_sure_they_make_it():
    row = row_of(RATES)
    assert (row["numerator"], row["denominator"]) == (130, 250)
    assert (row["month_numerator"], row["month_denominator"]) == (90, 150)
    interval = wilson(pd.Series([130]), pd.Series([250])).iloc[0]
    assert (row["low"], row["high"]) == (interval["low"], interval["high"])


def test_to_date_is_what_the_contracts_own_page_says():
    reached = RATES[RATES["counted"]].iloc[-1]
    assert row_of(RATES)["actual"] == pytest.approx(reached["cumulative_actual"])


def test_a_month_of_fewer_than_ten_is_a_gap_in_the_history_and_counts_to_date():
    months = rates("""
        contract | month   | numerator | denominator
        A        | 2023-04 | 40        | 100
        A        | 2023-05 | 3         | 9
        A        | 2023-06 | 5         | 10
    """)
    row = row_of(months)
    assert row["history"] == [pytest.approx(0.4), None, pytest.approx(0.5)]
    assert (row["numerator"], row["denominator"]) == (48, 119)


def test_contracts_without_a_rate_keep_their_row():
    rows = overview_of_rates(CONTRACTS, RATES)
    assert list(rows["contract"]) == ["A", "B", "C"]
    assert rows["actual"].isna().tolist() == [False, True, True]
    assert list(rows["history"].iloc[1:]) == [[], []]
    assert list(rows["direction"]) == [Direction.UNKNOWN] * 3
    assert set(rows.columns) >= set(overview(CONTRACTS, PROFILES.empty(), ALL_ACTUALS.empty()))


def test_a_rate_that_was_never_known_is_not_known_and_not_without_a_target():
    months = rates("""
        contract | month   | numerator | denominator
        A        | 2023-04 |           |
    """)
    row = row_of(months)
    assert (row["profile"], row["standing"]) == (0.5, Standing.UNKNOWN)


def test_a_target_is_met_or_it_is_not():
    drawn = """
        contract | month   | numerator | denominator
        A        | 2023-04 | 49        | 100
    """
    assert row_of(rates(drawn))["standing"] is Standing.BELOW
    met = row_of(rates(drawn.replace("49 ", "50 ")))
    assert (met["standing"], met["behind"]) == (Standing.ON_PROFILE, 0)


def test_where_lower_is_better_behind_is_how_many_too_many():
    row = row_of(RATES, better=Better.LOWER)
    assert row["behind"] == pytest.approx(130 - 0.5 * 250)


def test_a_providers_rate_is_a_ratio_of_the_sums_of_its_contracts_counts():
    months = rates(
        """
        contract | month   | numerator | denominator
        A        | 2023-04 | 40        | 100
        B        | 2023-04 | 90        | 100
        C        | 2023-04 |           |
        """,
        table("""
        contract | month   | target
        A        | 2023-04 | 0.5
        B        | 2023-04 | 0.5
        """),
    )
    one, two = by_provider(overview_of_rates(CONTRACTS, months)).to_dict("records")
    assert (one["contracts"], one["contracts_counted"]) == (2, 2)
    assert (one["numerator"], one["denominator"]) == (130, 200)
    assert (one["actual"], one["profile"]) == (pytest.approx(0.65), 0.5)
    assert two["contracts_counted"] == 0
    assert math.isnan(two["actual"])
