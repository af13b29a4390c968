"""Which units lie outside the funnel? Each unit's rate over its size, between widening limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import plotly.graph_objects as go

from monitoring import funnel
from monitoring.charts import palette
from monitoring.charts.layout import EndLabel, framed, label_ends
from monitoring.narrative.words import percent, rate_of

if TYPE_CHECKING:
    import pandas as pd

    from monitoring.funnel import Funnel
    from monitoring.programmes import Better

LINES = {"998": palette.Line(palette.SLATE, "dot", 1.5, 3 * "\N{MIDDLE DOT}"),
         "95": palette.Line(palette.SLATE, "dash", 1.5, "--")}  # fmt: skip
NAMES = {"998": "99.8%", "95": "95%"}


def funnel_chart(
    found: Funnel, title: str, note: str, better: Better, one: str = ""
) -> go.Figure:
    """Draw the units of a funnel; those outside it are marked, and the one in mind is named.

    Parameters
    ----------
    found
        A funnel that is drawn, its units with their ``district``.
    title, note
        What the chart shows.
    better
        Which way is better: the units on the wrong side are marked for attention.
    one
        The unit in mind.
    """
    figure = go.Figure()
    known, common = found.units[found.units["rate"].notna()], found.rate
    lines = funnel.curve(common, found.spread, float(known["denominator"].max()))
    labels = [EndLabel("All together", common, "\N{EN DASH}", palette.SLATE)]
    for name, style in LINES.items():
        for side in ("lower", "upper"):
            _limit(figure, lines, f"{side}_{name}", style)
            height = float(lines[f"{side}_{name}"].iloc[-1])
            if side == "upper":
                labels.append(EndLabel(NAMES[name], height, style.sign, style.colour))
    figure.add_hline(y=common, line={"color": palette.SLATE, "width": 1.5})
    told = [funnel.worse(str(signal), better) for signal in known["signal"]]
    _units(figure, known[[each is None for each in told]], "Within", "circle", palette.ACTUAL)
    _units(figure, known[[each is False for each in told]], "Better", "circle-open", palette.ACTUAL)
    wrong = known[[each is True for each in told]]
    _units(figure, wrong, "Worse", "diamond", palette.ATTENTION)
    _in_mind(figure, known[known["unit"].eq(one)])
    top = float(max(known["rate"].max(), lines["upper_998"].iloc[len(lines) // 2]))
    label_ends(figure, labels, top)
    framed(figure, title, note, top, share=True)
    figure.update_layout(hovermode="closest")
    figure.update_xaxes(type="log", tickformat=",~r", hoverformat=None, nticks=5, automargin=True)
    return figure


def _limit(figure: go.Figure, lines: pd.DataFrame, column: str, style: palette.Line) -> None:
    figure.add_trace(
        go.Scatter(
            x=list(lines["denominator"]),
            y=list(lines[column]),
            mode="lines",
            hoverinfo="skip",
            line={"color": style.colour, "dash": style.dash, "width": style.width},
        )
    )


def _in_mind(figure: go.Figure, rows: pd.DataFrame) -> None:
    """Ring the unit in mind and write its name beside it."""
    if rows.empty:
        return
    figure.add_trace(
        go.Scatter(
            x=list(rows["denominator"]),
            y=list(rows["rate"]),
            mode="markers+text",
            text=list(rows["unit"]),
            textposition="top center",
            textfont={"size": 12},
            hoverinfo="skip",
            marker={"symbol": "circle-open", "color": palette.PURPLE, "size": 17,
                    "line": {"color": palette.PURPLE, "width": 2}},
        )
    )  # fmt: skip


def _units(figure: go.Figure, rows: pd.DataFrame, name: str, symbol: str, colour: str) -> None:
    if rows.empty:
        return
    figure.add_trace(
        go.Scatter(
            x=list(rows["denominator"]),
            y=list(rows["rate"]),
            name=name,
            mode="markers",
            customdata=[
                f"{row['district']} ({row['unit']}): "
                f"{rate_of(row['numerator'], row['denominator'])}, {row['signal']}; "
                f"95% from {percent(row['lower_95'])} to {percent(row['upper_95'])}"
                for row in rows.to_dict("records")
            ],
            marker={"symbol": symbol, "color": colour, "size": 9,
                    "line": {"color": colour, "width": 2}},
            hovertemplate="%{customdata}<extra></extra>",
        )
    )  # fmt: skip
