"""The word of a gap stands once, where there is room for it."""

import pandas as pd

from monitoring.charts.gaps import placed


def months(*numbers):
    return [pd.Timestamp(2009 + (each - 1) // 12, (each - 1) % 12 + 1, 1) for each in numbers]


def test_a_word_stands_over_the_first_stretch_with_room_and_runs_on_over_its_gaps():
    texts, places = placed(months(1, 3, 4, 5, 6, 9), ["no return"] * 6)
    assert texts == ["", "no return", "", "", "", ""]
    assert places[1] == "top right"


def test_without_room_it_stands_over_the_first_gap():
    texts, places = placed(months(1, 3), ["no return"] * 2)
    assert (texts, places[0]) == (["no return", ""], "top center")


def test_each_word_stands_once_however_often_gaps_take_turns():
    texts, _ = placed(months(1, 2, 3, 4), ["suppressed", "under 10", "suppressed", "under 10"])
    assert texts == ["suppressed", "under 10", "", ""]


def test_a_new_year_does_not_end_a_stretch():
    texts, places = placed(months(11, 12, 13, 14), ["no return"] * 4)
    assert (texts[0], places[0]) == ("no return", "top right")


def test_no_gap_has_no_word():
    assert placed([], []) == ([], [])
