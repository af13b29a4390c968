"""A small line of history beside a figure: its shape and its gaps, nothing to read off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import plotly.graph_objects as go

from monitoring.charts import palette

if TYPE_CHECKING:
    from collections.abc import Sequence

HEIGHT = 56


def history(values: Sequence[float | None]) -> go.Figure:
    """Draw the figures of the last months as a line without axes, its last one marked.

    A gap (None) breaks the line; the baseline is nought.
    """
    places = list(range(len(values)))
    known = [place for place in places if values[place] is not None]
    figure = go.Figure(
        go.Scatter(
            x=places,
            y=list(values),
            mode="lines",
            connectgaps=False,
            hoverinfo="skip",
            line={"color": palette.ACTUAL, "width": 2},
        )
    )
    figure.add_trace(
        go.Scatter(
            x=known[-1:],
            y=[values[place] for place in known[-1:]],
            mode="markers",
            hoverinfo="skip",
            marker={"color": palette.ACTUAL, "size": 6},
        )
    )
    figure.update_layout(
        height=HEIGHT,
        showlegend=False,
        paper_bgcolor=palette.CLEAR,
        plot_bgcolor=palette.CLEAR,
        margin={"l": 4, "r": 4, "t": 4, "b": 4},
    )
    figure.update_xaxes(visible=False, fixedrange=True)
    figure.update_yaxes(visible=False, rangemode="tozero", fixedrange=True)
    return figure
