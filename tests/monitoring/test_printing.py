"""How are rows written down for people and for scripts?"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.printing import as_csv, as_json, as_table, names, objects, plain, records
from monitoring.vocabulary import Source

INSTANT = datetime(2009, 4, 7, 12, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Row:
    """A row for tests."""

    month: date
    source: Source
    months: tuple[date, ...]
    at: datetime | None


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, None),
        (float("nan"), None),
        (np.float64("nan"), None),
        (float("inf"), None),
        (pd.NaT, None),
        (pd.NA, None),
        (0, 0),
        (0.0, 0.0),
        (np.int64(7), 7),
        (np.bool_(1), True),
        (Source.LMS, "lms"),
        (INSTANT, "2009-04-07T12:30:00+00:00"),
        (date(2009, 4, 7), "2009-04-07"),
        (pd.Timestamp(2009, 4, 7), "2009-04-07"),
        ([1.5, float("nan")], [1.5, None]),
        ((Source.LMS,), ["lms"]),
    ],
    ids=repr,
)
def test_a_value_is_plain_and_unknown_is_none_never_nought(value, said):
    found = plain(value)
    assert (found, type(found)) == (said, type(said))


def test_a_month_has_no_day():
    assert plain(pd.Timestamp(2009, 4, 1), month=True) == "2009-04"
    frame = pd.DataFrame({"month": [pd.Timestamp(2009, 4, 1)], "on": [pd.Timestamp(2009, 4, 1)]})
    assert records(frame) == [{"month": "2009-04", "on": "2009-04-01"}]


def test_a_count_is_whole_and_a_rate_a_fraction_however_the_frame_keeps_them():
    frame = pd.DataFrame({"actual": [3.0, None], "rate": [1.0, 0.5], "history": [[1.0, None], []]})
    first, second = records(frame, whole=("actual", "history"))
    assert (first["actual"], type(first["actual"])) == (3, int)
    assert (first["rate"], type(first["rate"])) == (1.0, float)
    assert (first["history"], type(first["history"][0])) == ([1, None], int)
    assert second == {"actual": None, "rate": 0.5, "history": []}


def test_instances_are_rows_and_their_columns_are_known_without_one():
    row = Row(date(2009, 4, 1), Source.LMS, (date(2009, 4, 1), date(2009, 5, 1)), None)
    assert objects([row]) == [
        {"month": "2009-04", "source": "lms", "months": ["2009-04", "2009-05"], "at": None}
    ]
    assert names(Row) == ["month", "source", "months", "at"]


def test_json_is_one_line_and_knows_no_infinity():
    assert as_json({"a": None, "b": "\N{POUND SIGN}1"}) == '{"a": null, "b": "\N{POUND SIGN}1"}'
    with pytest.raises(ValueError, match="JSON"):
        as_json({"a": float("inf")})


def test_csv_leaves_unknown_blank_and_says_yes_or_no():
    rows = [{"a": None, "b": True, "c": [1, None], "d": 0}, {"a": "x,y", "b": False}]
    assert as_csv(rows, ["a", "b", "c", "d"]).splitlines() == [
        "a,b,c,d",
        ',yes,"[1, null]",0',
        '"x,y",no,,',
    ]
    assert as_csv([], ["a", "b"]) == "a,b\n"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_no_text_of_a_csv_is_run_as_a_formula(text):
    cell = next(
        csv.reader(io.StringIO(as_csv([{"a": text, "b": 1}], ["a", "b"]).split("\n", 1)[1]))
    )
    assert not cell[0].startswith(("=", "+", "-", "@"))
    assert cell[0].removeprefix("'") == text.removeprefix("'")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_formula_is_made_harmless_and_a_number_is_left_alone(text):
    assert as_csv([{"a": text}], ["a"]).split("\n", 1)[1].lstrip('"').startswith("'")
    assert as_csv([{"a": -1}], ["a"]) == "a\n-1\n"


def test_a_table_puts_numbers_to_the_right_and_leaves_unknown_blank():
    rows = [{"contract": "CPA-1", "actual": 1200, "rate": 0.5}, {"contract": "B", "actual": None}]
    assert as_table(rows, ["contract", "actual", "rate"]).splitlines() == [
        "contract  actual   rate",
        "--------  ------  -----",
        "CPA-1      1,200  0.500",
        "B",
    ]


def test_a_table_leaves_out_lines_to_be_drawn_and_writes_texts_in_a_row():
    rows = [
        {"history": [1, None], "roles": ["CM", "TPPM"], "provisional": True},
        {"history": [], "roles": [], "provisional": False},
    ]
    assert as_table(rows, ["history", "roles", "provisional"]).splitlines() == [
        "roles     provisional",
        "--------  -----------",
        "CM; TPPM          yes",
        "                   no",
    ]


def test_many_months_are_written_as_a_stretch():
    few, many = ["2009-01", "2009-02"], [f"2009-{month:02}" for month in range(1, 13)]
    lines = as_table([{"months": few}, {"months": many}], ["months"]).splitlines()
    assert lines[2:] == ["2009-01, 2009-02", "2009-01 to 2009-12 (12)"]


def test_a_table_without_rows_says_so():
    assert as_table([], ["a"]) == "No rows."


@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["a", "b"]),
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        )
    )
)
def test_whatever_a_frame_holds_can_be_printed_as_json(rows):
    frame = pd.DataFrame(rows, columns=["a", "b"], dtype="object")
    told = json.loads(as_json({"rows": records(frame)}))
    assert len(told["rows"]) == len(rows)
