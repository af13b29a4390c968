"""How do the figures and what happened stand on the page?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from monitoring import since_shown
from pages.shared import panels, tables
from pages.shared.registry import BY_NAME

if TYPE_CHECKING:
    from db.reports.since import Figures, Told
    from monitoring.since import Changed, Happened
    from pages.shared.identity import Visitor
    from pages.shared.since.choosing import Asked

FIRST = 6  # of what happened, shown unasked


def figures(found: Figures, asked: Asked) -> None:
    """Show a row a measure, the most moved first; its name opens it."""
    key = f"since {found.terms.reference}"
    told = since_shown.figures(found.moved)
    columns = {"measure": tables.button("Measure", key), **both_sides(months=bool(asked.months))}
    tables.show(told[list(columns)], "Figures then and now", columns)
    if name := tables.opened(key):
        code = dict(zip(told["measure"], told["code"], strict=True))[name]
        query = {"contract": found.terms.reference, "measure": code}
        st.switch_page(BY_NAME["profile_vs_actual"].file, query_params=query)


def both_sides(*, months: bool = False) -> dict[str, tables.Column]:
    """Give the columns of then and now: to date, or of two months."""
    columns = {
        "then": _right("First month" if months else "To date, then", 155),
        "now": _right("Second month" if months else "To date, now", 155),
        "difference": _right("Difference", 132),
        "points": _right("Share", 84),
    }
    if not months:
        columns |= {
            "month_then": _right("Last month, then", 132),
            "month_now": _right("Last month, now", 132),
        }
    return columns


def _right(label: str, width: int) -> tables.Column:
    return tables.CONFIG.TextColumn(label, alignment="right", width=width)


def changed_months(found: list[Changed]) -> None:
    """Show the earlier months whose figure is another now."""
    if not found:
        st.text("No figure of a month known then is another now.")
        return
    columns = {
        "measure": tables.text("Measure"),
        "month": tables.text("Month"),
        "before": tables.right("Then"),
        "after": tables.right("Now"),
        "difference": tables.right("Difference"),
    }
    tables.show(since_shown.changed(found), "Earlier figures changed", columns, 12)


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
        "did": tables.text("What", width=150),
        "text": tables.text("Of what", width=600),
        "by": tables.text("By"),
    }
    tables.show(rows, since_shown.SORTS[own[0].sort], columns, 12)


def _links(visitor: Visitor, own: list[Happened]) -> None:
    """Link to the page on which the latest of them stand."""
    one = own[0]
    if one.page:
        label = f"Open the page {BY_NAME[one.page].title}" if one.page in BY_NAME else ""
        panels.link(visitor, one.page, label, contract=one.query.get("contract", ""))
