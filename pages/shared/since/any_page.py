"""What read otherwise on this page at an earlier day?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from db.queries.knowledge import end_of_day
from monitoring.narrative.words import count_of, day
from monitoring.since.rows import rows_changed
from pages.shared import loaders, pickers, tables

if TYPE_CHECKING:
    from db.reports import Report, View
    from pages.shared.identity import Visitor

COLUMNS = {
    "row": tables.text("Row", pinned=True, width=320),
    "what": tables.text("What", width=180),
    "then": tables.text("Then", width=180),
    "now": tables.text("Now", width=180),
}
ROWS = 12


def offer(visitor: Visitor, report: Report, view: View) -> None:
    """Offer the page's report then and now: every cell that reads otherwise."""
    with st.expander("Then and now"):
        chosen = pickers.day("then", "Then: as known on")
        until = view.as_at or loaders.now()
        if chosen is None:
            st.caption("Choose a day: what reads otherwise on this page since then is listed.")
            return
        if end_of_day(chosen) > until:
            st.info("Choose a day before the one this page shows.")
            return
        before = loaders.report(visitor, report.name, replace(view, as_at=end_of_day(chosen)))
        found = rows_changed(before.frame, report.frame)
        if found.empty:
            st.text(f"Nothing on this page reads otherwise than on {day(chosen)}.")
            return
        cells = count_of(len(found), "cell or row differs", "cells and rows differ")
        st.text(f"{cells} from what was known on {day(chosen)}.")
        tables.show(found, "Then and now", COLUMNS, ROWS)
