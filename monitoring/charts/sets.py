"""Profile sets as a picture: a line a set, the original always among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import plotly.graph_objects as go

from monitoring.charts import palette
from monitoring.charts.layout import EndLabel, framed, label_ends
from monitoring.narrative.words import number
from monitoring.profile_sets import in_order

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from monitoring.profile_sets import ProfileSet
    from monitoring.reprofiling import Months


def profile_sets(
    drawn: Sequence[tuple[ProfileSet, Months]], title: str, note: str = ""
) -> go.Figure:
    """Draw each set's months as a line in the colour and dash of its kind.

    Parameters
    ----------
    drawn
        The sets with their figures; they are drawn in their usual order.
    title, note
        What the chart shows, and what is small beneath it.
    """
    figure = go.Figure()
    months: Mapping[str, Months] = {one.name: own for one, own in drawn}
    labels = [_line(figure, one, months[one.name]) for one in in_order(one for one, _ in drawn)]
    top = max((value for own in months.values() for value in own.values()), default=0.0)
    label_ends(figure, [label for label in labels if label is not None], top)
    return framed(figure, title, note, top, share=False)


def _line(figure: go.Figure, one: ProfileSet, own: Months) -> EndLabel | None:
    name = f"{one.title[:1].upper()}{one.title[1:]}"
    style = palette.LINES[one.kind]
    values = list(own.values())
    figure.add_trace(
        go.Scatter(
            x=list(own),
            y=values,
            name=name,
            mode="lines" if len(own) > 1 else "markers",
            customdata=[number(value) for value in values],
            line={"color": style.colour, "dash": style.dash, "width": style.width},
            marker={"color": style.colour, "size": 8},
            hovertemplate=f"{name} ({one.label}): %{{customdata}}<extra></extra>",
        )
    )
    return EndLabel(name, values[-1], style.sign, style.colour) if values else None
