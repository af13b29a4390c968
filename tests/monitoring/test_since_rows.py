"""Is what changed in a report between two instants told cell by cell, and nothing else?"""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.since.rows import CAME, WENT, rows_changed
from tests.tables import table

THEN = table("""
    contract | month   | source      | value | note
    CPA-1    | 2009-01 | provider_mi | 38    |
    CPA-1    | 2009-02 | provider_mi | 60    | late
    CPA-1    | 2009-02 | plmi        | 58    |
""")
NOW = table("""
    contract | month   | source      | value | note
    CPA-1    | 2009-01 | provider_mi | 38    |
    CPA-1    | 2009-02 | provider_mi | 64    |
    CPA-1    | 2009-03 | provider_mi |       |
""")


def told(then, now):
    return [tuple(row) for row in rows_changed(then, now).itertuples(index=False)]


def test_cells_that_read_otherwise_are_told_with_rows_that_came_and_went():
    assert told(THEN, NOW) == [
        ("CPA-1, 2009-02-01, provider_mi", "value", "60", "64"),
        ("CPA-1, 2009-02-01, provider_mi", "note", "late", ""),
        ("CPA-1, 2009-03-01, provider_mi", CAME, "", ""),
        ("CPA-1, 2009-02-01, plmi", WENT, "", ""),
    ]


def test_rows_that_cannot_be_told_apart_are_said_to_be_so():
    twice = pd.concat([THEN, THEN.head(1)])
    with pytest.raises(ValueError, match="told apart by none of contract, month, source"):
        rows_changed(twice, NOW)


@given(st.lists(st.integers(0, 99), max_size=8))
def test_nothing_changed_is_nothing_told(values):
    frame = pd.DataFrame(
        {"contract": [f"C{at}" for at in range(len(values))], "value": values}
    )
    assert rows_changed(frame, frame).empty
