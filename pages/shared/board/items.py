"""How do issues, actions and plans stand on their page, and what does one of them open?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from monitoring.governance import shown
from pages.shared import tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.reports.board import Board
    from monitoring.governance.items import Item

ROWS = 12
COLUMNS = {
    "state": tables.text("State", width=125),
    "what": tables.text("What", width=430),
    "due": tables.CONFIG.DateColumn("By when", format="D MMM YYYY"),
    "carried": tables.figure("Times carried over"),
    "who": tables.text("Who", width=240),
    "sort": tables.text("Kind"),
    "measure": tables.text("About"),
    "outcome": tables.text("What came of it", width=320),
    "readers": tables.text("Who reads it"),
}


def table(found: Board, items: Sequence[Item], alt: str) -> None:
    """Show items, the most carried first; one opens."""
    key = f"items {found.terms.reference} {alt}"
    rows = shown.items(items, found.measures, found.on)
    columns = {"item": tables.button("Item", key), **COLUMNS}
    tables.show(shown.table(rows, columns), alt, columns, ROWS)
    if name := tables.opened(key):
        named = {row["item"]: row["number"] for row in rows}
        if name in named:
            st.query_params["item"] = str(named[name])
            st.rerun()


def listed(found: Board, items: Sequence[Item], alt: str) -> None:
    """Show the open items, and beneath them those that were closed; say where there are none."""
    standing = [one for one in items if one.is_open]
    closed = [one for one in items if not one.is_open]
    if standing:
        table(found, standing, alt)
    else:
        st.info("Nothing of this sort is open. What somebody raises for you appears here.")
    if closed:
        with st.expander(f"Closed ({len(closed)})", expanded=not standing):
            table(found, closed, f"{alt}, closed")
