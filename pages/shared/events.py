"""Which dated events stand on a contract's charts, and in the list under each?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db.publishing.request import CallError
from db.queries import governance as reads
from monitoring import charts
from monitoring.narrative import day
from pages.shared import written
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    import plotly.graph_objects as go

    from db.reports import View
    from monitoring.charts import Mark
    from pages.shared.identity import Visitor


def of(visitor: Visitor, view: View) -> list[Mark]:
    """Give the events of the contract in view that the visitor may read, numbered by their day."""
    return of_contract(visitor, view.contract or "", view.as_at)


def of_contract(visitor: Visitor, contract: str, as_at: datetime | None) -> list[Mark]:
    """Give the events of a contract that the visitor may read, as known at an instant."""
    try:
        found = written.read(visitor, lambda session: reads.events(session, contract, as_at))
    except CallError:
        return []
    return charts.numbered((one.on_date, one.text) for one in found if one.on_date)


def on(figure: go.Figure, marks: Sequence[Mark]) -> str:
    """Draw the events on a chart; give the line that lists those within it, blank without any."""
    drawn = charts.mark_events(figure, marks)
    return ". ".join(f"{one.number}: {day(one.on)}, {one.text}" for one in drawn)


def listed(told: str) -> None:
    """List under a chart what its numbered lines are."""
    if told:
        st.caption(as_markdown(f"What happened. {told}."))
