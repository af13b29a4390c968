"""How does every chart stand on its page: its title, axes, labels and margins?

No text has a colour of its own: it takes the theme's, so that it can be read in both.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from monitoring.charts import palette

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

TITLE_WIDTH = 46  # characters of a title line that fit on a screen 400 pixels wide
NOTE_WIDTH = 56  # the same for the smaller line under it
LABEL_WIDTH = 14
LABEL_MARGIN = 112  # pixels kept free on the right for labels
LABEL_GAP = 0.075  # of the height: two labels nearer than this would touch
HEADROOM = 1.08  # of the highest figure, so that nothing touches the title
MOST_TICKS = 6
HEIGHT = 380
LINE_HEIGHT = 18  # pixels
ABOVE, BELOW = 8, 24  # pixels kept free around the title; the second holds the buttons too
MODEBAR = {
    "displaylogo": False,
    "modeBarButtons": [["toImage", "resetScale2d"]],
}
"""What the page hands plotly as its config: download and reset, nothing else."""


_X_AXIS: dict[str, Any] = {
    "type": "date",
    "tickformat": "%b\n%Y",
    "hoverformat": "%B %Y",
    "nticks": MOST_TICKS,
    "tickangle": 0,
    "showgrid": False,
    "linecolor": palette.AXIS,
    "automargin": True,
    "fixedrange": True,
}
_Y_AXIS: dict[str, Any] = {
    "rangemode": "tozero",
    "nticks": MOST_TICKS,
    "gridcolor": palette.GRID,
    "zeroline": True,
    "zerolinecolor": palette.AXIS,
    "automargin": True,
    "fixedrange": True,
}


@dataclass(frozen=True, slots=True)
class EndLabel:
    """The name of a series, written where its line ends, after a sign in its colour."""

    text: str
    height: float
    sign: str
    colour: str


def framed(figure: go.Figure, title: str, note: str, top: float, *, share: bool) -> go.Figure:
    """Put a figure into the frame all charts share: zero baseline, few ticks, no box, no fill.

    ``note`` stands small under the title, ``top`` is the highest figure drawn, and ``share``
    writes the axis in percent.
    """
    lines, notes = textwrap.wrap(title, TITLE_WIDTH), textwrap.wrap(note, NOTE_WIDTH)
    figure.update_layout(
        title={
            "text": "<br>".join(lines),
            "subtitle": {"text": "<br>".join(notes), "font": {"size": 12}},
            "font": {"size": 14},
            "x": 0,
            "xanchor": "left",
            "y": 1,
            "yanchor": "top",
            "pad": {"t": ABOVE + LINE_HEIGHT * (len(lines) - 1)},  # counted from the last line
        },
        paper_bgcolor=palette.CLEAR,
        plot_bgcolor=palette.CLEAR,
        showlegend=False,
        hovermode="x unified",
        height=HEIGHT,
        bargap=0.25,
        margin={"l": 8, "r": LABEL_MARGIN, "t": head_height(len(lines) + len(notes)), "b": 8},
        xaxis=_X_AXIS,
        yaxis=_Y_AXIS | {"tickformat": ".0%" if share else ",~r"},
    )
    if top > 0:
        figure.update_yaxes(range=[0, HEADROOM * top])
    return figure


def head_height(lines: int) -> int:
    """Give the pixels that the lines of a title and its note take, with room around them."""
    return ABOVE + LINE_HEIGHT * lines + BELOW


def label_ends(figure: go.Figure, labels: Sequence[EndLabel], top: float) -> None:
    """Write each series' name in the right margin at the height its line ends, none on another."""
    if top <= 0:
        return
    for label, height in spread(labels, top):
        figure.add_annotation(
            text=f'<span style="color: {label.colour}">{label.sign}</span> {shortened(label.text)}',
            x=1,
            xref="paper",
            xanchor="left",
            xshift=4,
            y=height,
            yref="y",
            showarrow=False,
            align="left",
            font={"size": 12},
        )


def spread(labels: Sequence[EndLabel], top: float) -> list[tuple[EndLabel, float]]:
    """Move labels that would touch apart, upwards, keeping their order."""
    placed: list[tuple[EndLabel, float]] = []
    lowest = -top
    for label in sorted(labels, key=lambda each: each.height):
        height = max(label.height, lowest)
        placed.append((label, height))
        lowest = height + LABEL_GAP * top
    return placed


def shortened(text: str) -> str:
    """Cut a label to what the margin holds."""
    return text if len(text) <= LABEL_WIDTH else f"{text[: LABEL_WIDTH - 1]}\N{HORIZONTAL ELLIPSIS}"


def plain(values: pd.Series[Any]) -> list[float | None]:
    """Give figures as they are drawn: what is not known is a gap."""
    return [None if pd.isna(value) else float(value) for value in values]
