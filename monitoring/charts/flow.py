"""How many came, of which kind, and how long did they wait? Bars upon one another, and one curve.

Of bars that stand upon one another only the whole is read off the axis, so the parts are few, each
has its own colour and its name in the margin, and the figures stand on hover and in the table.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import plotly.graph_objects as go

from monitoring.charts import palette
from monitoring.charts.layout import EndLabel, framed, label_ends, plain
from monitoring.narrative.words import number, percent
from monitoring.profile_sets import ORIGINAL, kind_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

ANTICIPATED = palette.LINES[kind_of(ORIGINAL)]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of each bar: its column, its name and its colour."""

    column: str
    name: str
    colour: str


def stacked(
    rows: pd.DataFrame, parts: Sequence[Part], title: str, note: str = "", *, over: str = "month"
) -> go.Figure:
    """Draw the parts upon one another, and what was anticipated as a dashed line where it is known.

    Parameters
    ----------
    rows
        A row a month or week: the day in ``over``, a column a part, and ``anticipated`` if there
        is anything to set beside them.
    parts
        The parts, the lowest first.
    title, note
        What the chart shows.
    over
        The column of the day.
    """
    figure = go.Figure()
    figure.update_layout(barmode="stack")
    for part in parts:
        figure.add_trace(_bar(rows, part, over))
    sums = rows[[part.column for part in parts]].sum(axis="columns", min_count=1)
    labels = _named(rows, parts)
    top = float(sums.max()) if sums.notna().any() else 0.0
    if "anticipated" in rows and rows["anticipated"].notna().any():
        figure.add_trace(_line(rows, over))
        top = max(top, float(rows["anticipated"].max()))
        last = float(rows["anticipated"].dropna().iloc[-1])
        labels.append(EndLabel("Anticipated", last, ANTICIPATED.sign, ANTICIPATED.colour))
    label_ends(figure, labels, top)
    return framed(figure, title, note, top, share=False)


def _bar(rows: pd.DataFrame, part: Part, over: str) -> go.Bar:
    return go.Bar(
        x=list(rows[over]),
        y=plain(rows[part.column]),
        name=part.name,
        customdata=[number(value) for value in rows[part.column]],
        marker={"color": part.colour},
        hovertemplate=f"{part.name}: %{{customdata}}<extra></extra>",
    )


def _named(rows: pd.DataFrame, parts: Sequence[Part]) -> list[EndLabel]:
    """Name each part beside the middle of its piece of the last bar."""
    known = rows[rows[[part.column for part in parts]].notna().any(axis="columns")].tail(1)
    labels, foot = [], 0.0
    for part in parts:
        for value in known[part.column].dropna():
            middle = foot + 0.5 * float(value)
            labels.append(EndLabel(part.name, middle, palette.ACTUAL_SIGN, part.colour))
            foot += float(value)
    return labels


def _line(rows: pd.DataFrame, over: str) -> go.Scatter:
    style = ANTICIPATED
    return go.Scatter(
        x=list(rows[over]),
        y=plain(rows["anticipated"]),
        name="Anticipated",
        mode="lines",
        connectgaps=False,
        customdata=[number(value) for value in rows["anticipated"]],
        line={"color": style.colour, "dash": style.dash, "width": style.width},
        hovertemplate="Anticipated: %{customdata}<extra></extra>",
    )


def waits(curve: pd.DataFrame, limit_days: int, title: str, note: str = "") -> go.Figure:
    """Draw the share still waiting by the days since referral, and where the limit lies.

    Parameters
    ----------
    curve
        ``days``, ``share``: the share of referrals still without a first interview after so many
        days, those who still wait counted as waiting.
    limit_days
        The limit, marked by a dotted line.
    title, note
        What the chart shows.
    """
    figure = go.Figure()
    said = [f"{percent(share)} after {number(days)} days" for days, share in _pairs(curve)]
    figure.add_trace(
        go.Scatter(
            x=list(curve["days"]),
            y=list(curve["share"]),
            mode="lines",
            name="Still waiting",
            customdata=said,
            line={"color": palette.ACTUAL, "width": 2.5, "shape": "hv"},
            hovertemplate="Still waiting: %{customdata}<extra></extra>",
        )
    )
    figure.add_vline(x=limit_days, line={"color": palette.AXIS, "width": 1, "dash": "dot"})
    figure.add_annotation(
        text=f"{limit_days} days", x=limit_days, y=1, yref="paper", yanchor="top",
        xanchor="left", xshift=3, showarrow=False, font={"size": 11},
    )  # fmt: skip
    framed(figure, title, note, 1.0, share=True)
    figure.update_layout(margin={"r": 8})
    return figure.update_xaxes(
        type="linear", tickformat=",d", hoverformat=",d", title={"text": "days since referral"}
    )


def _pairs(curve: pd.DataFrame) -> list[tuple[float, float]]:
    return list(zip(curve["days"], curve["share"], strict=True))
