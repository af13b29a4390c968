"""A rate below its level is news only where it is so lately, and surely."""

from datetime import date

import pandas as pd
import pytest

from monitoring.narrative.standards import below_standard
from monitoring.standards import COLUMNS, below, nothing
from monitoring.targets import against_target
from tests.monitoring.test_programmes import shipped

NHS = shipped("NHS-TT")
RECOVERY, MISSED = NHS.measure("recovery_rate"), NHS.measure("missed_rate")
LAST = {"A": date(2024, 3, 1), "B": date(2024, 3, 1)}
MONTHS = [f"2024-0{number}" for number in (1, 2, 3)]


def rates(*counts, contract="A", target=0.5, first="2024-01-01"):
    months = pd.date_range(first, periods=len(counts), freq="MS")
    told = [(contract, month, *each) for month, each in zip(months, counts, strict=True)]
    made = pd.DataFrame(told, columns=["contract", "month", "numerator", "denominator"])
    held = made[["contract", "month"]].assign(target=target)
    return against_target(made, held)


def found(months, measure=RECOVERY, standard=0.5):
    return below(months, measure, LAST, standard).to_dict("records")


def test_a_rate_below_its_standard_says_how_many_more_would_have_met_it():
    [row] = found(rates((40, 100), (40, 100), (40, 100)))
    assert (row["numerator"], row["denominator"], row["short"]) == (120, 300, 30)
    assert below_standard("North (A)", row, RECOVERY, "the standard") == (
        "North (A) is below the standard of 50.0% for recovery rate: 40.0% (120 of 300) in January "
        "to March 2024. 30 more would have met it."
    )


def test_what_so_few_could_do_by_chance_is_no_news():
    assert found(rates((4, 10), (4, 10), (4, 10))) == []


def test_a_rate_of_fewer_than_ten_is_never_said():
    assert found(rates((0, 9))) == []
    assert len(found(rates((0, 10)))) == 1


def test_a_year_long_past_is_no_news():
    assert found(rates((10, 100), (10, 100), first="2021-01-01")) == []
    recovered = rates(*[(10, 100)] * 3, *[(60, 100)] * 3, first="2023-10-01")
    assert found(recovered) == []


def test_a_month_without_counts_is_left_out():
    [row] = found(rates((20, 100), (None, None), (20, 100)))
    assert row["denominator"] == 200


def test_where_lower_is_better_a_rate_above_its_target_is_meant():
    months = rates((40, 100), (40, 100), (40, 100), target=0.2)
    assert found(months) == []
    [row] = found(months, MISSED, None)
    assert not row["standard"]
    assert below_standard("North (A)", row, MISSED, "its target") == (
        "North (A) is above its target of 20.0% for missed appointments rate: 40.0% (120 of 300) "
        "in January to March 2024. 60 fewer would have met it."
    )


@pytest.mark.parametrize(("standard", "same"), [(0.5, True), (0.6, False), (None, False)])
def test_a_level_of_the_contracts_own_is_no_standard(standard, same):
    [row] = found(rates((10, 100)), standard=standard)
    assert row["standard"] == same


def test_without_a_target_nothing_is_below_it():
    assert found(rates((10, 100), target=None)) == []
    assert list(nothing().columns) == COLUMNS
