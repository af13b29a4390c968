"""How far did a cohort come? A bar a step, from the top down, each with its people and share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import plotly.graph_objects as go

from monitoring.charts import palette
from monitoring.charts.layout import framed
from monitoring.narrative.words import number, rate_of

if TYPE_CHECKING:
    import pandas as pd

ROOM = 1.3  # of the widest bar, for the words at its end
ROW = 30  # pixels a step
AROUND = 70


def steps(rows: pd.DataFrame, title: str, note: str = "") -> go.Figure:
    """Draw how many of a cohort came to each step.

    Parameters
    ----------
    rows
        A row a step, in order: ``named``, ``people``, ``referred`` and ``of_referred``.
    title, note
        What the chart shows, and of which cohort.
    """
    people = [int(count) for count in rows["people"]]
    said = [
        rate_of(float(row["people"]), float(row["referred"])) for row in rows.to_dict("records")
    ]
    figure = go.Figure(
        go.Bar(
            y=list(rows["named"]),
            x=people,
            orientation="h",
            text=[number(count) for count in people],
            textposition="outside",
            cliponaxis=False,
            customdata=said,
            marker={"color": palette.ACTUAL},
            hovertemplate="%{y}: %{customdata}<extra></extra>",
        )
    )
    framed(figure, title, note, 0, share=False)
    figure.update_layout(hovermode="closest", height=AROUND + ROW * len(people), bargap=0.35)
    figure.update_layout(margin={"r": 8})
    figure.update_xaxes(
        type="linear", range=[0, ROOM * max([*people, 1])], visible=False, tickformat=",d"
    )
    return figure.update_yaxes(
        autorange="reversed", type="category", showgrid=False, zeroline=False, tickformat="",
        rangemode="normal", nticks=0,
    )  # fmt: skip
