"""How many hours does answering requests take, by quarter and party?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from monitoring.governance import shown
from monitoring.governance.requests import effort
from monitoring.narrative.words import count_of
from pages.shared import tables

if TYPE_CHECKING:
    from db.reports.board import Board


EFFORT = {
    "quarter": tables.month("Contract quarter from"),
    "party": tables.text("Asked of", width=220),
    "asked": tables.figure("Requests"),
    "settled": tables.figure("Settled"),
    "took": tables.right("Time taken"),
    "unknown": tables.figure("Settled, time not said"),
}


def show(found: Board) -> None:
    """Total what answering took, by contract quarter and party."""
    totals = effort(found.promised.requests, found.terms.first_month)
    if totals:
        said = count_of(len(found.promised.requests), "request", "requests")
        st.subheader("Time it takes")
        st.caption(f"{said} about this contract that you may read, by the quarter of the asking.")
        rows = shown.efforts(totals)
        tables.show(shown.table(rows, EFFORT), "Time requests took", EFFORT)
