"""What does the page of the client's journey read and draw?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from monitoring import charts
from monitoring.journeys import shown
from monitoring.narrative import journey as words
from pages.shared import charting, tables
from pages.shared.following import journey_columns, showing
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.reports import Report
    from pages.shared.following.choosing import Chosen

ABOUT = {
    "A cohort": words.COHORT,
    "What is counted": words.UNIT,
    "Waiting": words.WAITING,
    "Interviews due": words.DUE,
    "Ineligible clients": words.LOST,
    "The least owed": words.LEAST,
}

def figures(found: Mapping[str, Report]) -> None:
    """Show the few figures of the page."""
    showing.figures(words.journey_figures(found["journey"].frame, found["wait"].frame))


def funnel(found: Mapping[str, Report], asked: Chosen) -> None:
    """Draw how far the cohort came, and show the steps behind it."""
    rows = shown.funnel(found["journey"].frame)
    cohort = words.span_of(*shown.months_in(found["timeliness"].frame))
    title = f"From referral to a job that lasts, {asked.terms.reference}"
    alt = f"{title}. {words.journey_finding(found['journey'].frame, found['wait'].frame)}"
    charting.show(charts.steps(rows, title, cohort), alt, "journey")
    st.caption(as_markdown(words.COHORT))
    tables.show_known(rows, title, journey_columns.FUNNEL)
