"""What happened while the figures moved? A thin dotted line a dated event, numbered.

The words stand in a list under the chart: a line has no room for them on a narrow screen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pandas as pd

from monitoring.charts import palette

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import plotly.graph_objects as go

CLOSE = 0.07  # of the months drawn: two numbers nearer than this would touch on a narrow screen
LOWER = 14  # pixels a number is lowered to stand clear of the one beside it
ROWS = 3
HALF_A_MONTH = timedelta(days=15)
"""A month's mark is centred on its first day, so a day within it lies half a month earlier."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One dated event and the number it bears on the chart and in the list under it."""

    number: int
    on: date
    text: str


def numbered(events: Iterable[tuple[date, str]]) -> list[Mark]:
    """Give dated events with their numbers, from the earliest on."""
    ordered = sorted(events)
    return [Mark(number, on, text) for number, (on, text) in enumerate(ordered, 1)]


def mark_events(figure: go.Figure, events: Sequence[Mark]) -> list[Mark]:
    """Draw dated events on a chart over months; give those that fall within it.

    Parameters
    ----------
    figure
        A chart whose traces stand over months.
    events
        The events, by their day.
    """
    first, last = _span(figure)
    if first is None or last is None:
        return []
    within = [one for one in events if first - HALF_A_MONTH <= _place(one) <= last + HALF_A_MONTH]
    near = (last - first) * CLOSE
    row, before = 0, None
    for one in within:
        row = (row + 1) % ROWS if before is not None and _place(one) - before < near else 0
        before = _place(one)
        _draw(figure, one, row)
    return within


def _place(one: Mark) -> date:
    return one.on - HALF_A_MONTH


def _span(figure: go.Figure) -> tuple[date | None, date | None]:
    """Give the first and the last month drawn."""
    every = [value for trace in figure.data if trace.x is not None for value in trace.x]
    days = [pd.Timestamp(value).date() for value in every if not isinstance(value, int | float)]
    return min(days, default=None), max(days, default=None)


def _draw(figure: go.Figure, one: Mark, row: int) -> None:
    place = _place(one).isoformat()
    figure.add_shape(
        type="line",
        x0=place,
        x1=place,
        y0=0,
        y1=1,
        yref="paper",
        layer="below",
        line={"color": palette.AXIS, "width": 1, "dash": "dot"},
    )
    figure.add_annotation(
        text=str(one.number),
        hovertext=one.text,
        x=place,
        y=1,
        yref="paper",
        yanchor="top",
        yshift=-LOWER * row,
        xanchor="left",
        xshift=1,
        showarrow=False,
        font={"size": 11},
    )
