"""A small line of history: gaps stay gaps, and nought is at the bottom."""

import re
from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st

from monitoring import charts
from monitoring.charts.history import EDGE, HEIGHT, WIDTH

FIGURES = st.lists(st.none() | st.integers(0, 1000), max_size=24)


def drawn(values):
    return unquote(charts.small_line(values))


def lines(values):
    """Give how many months each stroke of the line joins."""
    return [len(each.split()) for each in re.findall(r'points="([^"]*)"', drawn(values))]


def test_a_gap_breaks_the_line_and_is_ticked():
    assert lines([3, 4, None, 5, 6, 7]) == [2, 3]
    assert drawn([3, 4, None, 5, 6, 7]).count("<line ") == 1


def test_a_month_between_two_gaps_is_a_dot_and_the_last_known_one_is_marked():
    assert lines([3, None, 5, None]) == []
    assert drawn([3, None, 5, None]).count("<circle ") == 2


def test_nought_is_at_the_bottom_and_the_highest_figure_at_the_top():
    assert f'points="{EDGE:.1f},{HEIGHT - EDGE:.1f} ' in drawn([0, 10])
    assert f'{WIDTH - EDGE:.1f},{EDGE:.1f}"' in drawn([0, 10])


def test_figures_of_nought_lie_on_the_baseline():
    assert drawn([0, 0]).count(f",{HEIGHT - EDGE:.1f}") == 2


def test_without_a_figure_there_is_no_picture():
    assert charts.small_line([]) == charts.small_line([None, None]) == ""


@given(FIGURES)
def test_every_month_is_drawn_once_or_ticked(values):
    known = sum(value is not None for value in values)
    if known:
        alone = drawn(values).count("<circle ") - 1
        joined = sum(lines(values))
        assert known - joined in {alone, alone + 1}
        assert drawn(values).count("<line ") == len(values) - known
