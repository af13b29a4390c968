"""What read otherwise on this page at an earlier day?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from db.publishing.request import CallError
from db.queries.knowledge import end_of_day
from monitoring.narrative.words import count_of, day
from monitoring.since.rows import KEYS, rows_changed
from pages.shared import loaders, pickers, tables
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    import pandas as pd

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

    def then(at: datetime) -> pd.DataFrame:
        return loaders.report(visitor, report.name, replace(view, as_at=at)).frame

    of_rows(report.frame, view.as_at, then)


def of_rows(
    now: pd.DataFrame,
    as_at: datetime | None,
    read: Callable[[datetime], pd.DataFrame],
    keys: Sequence[str] = KEYS,
) -> None:
    """Offer the rows of a page then and now.

    Parameters
    ----------
    now, as_at
        The rows the page shows, and its instant; None for now.
    read
        Gives the same rows as they were known at an instant.
    keys
        The columns that say which row a row is.
    """
    with st.expander("Then and now"):
        chosen = pickers.day("then", "Then: as known on")
        if chosen is None:
            st.caption("Choose a day: what reads otherwise on this page since then is listed.")
            return
        if end_of_day(chosen) > (as_at or loaders.now()):
            st.info("Choose a day before the one this page shows.")
            return
        try:
            before = read(end_of_day(chosen))
        except CallError as said:
            st.info(as_markdown(str(said)))
            return
        _told(rows_changed(before, now, keys), day(chosen))


def _told(found: pd.DataFrame, then: str) -> None:
    if found.empty:
        st.text(f"Nothing on this page reads otherwise than on {then}.")
        return
    cells = count_of(len(found), "cell or row differs", "cells and rows differ")
    st.text(f"{cells} from what was known on {then}.")
    tables.show(found, "Then and now", COLUMNS, ROWS)
