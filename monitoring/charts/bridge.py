"""Where did everybody go on the way from referrals to starts? Bars across, counts of people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import plotly.graph_objects as go

from monitoring.charts import palette
from monitoring.charts.layout import framed
from monitoring.narrative.words import number
from monitoring.reconciliation.bridge import LESS, Step

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROW = 27  # pixels of one bar
ROOM = 1.18  # of the longest bar, for the figures written behind the bars
ENDS = (Step.REFERRED, Step.STARTED)
UNSAID = (Step.UNEXPLAINED, Step.NO_REFERRAL, Step.SEEN_NOT_STARTED)
MINUS, PLUS = "\N{MINUS SIGN}", "+"


@dataclass(frozen=True, slots=True)
class Across:
    """One bar across: what it is called, where it begins, how long it is, and what is written."""

    name: str
    begins: int
    length: int
    label: str
    colour: str


def steps(people: Mapping[str, int], names: Mapping[str, str], title: str) -> go.Figure:
    """Draw the steps from those referred to those who started; what has nobody is left out.

    Parameters
    ----------
    people
        How many are in each step, in the order of BRIDGE.
    names
        What each step is called.
    title
        What the chart shows.
    """
    bars, height = [], 0
    for name, count in people.items():
        step = Step(name)
        if step in ENDS:
            bars.append(Across(names[name], 0, count, number(count), palette.ACTUAL))
            height = count
        elif count:
            less = step in LESS
            begins = height - count if less else height
            height = begins if less else height + count
            colour = palette.ATTENTION if step in UNSAID else palette.SLATE
            label = f"{MINUS if less else PLUS}{number(count)}"
            bars.append(Across(names[name], begins, count, label, colour))
    return across(bars, title)


def classes(counts: Mapping[str, int], unexplained: Sequence[str], title: str) -> go.Figure:
    """Draw how many keys are of each class, by its name; what is unexplained is marked."""
    colours = {True: palette.ATTENTION, False: palette.SLATE}
    bars = [
        Across(name, 0, count, number(count), colours[name in unexplained])
        for name, count in counts.items()
        if count
    ]
    return across(bars, title)


def across(bars: Sequence[Across], title: str) -> go.Figure:
    """Draw bars across, the first at the top, each with its figure behind it."""
    top = max((each.begins + each.length for each in bars), default=0)
    figure = go.Figure(
        go.Bar(
            orientation="h",
            y=[each.name for each in bars],
            x=[each.length for each in bars],
            base=[each.begins for each in bars],
            text=[each.label for each in bars],
            textposition="none",
            marker={"color": [each.colour for each in bars]},
            hovertemplate="%{y}: %{text}<extra></extra>",
        )
    )
    framed(figure, title, "", 0, share=False)
    for each in bars:  # a bar may be too thin to hold its figure, so it stands behind it
        figure.add_annotation(
            x=each.begins + each.length, y=each.name, text=each.label,
            xanchor="left", xshift=4, showarrow=False, font={"size": 12},
        )  # fmt: skip
    figure.update_layout(
        hovermode="closest",
        height=figure.layout.margin.t + ROW * max(len(bars), 1) + ROW,
        margin={"r": 8},
        xaxis={
            "type": "linear", "range": [0, ROOM * top or 1], "showgrid": True, "nticks": 5,
            "gridcolor": palette.GRID, "tickformat": ",~r", "hoverformat": None,
        },
        yaxis={
            "type": "category", "autorange": "reversed", "showgrid": False, "tickformat": None,
            "tickmode": "linear", "dtick": 1,  # every bar has its name
        },
    )  # fmt: skip
    return figure
