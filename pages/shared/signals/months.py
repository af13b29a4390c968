"""How do one contract's months stand on its control chart, and every contract's latest month?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from monitoring import charts, signals_shown
from monitoring.narrative import month, signals
from monitoring.spc import Point
from pages.shared import charting, events, tables
from pages.shared.words import as_markdown, sentence

if TYPE_CHECKING:
    import pandas as pd

    from monitoring.programmes import Measure
    from monitoring.spc import Reading
    from pages.shared.identity import Visitor
    from pages.shared.signals.choosing import Chosen

ROWS = 13
MONTHS = {
    "month": tables.month("Month", pinned=True),
    "value": tables.right("Actual"),
    "between": tables.right("Expected between"),
    "target": tables.right("Profile or target"),
    "point": tables.text("Unusual?", width=180),
    "why": tables.text("By which rule", width=390),
    "to_know": tables.text("To know", width=260),
}
CONTRACTS = {
    "contract": tables.text("Contract", pinned=True, width=90),
    "name": tables.text("Where", width=200),
    "point": tables.text("Unusual?", width=180),
    "month": tables.text("Month"),
    "value": tables.right("Actual"),
    "between": tables.right("Expected between"),
    "why": tables.text("By which rule", width=300),
    "target": tables.text("Its profile or target, as things are", width=270),
}


def figures(told: Reading, measure: Measure) -> None:
    """Show the latest month, what it is expected to be, and whether the target will be met."""
    when = month(told.month)
    usual = told.point is Point.COMMON
    shown = [
        (when, signals.figure(told.value, measure), "as usual" if usual else str(told.point)),
        ("Expected between", signals.span(told, measure),
         f"from {told.points} months{', trial limits' if told.trial else ''}"),
        ("Usual month", signals.figure(told.mean, measure), "the mean"),
    ]  # fmt: skip
    if told.assurance is not None:
        level = signals.figure(told.target, measure)
        shown.append(("Target" if measure.is_rate else "Profile", level, str(told.assurance)))
    for column, (label, value, beside) in zip(st.columns(len(shown)), shown, strict=True):
        column.metric(label, value, as_markdown(beside), delta_color="off", delta_arrow="off")


def chart(visitor: Visitor, asked: Chosen, rows: pd.DataFrame, measure: Measure) -> None:
    """Draw the control chart with the contract's dated events."""
    title = f"{measure.title}, {asked.terms.reference}: which months are unusual?"
    note = f"{rows['chart'].iloc[0]} chart. Unusual for the worse: an orange diamond"
    drawn = charts.control_chart(rows, title, note, share=measure.is_rate)
    told = events.on(drawn, events.of(visitor, asked.view))
    said = signals.chart_alt(rows, measure)
    charting.show(drawn, f"{title} {said}", "control chart")
    events.listed(told)
    st.caption(as_markdown(said))
    for row in rows[rows["rebased_for"] != ""].to_dict("records"):
        begun = f"Limits begin anew in {month(row['month'])}: {row['rebased_for']}"
        st.caption(as_markdown(sentence(begun)))


def table(rows: pd.DataFrame, measure: Measure) -> None:
    """Show a row a month, the latest first."""
    told = signals_shown.months(rows, measure)
    shown = {name: how for name, how in MONTHS.items() if told[name].astype(str).ne("").any()}
    tables.show(told[list(shown)], f"{measure.title}, month by month", shown, ROWS)


def every_contract(asked: Chosen, rows: pd.DataFrame, names: dict[str, str]) -> None:
    """Show the latest month of every contract of the programme, what is unusual first."""
    measure = asked.measure
    if measure is None or len(names) == 1:
        return
    told = signals_shown.readings(rows, measure)
    st.subheader("Every contract's latest month")
    st.markdown(as_markdown(signals.every_contract(told, measure)))
    shown = signals_shown.contracts(told, names, measure)
    kept = {name: how for name, how in CONTRACTS.items() if shown[name].ne("").any()}
    tables.show(shown[list(kept)], f"{measure.title}, latest month of each contract", kept, ROWS)
