"""Do the sources lie apart, and is it getting better? A line a source, nought where they agree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import plotly.graph_objects as go

from monitoring.charts import palette
from monitoring.charts.layout import EndLabel, framed, label_ends
from monitoring.narrative.sources import NAMES
from monitoring.narrative.words import number, percent
from monitoring.sources import one_each
from monitoring.vocabulary import Origin, Source

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOM = 0.12  # of the span above and below the lines, so that no label touches the frame
SIGN = "\N{EM DASH}"
LABELS: dict[str, str] = {
    Source.CLERICAL: "clerical",
    Source.PARTNER: "partners",
    Source.BDC: "benefit centre",
    Source.PUBLISHED: "published",
}
"""Names short enough for the margin."""


def source_differences(rows: pd.DataFrame, title: str, note: str = "") -> go.Figure:
    """Draw, month by month, how far each source lies from the provider's figure.

    Parameters
    ----------
    rows
        What ``sources.compare`` gave of one contract and measure.
    title, note
        What the chart shows, and how its sign is read.

    Returns
    -------
    A line for each source, of what it returned, else of what was counted; a month without a figure
    breaks it.
    """
    figure = go.Figure()
    labels = []
    each = one_each(rows)
    others = each[~each["held_against"] & ~_never_compared(each)]
    months = pd.Index(sorted(each["month"].unique()), name="month")
    for source, own in others.groupby("source", sort=False):
        every = own.set_index("month").reindex(months).reset_index()
        labels += _line(figure, every, str(source))
    low, high = _span(others["difference"].dropna())
    label_ends(figure, [_lifted(each, low) for each in labels], high - low)
    framed(figure, title, note, 0, share=False)
    for annotation in figure.layout.annotations:
        annotation.y += low
    figure.update_yaxes(range=[low, high], rangemode="normal", zerolinewidth=2)
    return figure


def _never_compared(rows: pd.DataFrame) -> pd.Series[Any]:
    """Say which rows are of a source that never had a figure beside the provider's."""
    return ~rows["difference"].notna().groupby(rows["source"]).transform("any")


def _lifted(label: EndLabel, low: float) -> EndLabel:
    """Give a label its height above the foot of the chart, where spreading begins."""
    return EndLabel(label.text, label.height - low, label.sign, label.colour)


def _span(values: Iterable[float]) -> tuple[float, float]:
    """Give the foot and the top of the axis: nought is always on it."""
    every = [0.0, *values]
    low, high = min(every), max(every)
    room = ROOM * (high - low or 1.0)
    return low - room, high + room


def _line(figure: go.Figure, own: pd.DataFrame, source: str) -> list[EndLabel]:
    name = LABELS.get(source, NAMES[source])
    name = f"{name[:1].upper()}{name[1:]}"
    style = palette.SOURCES[source]
    said = [_said(row) for row in own.to_dict("records")]
    figure.add_trace(
        go.Scatter(
            x=list(own["month"]),
            y=[None if pd.isna(value) else float(value) for value in own["difference"]],
            name=name,
            mode="lines+markers",
            connectgaps=False,
            customdata=said,
            line={"color": style.colour, "dash": style.dash, "width": style.width},
            marker={"color": style.colour, "size": 5},
            hovertemplate=f"{name}: %{{customdata}}<extra></extra>",
        )
    )
    known = own["difference"].dropna().tail(1)
    return [EndLabel(name, float(value), SIGN, style.colour) for value in known]


def _said(row: dict[Any, Any]) -> str:
    if pd.isna(row["difference"]):
        return "no figure"
    apart = f"{number(row['difference'])}, {percent(row['difference_share'])}"
    how = ", counted" if row["origin"] == Origin.COUNTED else ""
    return f"{number(row['value'])} ({apart}{how})"
