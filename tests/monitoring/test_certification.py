"""Which figures read *not yet certified*?"""

from __future__ import annotations

import pandas as pd
import pytest

from monitoring.certification import as_column, asks, marked, of_contracts
from tests.tables import table

MONTHS = """
    contract | month   | source      | origin   | actual
    CPA-1    | 2009-01 | provider_mi | returned | 5
    CPA-1    | 2009-02 | provider_mi | returned | 6
    CPA-1    | 2009-03 | lms         | counted  | 7
    CPA-1    | 2009-04 |             |          |
    CPA-2    | 2009-01 | provider_mi | returned | 5
"""


def place(month, *, dataset="monthly_return", source="provider_mi", contract="CPA-1"):
    return contract, dataset, source, pd.Timestamp(month)


@pytest.mark.parametrize(
    ("rule", "dataset", "source", "asked"),
    [
        ("none", "monthly_return", "provider_mi", False),
        ("monthly_return", "monthly_return", "plmi", True),
        ("monthly_return", "monthly_return", "payments", False),
        ("monthly_return", "starts", "provider_mi", False),
        ("every_return", "starts", "provider_mi", True),
        ("every_return", "partner_weekly", "partner", False),
    ],
)
def test_only_the_provider_s_returns_are_certified_and_as_far_as_the_rule_says(
    rule, dataset, source, asked
):
    assert asks(rule, dataset, source) is asked


def test_a_figure_waits_while_a_return_of_its_month_and_source_does():
    states = {place("2009-01"): True, place("2009-02"): False, place("2009-03"): False}
    rows = marked(table(MONTHS), states, ["starts"])
    assert list(as_column(rows)) == [True, False, None, None, None]
    assert of_contracts(rows) == {"CPA-1": False}


def test_a_counted_figure_waits_for_the_returns_it_is_counted_from():
    states = {place("2009-01", dataset="starts"): False}
    counted = table(MONTHS.replace("returned", "counted "))
    assert list(marked(counted, states, ["starts"])["uncertified"])[:2] == [True, False]
    assert not marked(counted, states, ["exits"])["uncertified"].any()


def test_where_nothing_is_asked_nothing_waits():
    rows = marked(table(MONTHS), {}, ["starts"])
    assert list(as_column(rows)) == [None] * 5
    assert of_contracts(rows) == {}
