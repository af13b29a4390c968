"""A rate is a ratio of sums and its target is never added up."""

from datetime import date

import pandas as pd
import pytest

from monitoring.parameters import Setting
from monitoring.periods import By
from monitoring.targets import against_target, by_period, counts_of, target_in_force
from tests.monitoring.test_programmes import shipped
from tests.tables import table

NHS = shipped("NHS-TT")
RECOVERY = NHS.measure("recovery_rate")
APRIL = date(2023, 4, 1)
COUNTS = table("""
    month   | numerator | denominator
    2023-04 | 40        | 100
    2023-05 | 90        | 150
    2023-07 | 30        | 50
""")
TARGET = table("""
    month   | target
    2023-04 | 0.5
    2023-05 | 0.5
    2023-06 | 0.5
    2023-07 | 0.6
""")


def cells(**changes):
    rows = table("""
        contract | measure            | month   | actual | source    | origin   | reason
        RX4      | recovery           | 2023-04 | 40     | published | returned |
        RX4      | courses_finished   | 2023-04 | 105    | published | returned |
        RX4      | not_at_caseness    | 2023-04 | 5      | published | returned |
    """)
    for column, values in changes.items():
        rows[column] = values
    return rows


def test_a_rate_is_worked_out_of_its_counts():
    row = counts_of(cells(), RECOVERY).iloc[0]
    assert (row["numerator"], row["denominator"], row["source"]) == (40, 105 - 5, "published")
    assert row["reason"] == ""


def test_a_rate_with_a_count_missing_is_unknown_with_the_reason():
    row = counts_of(cells(actual=[40, 105, None], reason=["", "", "suppressed"]), RECOVERY).iloc[0]
    assert pd.isna(row["denominator"])
    assert row["reason"] == "suppressed"


def test_a_count_that_is_not_there_at_all_leaves_the_rate_unknown():
    row = counts_of(cells().iloc[:2], RECOVERY).iloc[0]
    assert pd.isna(row["denominator"])
    assert row["reason"] == "part_missing"


def test_figures_of_two_sources_are_never_put_into_one_rate():
    row = counts_of(cells(source=["published", "agreed", "published"]), RECOVERY).iloc[0]
    assert row[["numerator", "denominator"]].isna().all()


def test_a_month_is_set_beside_its_target_in_points():
    months = against_target(COUNTS, TARGET)
    april = months.iloc[0]
    assert (april["actual"], april["profile"]) == (0.4, 0.5)
    assert april["variance"] == pytest.approx(-0.1)
    assert april["low"] < 0.4 < april["high"]


def test_the_rate_to_date_is_a_ratio_of_sums_and_the_target_is_not_added():
    last = against_target(COUNTS, TARGET).iloc[-1]
    assert last["cumulative_actual"] == pytest.approx((40 + 90 + 30) / (100 + 150 + 50))
    assert last["cumulative_profile"] == 0.6


def test_a_month_without_counts_between_others_is_missing():
    months = against_target(COUNTS, TARGET)
    assert months["actual"].isna().tolist() == [False, False, True, False]
    assert months["months_missing"].tolist() == [0, 0, 1, 1]
    early = against_target(COUNTS, TARGET, until=date(2023, 5, 1))
    assert early["months_missing"].tolist() == [0, 0, 0, 0]


def test_a_quarter_of_a_rate_is_a_ratio_of_sums_with_the_target_of_its_last_month():
    quarters = by_period(against_target(COUNTS, TARGET), By.QUARTER, APRIL)
    assert quarters["actual"].tolist() == [pytest.approx(130 / 250), pytest.approx(30 / 50)]
    assert quarters["profile"].tolist() == [0.5, 0.6]
    assert quarters["months_missing"].tolist() == [1, 0]
    assert quarters["months_to"].iloc[0] == pd.Timestamp("2023-05-01")


def test_contracts_have_their_own_targets_and_quarters_and_some_have_none():
    months = against_target(
        pd.concat([COUNTS.assign(contract="A"), COUNTS.assign(contract="B")]),
        TARGET.assign(contract="A", set="original"),
    )
    assert months.groupby("contract")["profile"].count().to_dict() == {"A": 4, "B": 0}
    total = by_period(months, By.TOTAL, {"A": APRIL, "B": APRIL})
    assert total["actual"].tolist() == [pytest.approx(160 / 300)] * 2
    assert by_period(months, By.MONTH, APRIL)["actual"].equals(months["actual"])


def test_the_standard_stands_until_the_contract_sets_its_own():
    own = [Setting("target.recovery_rate", "0.52", date(2024, 4, 1), "Letter 3")]
    assert target_in_force(NHS, own, "recovery_rate", APRIL) == 0.50
    assert target_in_force(NHS, own, "recovery_rate", date(2024, 4, 1)) == 0.52
    assert target_in_force(NHS, [], "missed_rate", APRIL) is None
