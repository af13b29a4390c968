"""Does a copied table say what it is, and come out of a spreadsheet as it went in?"""

from __future__ import annotations

import csv
import io

import hypothesis
import pandas as pd
import pytest
from hypothesis import strategies as st

from monitoring.copying import MOST, Shown, as_text, cells

LABELS = {"month": Shown("Month"), "value": Shown("Value"), "said": Shown("What")}
HEADING = "Job outcomes, known as at 3 December 2010. OFFICIAL"


def frame(*rows):
    return pd.DataFrame(rows, columns=["month", "value", "said"])


def read(text):
    heading, *rest = text.split("\n")
    return heading, list(csv.reader(io.StringIO("\n".join(rest)), delimiter="\t"))


def test_headings_stand_over_the_cells_and_the_marking_over_both():
    given = frame((pd.Timestamp("2010-11-01"), 17.0, "late"))
    heading, rows = read(as_text(given, LABELS, HEADING))
    assert heading == HEADING
    assert rows == [["Month", "Value", "What"], ["2010-11-01", "17", "late"]]


def test_what_is_unknown_stays_blank_and_a_fraction_keeps_three_places():
    given = frame((None, float("nan"), None), (None, 0.59333, "a"))
    _, rows = read(as_text(given, LABELS, HEADING))
    assert rows[1:] == [["", "", ""], ["", "0.593", "a"]]


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("", "1859.25"),
        ("localized", "1,859.2"),
        ("%.1f%%", "1859.2%"),
        ("%+.1f points", "+1859.2 points"),
    ],
)
def test_a_figure_keeps_the_format_of_its_column(how, said):
    columns = {"value": Shown("Value", how)}
    assert read(as_text(frame((None, 1859.25, "")), columns, HEADING))[1][1] == [said]


@pytest.mark.parametrize(
    ("how", "said"), [("MMM YYYY", "Nov 2010"), ("D MMM YYYY", "1 Nov 2010"), ("", "2010-11-01")]
)
def test_a_day_keeps_the_format_of_its_column(how, said):
    given = frame((pd.Timestamp("2010-11-01"), 1.0, ""))
    assert read(as_text(given, {"month": Shown("Month", how)}, HEADING))[1][1] == [said]


def test_text_that_would_run_as_a_formula_is_made_harmless_and_figures_are_left():
    _, rows = read(as_text(frame((None, -7.0, "=1+1"), (None, 7.0, "+7")), LABELS, HEADING))
    assert [row[1:] for row in rows[1:]] == [["-7", "'=1+1"], ["7", "+7"]]


def test_only_the_columns_shown_are_copied():
    _, rows = read(as_text(frame((None, 1.0, "secret")), {"value": Shown("Value")}, HEADING))
    assert rows == [["Value"], ["1"]]


def test_a_long_table_says_how_much_is_left_out():
    long = frame(*[(None, float(at), "") for at in range(MOST + 3)])
    assert as_text(long, LABELS, HEADING).endswith("3 more rows are in the download.")


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@hypothesis.given(st.lists(WORDS, max_size=5))
def test_every_row_has_as_many_cells_as_the_header(texts):
    text = as_text(frame(*[(None, 1.0, one) for one in texts]), LABELS, HEADING)
    assert all(line.count("\t") == 2 for line in text.split("\n")[1:])


def test_a_cell_on_paper_is_what_stands_on_the_page():
    assert cells(frame((None, 1.0, "+26 people")), LABELS).iloc[0, -1] == "+26 people"
