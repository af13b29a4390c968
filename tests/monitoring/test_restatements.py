"""Is every change after a month closed found, and do the steps add up?"""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring import restatements
from tests.tables import table

CLOSED_AT_2 = table("""
    contract | month   | number
    CPA-1    | 2009-01 | 2
""")


def versions(*rows):
    """Versions of one figure: (value, known from, known to)."""
    frame = pd.DataFrame(rows, columns=["value", "known_from", "known_to"])
    return frame.assign(
        contract="CPA-1",
        month=pd.Timestamp("2009-01-01"),
        measure="job_outcomes",
        source="provider_mi",
        origin="returned",
    )


def test_a_change_before_the_month_closed_is_no_restatement():
    moved = restatements.steps(versions((38, 1, 2), (40, 2, None)), CLOSED_AT_2)
    assert moved.empty
    assert restatements.figures(moved).empty


def test_a_change_after_it_closed_is_kept_with_what_stood_then():
    moved = restatements.steps(versions((38, 1, 3), (40, 3, 5), (35, 5, None)), CLOSED_AT_2)
    assert moved[["before", "after", "difference", "publication"]].to_numpy().tolist() == [
        [38, 40, 2, 3],
        [40, 35, -5, 5],
    ]
    [row] = restatements.figures(moved).to_dict("records")
    assert (row["as_closed"], row["now"], row["difference"], row["steps"]) == (38, 35, -3, 2)
    assert row["publication"] == 5


def test_a_figure_that_first_came_late_counts_from_what_came_first():
    moved = restatements.steps(versions((38, 4, 6), (30, 6, None)), CLOSED_AT_2)
    assert moved[["before", "after"]].to_numpy().tolist() == [[38, 30]]


def test_a_figure_taken_away_is_unknown_now_and_not_nought():
    [row] = restatements.figures(restatements.steps(versions((38, 1, 3)), CLOSED_AT_2)).to_dict(
        "records"
    )
    assert row["as_closed"] == 38
    assert pd.isna(row["now"])
    assert pd.isna(row["difference"])


def test_a_figure_that_went_and_came_back_is_told_against_the_last_known():
    moved = restatements.steps(versions((38, 1, 3), (40, 4, None)), CLOSED_AT_2)
    assert moved["difference"].sum() == 40 - 38
    assert len(moved) == 2


def test_months_that_have_not_closed_are_not_in_it():
    none = CLOSED_AT_2.iloc[:0]
    assert restatements.steps(versions((38, 1, 3), (40, 3, None)), none).empty


@given(
    st.lists(st.one_of(st.integers(0, 9), st.none()), min_size=1, max_size=8),
    st.integers(0, 8),
)
def test_the_steps_add_up_to_now_less_as_closed(values, closed):
    rows = [
        (value, place + 1, place + 2 if place + 1 < len(values) else None)
        for place, value in enumerate(values)
    ]
    closing = CLOSED_AT_2.assign(number=closed)
    moved = restatements.steps(versions(*rows), closing)
    for row in restatements.figures(moved).to_dict("records"):
        if not pd.isna(row["difference"]):
            known = moved["difference"].dropna()
            assert known.sum() == pytest.approx(row["now"] - row["as_closed"])
    if closed >= len(values):  # nothing was published after it closed
        assert moved.empty


def test_a_change_is_told_with_its_submission_and_when_it_came():
    moved = restatements.steps(versions((38, 1, 3), (40, 3, None)), CLOSED_AT_2)
    publications = table("""
        contract | number | at         | submission | what
        CPA-1    | 3      | 2009-05-20 | 12         | monthly_return from provider_mi
    """)
    [row] = restatements.with_publications(moved, publications).to_dict("records")
    assert (row["submission"], row["when"].day) == (12, 20)
