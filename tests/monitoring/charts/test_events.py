"""A dated event is a numbered line within the months drawn, and no number stands on another."""

from __future__ import annotations

from datetime import date

import pandas as pd
import plotly.graph_objects as go
import pytest

from monitoring.charts import mark_events, numbered

MONTHS = pd.date_range("2008-01-01", "2010-12-01", freq="MS")
ESA = (date(2008, 10, 27), "ESA for new claimants")
RECESSION = (date(2009, 1, 23), "Recession")


@pytest.fixture
def chart():
    """Give a chart over three years, with a line that has no months."""
    return go.Figure([go.Bar(x=list(MONTHS), y=[1] * len(MONTHS)), go.Scatter(y=[1])])


def test_events_are_numbered_from_the_earliest(chart):
    marks = numbered([RECESSION, ESA])
    assert [(one.number, one.text) for one in marks] == [(1, ESA[1]), (2, RECESSION[1])]
    assert mark_events(chart, marks) == marks
    assert [note.text for note in chart.layout.annotations] == ["1", "2"]
    assert [note.hovertext for note in chart.layout.annotations] == [ESA[1], RECESSION[1]]


def test_a_line_stands_within_its_own_month_s_mark(chart):
    mark_events(chart, numbered([ESA]))
    [line] = chart.layout.shapes
    assert (line.x0, line.x1, line.yref) == ("2008-10-12", "2008-10-12", "paper")
    assert line.line.dash == "dot"


def test_what_lies_outside_the_months_drawn_is_left_out(chart):
    marks = numbered([(date(2007, 11, 1), "Before"), ESA, (date(2011, 2, 1), "After")])
    assert [one.text for one in mark_events(chart, marks)] == [ESA[1]]


def test_numbers_that_would_touch_stand_lower(chart):
    close = [ESA, (date(2008, 11, 3), "Next"), (date(2008, 11, 20), "Third"), RECESSION]
    mark_events(chart, numbered([*close, (date(2010, 6, 1), "Later")]))
    heights = [note.yshift for note in chart.layout.annotations]
    assert heights[0] == 0
    assert len(set(heights[:3])) == 3
    assert heights[-1] == 0


def test_a_chart_without_months_has_no_events():
    assert mark_events(go.Figure(), numbered([ESA])) == []
