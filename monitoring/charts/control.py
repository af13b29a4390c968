"""Which months are unusual? The months of a measure between the limits of its control chart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from monitoring.charts import palette
from monitoring.charts.layout import EndLabel, framed, label_ends, plain
from monitoring.narrative.words import number, percent, rate_of
from monitoring.rates import FEWEST
from monitoring.spc import Point

if TYPE_CHECKING:
    import pandas as pd

TARGET_LINE = palette.Line(palette.SLATE, "dash", 2.5, "--")
MEAN_LINE = palette.Line(palette.SLATE, "solid", 1.5, "\N{EN DASH}")
LIMIT_LINE = palette.Line(palette.SLATE, "dot", 1.5, 3 * "\N{MIDDLE DOT}")


@dataclass(frozen=True, slots=True)
class Side:
    """A line beside the months: its column, its name and how it is drawn."""

    column: str
    name: str
    style: palette.Line


SIDES = (
    Side("upper", "Upper limit", LIMIT_LINE),
    Side("lower", "Lower limit", LIMIT_LINE),
    Side("mean", "Mean", MEAN_LINE),
)
MARKS = {
    Point.CONCERN: ("diamond", palette.ATTENTION, 11),
    Point.IMPROVEMENT: ("circle-open", palette.ACTUAL, 13),
    Point.HIGH: ("triangle-up", palette.STONE, 11),
    Point.LOW: ("triangle-down", palette.STONE, 11),
}
"""How a point that is unusual is marked, by shape as well as colour."""


def control_chart(rows: pd.DataFrame, title: str, note: str = "", *, share: bool) -> go.Figure:
    """Draw one contract's months with their mean, limits, target and unusual points.

    Parameters
    ----------
    rows
        One contract's rows of the report ``control-chart``, oldest first.
    title, note
        What the chart shows.
    share
        Whether the measure is a rate: its axis stands in percent, and a month over fewer than ten
        is a gap.
    """
    figure = go.Figure()
    drawn = rows.assign(value=rows["value"].where(~(rows["denominator"] < FEWEST)))
    labels = _sides(figure, drawn, share=share)
    target = Side("target", "Target" if share else "Profile", TARGET_LINE)
    labels += _line(figure, drawn, target, share=share)
    _values(figure, drawn, share=share)
    for point, mark in MARKS.items():
        _marked(figure, drawn[drawn["point"] == point], point, mark)
    top = max((one for trace in figure.data for one in trace.y if one is not None), default=0.0)
    label_ends(figure, labels, top)
    return framed(figure, title, note, top, share=share)


def _sides(figure: go.Figure, rows: pd.DataFrame, *, share: bool) -> list[EndLabel]:
    """Draw the limits and the mean; a line breaks where they are begun anew."""
    labels: list[EndLabel] = []
    for side in SIDES:
        for stretch, own in rows.groupby("stretch"):
            made = _line(figure, own, side, share=share)
            labels += made if stretch == rows["stretch"].max() else []
    return labels


def _line(figure: go.Figure, own: pd.DataFrame, side: Side, *, share: bool) -> list[EndLabel]:
    known, style = own[side.column].dropna(), side.style
    if known.empty:
        return []
    figure.add_trace(
        go.Scatter(
            x=list(own["month"]),
            y=plain(own[side.column]),
            name=side.name,
            mode="lines" if len(known) > 1 else "markers",
            connectgaps=False,
            customdata=[percent(one) if share else number(one) for one in own[side.column]],
            line={"color": style.colour, "dash": style.dash, "width": style.width},
            marker={"color": style.colour, "size": 6},
            hovertemplate=f"{side.name}: %{{customdata}}<extra></extra>",
        )
    )
    return [EndLabel(side.name, float(known.iloc[-1]), style.sign, style.colour)]


def _values(figure: go.Figure, rows: pd.DataFrame, *, share: bool) -> None:
    """Draw the months themselves; one that is provisional is hollow."""
    hollow = [palette.CLEAR if each else palette.ACTUAL for each in rows["provisional"]]
    figure.add_trace(
        go.Scatter(
            x=list(rows["month"]),
            y=plain(rows["value"]),
            name="Actual",
            mode="lines+markers",
            connectgaps=False,
            customdata=[_said(row, share=share) for row in rows.to_dict("records")],
            line={"color": palette.ACTUAL, "width": 2},
            marker={
                "color": hollow,
                "size": 6,
                "line": {"color": palette.ACTUAL, "width": 1.5},
            },
            hovertemplate="Actual: %{customdata}<extra></extra>",
        )
    )


def _marked(
    figure: go.Figure, rows: pd.DataFrame, point: Point, mark: tuple[str, str, int]
) -> None:
    known = rows[rows["value"].notna()]
    if known.empty:
        return
    symbol, colour, size = mark
    figure.add_trace(
        go.Scatter(
            x=list(known["month"]),
            y=plain(known["value"]),
            name=str(point).capitalize(),
            mode="markers",
            customdata=list(known["signals"]),
            marker={
                "symbol": symbol, "color": colour, "size": size,
                "line": {"color": colour, "width": 2},
            },
            hovertemplate=f"{str(point).capitalize()}: %{{customdata}}<extra></extra>",
        )
    )  # fmt: skip


def _said(row: dict[Any, Any], *, share: bool) -> str:
    text = rate_of(row["numerator"], row["denominator"]) if share else number(row["value"])
    return f"{text}, provisional" if row["provisional"] else text
