"""How do figures in words and a chart with its events stand on a page that follows clients?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from monitoring import charts
from monitoring.narrative.flow import cut_over
from pages.shared import charting, events
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from monitoring.narrative.told import Told
    from pages.shared.following.choosing import Chosen
    from pages.shared.identity import Visitor


def figures(made: Sequence[Told]) -> None:
    """Show a few figures side by side, each with its comparison."""
    for column, each in zip(st.columns(len(made) or 1), made, strict=False):
        column.metric(
            as_markdown(each.label),
            each.value,
            as_markdown(each.comparison) or None,
            delta_color="off",
            delta_arrow="off",
        )


def over_months(
    visitor: Visitor, asked: Chosen, figure: go.Figure, alt: str, esa_from: str | None
) -> None:
    """Show a chart over months or weeks with the benefit change and the dated events on it."""
    marks = events.of_contract(visitor, asked.terms.reference, asked.view.as_at)
    known = [(each.on, each.text) for each in marks]
    changed = date.fromisoformat(esa_from) if esa_from else None
    if changed and changed not in [on for on, _ in known]:  # else somebody has told of it
        known.append((changed, cut_over(changed)))
    told = events.on(figure, charts.numbered(known))
    charting.show(figure, alt, alt[:40])
    events.listed(told)
