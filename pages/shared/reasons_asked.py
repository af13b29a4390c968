"""Which months ask for a reason, what was given, and by whom?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db import reasons
from db.publishing.request import CallError
from db.reasons import Given
from db.store import Store
from db.writing import Pen
from monitoring import narrative
from monitoring import reasons as asking
from monitoring.reasons import CODES
from monitoring.vocabulary import ALL_CATEGORIES
from pages.shared import loaders, tables
from pages.shared.words import as_markdown, sentence

if TYPE_CHECKING:
    import pandas as pd

    from db.reports import View
    from db.reports.beside import Beside
    from pages.shared.identity import Visitor

COLUMNS: dict[str, tables.Column] = {
    "month": tables.CONFIG.DateColumn("Month", format="MMMM YYYY", pinned=True),
    "figures": tables.right("Of profile"),
    "reason": tables.text("Reason given", width=600),
    "by": tables.text("By", width=90),
    "at": tables.CONFIG.DateColumn("On", format="D MMMM YYYY"),
}
READ_BY = "Shared: the department and the provider read it."
ROWS = 12


def show(visitor: Visitor, view: View, found: Beside) -> None:
    """Show the months that ask for a reason, and take one from the provider."""
    measure = found.ground.measure
    whole = not view.arrangement and view.category == ALL_CATEGORIES
    if not whole or measure.is_rate or measure.stock or not found.sets:
        return
    with loaders.reading(visitor) as session:
        rows = reasons.asked(session, found.ground, view.as_at)
        given = reasons.given(session, found.ground.ids, view.as_at)
        mine = reasons.may_give(session, found.terms.contract_id)
    st.markdown("**Reasons for months below profile**")
    below = reasons.below(found.ground)[found.terms.reference]
    st.markdown(as_markdown(asking.sentence(rows, measure, below)))
    if rows.empty:
        return
    waiting = asking.open_ones(rows)
    with st.expander("Each month and what was said", expanded=mine and len(waiting) > 0):
        told = asking.table(rows, given)
        tables.show(told[list(COLUMNS)], "Reasons by month", COLUMNS, ROWS)
        if mine:
            _ask(visitor, found, rows, waiting)


def _ask(visitor: Visitor, found: Beside, rows: pd.DataFrame, waiting: pd.DataFrame) -> None:
    """Take one reason for one or several months."""
    measure, contract = found.ground.measure, found.terms.reference
    months = [month.date() for month in rows["month"]]
    first = [month.date() for month in waiting["month"]][:1]
    with st.form(f"reason {contract} {measure.code}"):
        chosen = st.multiselect("Months", months, first, format_func=narrative.month)
        code = st.selectbox("Reason", list(CODES), format_func=lambda one: sentence(CODES[one]))
        text = st.text_area("What happened?", max_chars=1000)
        st.caption(READ_BY)
        if st.form_submit_button("Give this reason", type="primary"):
            pen = Pen(Store.open(), visitor, loaders.now())
            try:
                reasons.give(pen, Given(contract, measure.code, tuple(chosen), code, text))
            except CallError as said:
                st.error(str(said))
                return
            st.rerun()
