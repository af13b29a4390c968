"""Which requests are there, what came of them, and how many hours did they take?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from monitoring.governance import shown
from monitoring.governance.requests import Did, asked_of
from monitoring.narrative import day
from monitoring.narrative.promises import read_by
from pages.shared import panels, tables, written
from pages.shared.board import settling
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    from db.reports.board import Board
    from monitoring.governance.requests import Request
    from pages.shared.identity import Visitor

COLUMNS = {
    "state": tables.text("State", width=110),
    "purpose": tables.text("What for", width=360),
    "due": tables.CONFIG.DateColumn("Needed by", format="D MMM YYYY"),
    "of": tables.text("Asked of", width=150),
    "what": tables.text("Figures", width=150),
    "months": tables.text("Months", width=180),
    "took": tables.right("Took"),
    "by": tables.text("Asked by"),
}
DID = {
    Did.ASKED: "Asked",
    Did.ANSWERED: "Answered",
    Did.DECLINED: "Declined",
    Did.WITHDRAWN: "Withdrawn",
}


def listed(visitor: Visitor, found: Board, titles: dict[str, str]) -> None:
    """Show every request, those that wait first; one opens."""
    every = found.promised.requests
    if not every:
        st.info("Nothing was asked for yet. A request appears here for those who may read it.")
        return
    key = f"requests {found.terms.reference}"
    rows = shown.requests(every, titles, found.on)
    columns = {"request": tables.button("Request", key), **COLUMNS}
    tables.show(shown.table(rows, columns), "Requests for data", columns, 8)
    if name := tables.opened(key):
        named = {row["request"]: row["number"] for row in rows}
        st.query_params["request"] = str(named.get(name, ""))
    asked = st.query_params.get("request", "")
    one = next((each for each in every if str(each.number) == asked), None)
    if one is not None:
        with st.container(border=True):
            _opened(visitor, found, one)


def _opened(visitor: Visitor, found: Board, one: Request) -> None:
    st.markdown(f"**{as_markdown(one.wanted.purpose)}**")
    due = f", needed by {day(one.wanted.due_on)}" if one.wanted.due_on else ""
    st.text(f"Asked of {asked_of(one.wanted)}{due}. {read_by(one.last.audience)}.")
    said = [
        f"{DID[step.did]} on {day(step.at)} by {step.who}"
        + (f": {step.wanted.text}" if step.wanted.text else "")
        for step in one.steps
    ]
    st.text("\n".join(said))
    if one.wanted.submission:
        query = {"contract": one.contract, "submission": str(one.wanted.submission)}
        panels.link(visitor, "submissions", f"Open return {one.wanted.submission}", **query)
    if one.is_open and written.sides(visitor, found.terms, one.last.arrangement):
        settling.offer(visitor, found, one)
