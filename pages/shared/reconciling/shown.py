"""How is a comparison shown: its figures, its steps, its classes and the rows of one of them?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from monitoring import reconciliation_shown as shown
from monitoring.charts import bridge
from monitoring.narrative import reconciliation as words
from pages.shared import charting, loaders, panels, pickers, tables
from pages.shared.reconciling import columns
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    from db.reports import Report
    from pages.shared.identity import Visitor
    from pages.shared.reconciling.choosing import Chosen

ABOUT = words.ABOUT


def figures(asked: Chosen, report: Report) -> None:
    """Show the four figures of the page."""
    for column, (label, value, beside) in zip(
        st.columns(4), words.figures(report.parameters, asked.sides), strict=False
    ):
        column.metric(
            as_markdown(label), value, as_markdown(beside), delta_color="off", delta_arrow="off"
        )


def chart(asked: Chosen, report: Report, said: str) -> None:
    """Draw the steps from referrals to starts, or of other records what differs by class."""
    steps = report.parameters.get("bridge")
    if steps:
        title = f"From referrals to starts, {asked.terms.reference}"
        drawn = bridge.steps(steps, words.SHORTEST, title)
    else:
        title = f"What differs, {asked.terms.reference}"
        drawn = bridge.classes(*shown.differing(report.frame, asked.sides), title)
    charting.show(drawn, f"{title}. {said}", "reconciled")


def classes(visitor: Visitor, asked: Chosen, report: Report) -> None:
    """Show every class with its count, and below it the rows of the one that is chosen."""
    told = shown.classes(report.frame, asked.sides)
    tables.show(told[list(columns.CLASSES)], "Every class of difference", columns.CLASSES)
    names = shown.openable(told)
    if not names:
        return
    first = shown.opened_first(names)
    chosen = pickers.one("class", "Rows of the class", names, default=first, width=320)
    if not asked.sees_clients:
        st.info(words.NOT_YOURS)
        return
    view = replace(asked.view, detail=True)
    rows = shown.of_class(loaders.report(visitor, "reconcile", view).frame, chosen)
    tables.show_known(rows[list(columns.ROWS)], names[chosen], columns.ROWS, columns.IN_VIEW)
    panels.link(
        visitor, "worklist", "Work these on the worklist", contract=asked.terms.reference,
        **{"class": chosen},
    )  # fmt: skip
