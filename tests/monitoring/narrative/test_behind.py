"""How many rows stand behind a figure, and how they compare with it, in a sentence or two."""

import math
from dataclasses import replace

import pytest

from monitoring.narrative.behind import RowsFound, rows_behind
from tests.monitoring.test_programmes import shipped

STARTS, FTAS = (shipped("PLP").measure(code) for code in ("starts", "ftas"))
ALL_HERE = RowsFound(total=25, shown=25, figure=25, returned=False)
RETURN = RowsFound(total=1, shown=1, figure=25, returned=True, of_return=True)


def test_rows_are_counted_in_the_measures_own_unit():
    assert rows_behind(ALL_HERE, STARTS) == "25 rows: 25 people counted."
    one = replace(ALL_HERE, total=1, shown=1, figure=1)
    assert rows_behind(one, FTAS) == "1 row: 1 appointment counted."


def test_of_many_rows_the_first_are_shown_and_said_to_be():
    many = replace(ALL_HERE, total=1240, shown=500, figure=1240)
    assert rows_behind(many, STARTS) == (
        "1,240 rows: 1,240 people counted. Showing the first 500 of 1,240."
    )


@pytest.mark.parametrize("figure", [25, math.nan])
def test_a_figure_that_agrees_or_is_missing_is_not_compared(figure):
    assert "figure" not in rows_behind(replace(ALL_HERE, figure=figure), STARTS)


def test_rows_that_are_not_the_readers_are_missed_and_said_to_be():
    assert rows_behind(replace(ALL_HERE, figure=27), STARTS) == (
        "25 rows: 25 people counted. The figure is 27 people: not everything it was counted from "
        "is yours to see, or the rows have changed since."
    )


def test_client_rows_stand_beside_what_was_returned():
    beside = replace(ALL_HERE, figure=60, returned=True)
    assert rows_behind(beside, STARTS).endswith("The figure returned is 60 people.")
    none = replace(beside, total=0, shown=0)
    assert rows_behind(none, STARTS) == (
        "No row that counts in this month is there to be seen. The figure returned is 60 people."
    )


def test_rows_known_otherwise_than_the_figure_was_say_so_and_are_not_compared():
    said = rows_behind(replace(ALL_HERE, figure=27, as_now=True), STARTS)
    assert "as they are known now, not as they were known then" in said
    assert "27" not in said


def test_parts_of_a_return_are_said_to_be_parts():
    assert rows_behind(RETURN, STARTS) == "1 row returned."
    assert rows_behind(replace(RETURN, total=3, shown=3), STARTS) == (
        "3 rows returned. A row that names a category or an arrangement is part of the whole and "
        "is never added to it."
    )
