"""How do the figures and what happened stand on the page?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from monitoring import since_shown
from monitoring.governance.items import State
from monitoring.narrative.words import count_of
from pages.shared import panels, tables
from pages.shared.registry import BY_NAME
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    from db.reports.since import Figures, Told
    from monitoring.since import Happened
    from pages.shared.identity import Visitor
    from pages.shared.since.choosing import Asked

FIRST = 6  # of what happened, shown unasked


def figures(found: Figures, asked: Asked) -> None:
    """Show a row a measure, the most moved first; its name opens it."""
    key = f"since {found.terms.reference}"
    told = since_shown.figures(found.moved)
    both = asked.months
    columns = {
        "measure": tables.button("Measure", key),
        "then": tables.right("First month" if both else "To date, then"),
        "now": tables.right("Second month" if both else "To date, now"),
        "difference": tables.right("Difference"),
        "points": tables.right("Share of profile"),
    }
    if not both:
        columns |= {
            "month_then": tables.right("Last month, then"),
            "month_now": tables.right("Last month, now"),
        }
    tables.show(told[list(columns)], "Figures then and now", columns)
    if name := tables.opened(key):
        code = dict(zip(told["measure"], told["code"], strict=True))[name]
        query = {"contract": found.terms.reference, "measure": code}
        st.switch_page(BY_NAME["profile_vs_actual"].file, query_params=query)


def changed(found: Figures) -> None:
    """Show the earlier months whose figure is another now."""
    if not found.changed:
        st.text("No figure of a month known then is another now.")
        return
    columns = {
        "measure": tables.text("Measure"),
        "month": tables.text("Month"),
        "before": tables.right("Then"),
        "after": tables.right("Now"),
        "difference": tables.right("Difference"),
    }
    tables.show(since_shown.changed(found.changed), "Earlier figures changed", columns, 12)


def items(visitor: Visitor, told: Told, contract: str) -> None:
    """Say what is overdue now, each with its link."""
    late = [one for one in told.items if one.state(told.working_date) is State.OVERDUE]
    for one in late:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            days = count_of(one.days_late(told.working_date), "day", "days")
            said = as_markdown(f"{one.terms.what}: {days} past its date.")
            st.markdown(f":orange-badge[Overdue] {said}", width="content")
            panels.link(visitor, "reviews", "Open it", contract=contract, item=str(one.number))


def happened(visitor: Visitor, told: Told) -> None:
    """Show what happened by its sort, the latest first, in a tab each."""
    sorts = since_shown.by_sort(told.happened)
    if not sorts:
        st.text("Nothing was sent, written down or set.")
        return
    names = [f"{since_shown.SORTS[sort]} ({len(own)})" for sort, own in sorts.items()]
    for tab, own in zip(st.tabs(names), sorts.values(), strict=True):
        with tab:
            _table(own)
            _links(visitor, own)


def _table(own: list[Happened]) -> None:
    rows = since_shown.happened(own)
    columns = {
        "on": tables.CONFIG.DateColumn("On", format="D MMM YYYY", width=110),
        "did": tables.text("What", width=180),
        "text": tables.text("Of what", width=760),
        "by": tables.text("By"),
    }
    tables.show(rows, since_shown.SORTS[own[0].sort], columns, 12)


def _links(visitor: Visitor, own: list[Happened]) -> None:
    """Link to the page on which the latest of them stand."""
    one = own[0]
    if one.page:
        label = f"Open the page {BY_NAME[one.page].title}" if one.page in BY_NAME else ""
        panels.link(visitor, one.page, label, contract=one.query.get("contract", ""))
