"""How do the sources stand side by side on their page: figures, one month, the months, a chart?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from monitoring import charts, narrative, sources, sources_shown
from monitoring.narrative.sources import SPELT, sources_trend
from pages.shared import charting, events, tables
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from monitoring.charts import Mark
    from monitoring.programmes import Measure

ROWS = 13
ABOUT = {
    "Held against": "Every source is held against the provider's own figure: what it returned, "
    "else what its client rows count. Differences are the provider's figure less the source's.",
    "Words": SPELT,
    "Grade": "Four tests: in time, complete, confirmed by an independent source, not restated. "
    "A passes all four, B three, C two, D fewer. A test that cannot be made is not passed.",
}
MONTH = {
    "source_named": tables.text("Source", pinned=True, width=160),
    "value": tables.figure("Figure"),
    "difference": tables.right("Difference"),
    "difference_share": tables.percent("Difference (%)"),
    "days_late": tables.figure("Days late"),
    "grade": tables.text("Reliability", width=80),
    "to_know": tables.text("To know", width=480),
}


def one_month(rows: pd.DataFrame, measure: Measure) -> None:
    """Show a row a source, and how each grade was worked out."""
    month = rows["month"].iloc[0]
    told = sources_shown.table(rows)
    tables.show(told[list(MONTH)], f"{measure.title}, {narrative.month(month)}", MONTH)
    with st.expander("How each grade was worked out"):
        for name, said in zip(told["source_named"], told["working"], strict=True):
            st.markdown(f"**{as_markdown(name)}.** {as_markdown(said)}")


def chart(rows: pd.DataFrame, measure: Measure, marks: Sequence[Mark] = ()) -> None:
    """Draw how far each source lies from the provider, month by month, and the dated events."""
    title = f"{measure.title}: provider MI less each source"
    said = sources_trend(rows, measure)
    if sources.comparable(rows):
        drawn = charts.source_differences(rows, title, "Above nought the provider says more")
        told = events.on(drawn, marks)
        charting.show(drawn, f"{title}. {said}", "differences")
        events.listed(told)
    st.caption(as_markdown(said))


def run(rows: pd.DataFrame, measure: Measure) -> None:
    """Show a row a month with every source's difference."""
    told, names = sources_shown.run(rows)
    shown = {"month": tables.CONFIG.DateColumn("Month", format="MMMM YYYY", pinned=True)}
    shown |= {key: tables.right(name) for key, name in names.items()}
    shown |= {"own": tables.figure(names["own"])} if "own" in names else {}
    shown |= {"late": tables.figure("PLMI days late"), "standing": tables.text("Standing")}
    kept = {key: how for key, how in shown.items() if told[key].notna().any()}
    tables.show(told[list(kept)], f"{measure.title}, every month", kept, ROWS)
    st.caption("Under each source: the provider's figure less the source's. Blank is not known.")
