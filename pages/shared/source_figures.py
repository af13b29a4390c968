"""What is to be known of one month's sources at a glance: their origin, figures and references?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db.queries import sources as queries
from db.queries.destroyed import destroyed_on
from monitoring import narrative, sources_shown
from monitoring.narrative.behind import destroyed
from monitoring.retention import DataClass
from monitoring.vocabulary import Source
from pages.shared import loaders
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    import pandas as pd

    from pages.shared.identity import Visitor
    from pages.shared.source_views import Chosen


def lineage(rows: pd.DataFrame) -> None:
    """Warn where the sources shown come from one origin, and say what is provisional."""
    if rows["source"].isin([Source.PLMI.value, Source.PARTNER.value]).any():
        st.markdown(f":orange-badge[One origin] {as_markdown(narrative.LINEAGE)}")
    said = list(rows["value_for_money"].dropna())
    if rows["provisional"].any():
        text = said[0] if said else "The figures of this month may still move."
        st.markdown(f":orange-badge[Provisional] {as_markdown(text)}")


def figures(visitor: Visitor, asked: Chosen, rows: pd.DataFrame) -> None:
    """Show the few figures of the month; ``rows`` are the month's own."""
    month = rows["month"].iloc[0]
    known = asked.rows[asked.rows["held_against"] & (asked.rows["month"] <= month)]
    number, view = asked.terms.contract_id, asked.view
    with loaders.reading(visitor) as session:
        paid = queries.paid_for(session, number, asked.measure.code, month.date(), view.as_at)
    made = sources_shown.figures(rows, sources_shown.cost_of_each(paid, known["value"]))
    for column, each in zip(st.columns(len(made) or 1), made, strict=False):
        column.metric(
            as_markdown(each.label),
            each.value,
            as_markdown(each.comparison),
            delta_color="off",
            delta_arrow="off",
        )


def references(visitor: Visitor, asked: Chosen, rows: pd.DataFrame) -> None:
    """Say whether the month's client rows name people by one reference, to who may see them."""
    month = rows["month"].iloc[0]
    with loaders.reading(visitor) as session:
        number, as_at = asked.terms.contract_id, asked.view.as_at
        overlap = queries.same_people(session, number, month.date(), as_at)
        gone = destroyed_on(session, number, DataClass.CLIENT_ROWS)
    if gone is not None:
        what = "The rows about people, and what was paid for each, were"
        st.text(destroyed(what, gone))
    if overlap.left and overlap.right:
        said = overlap.sentence("Referrals from LMS", "starts from provider MI")
        mark = ":orange-badge[References]" if overlap.differ else "**References.**"
        whom = f"Counted are the people referred in {narrative.month(month)}."
        st.markdown(f"{mark} {as_markdown(f'{said} {whom}')}")
