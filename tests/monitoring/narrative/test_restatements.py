"""Is it said how many figures moved after their month closed, and which most?"""

from __future__ import annotations

from datetime import date

from monitoring.narrative.restatements import closing_words, restatements_finding
from tests.tables import table

TITLES = {"starts": "Starts", "job_outcomes": "Job outcomes"}
MOVED = table("""
    measure      | month   | as_closed | now | difference
    job_outcomes | 2009-01 | 38        | 45  | 7
    starts       | 2009-02 | 60        | 50  | -10
    starts       | 2009-03 | 80        |     |
""")


def test_the_one_that_moved_most_is_told_with_its_numbers():
    assert restatements_finding(MOVED, TITLES) == (
        "3 figures moved after their months closed. Starts of February 2009 moved most: "
        "60 as closed, 50 now, 10 fewer."
    )
    assert restatements_finding(MOVED.head(1), TITLES).startswith(
        "1 figure moved after its month closed."
    )
    assert restatements_finding(MOVED.head(1), TITLES).endswith("7 more.")


def test_a_figure_taken_away_is_counted_and_not_measured():
    assert restatements_finding(MOVED.tail(1), TITLES) == "1 figure moved after its month closed."


def test_nothing_moved_is_said():
    assert restatements_finding(MOVED.iloc[:0], TITLES) == "No figure moved after its month closed."


def test_months_still_open_are_named():
    assert closing_words([]) == "Every month that has ended is closed."
    assert closing_words([date(2009, 3, 1)]) == "March 2009 has ended and is not closed yet."
    both = closing_words([date(2009, 2, 1), date(2009, 3, 1)])
    assert both == "February 2009 and March 2009 have ended and are not closed yet."
