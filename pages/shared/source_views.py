"""Which contract, measure, months and month of the sources are asked for?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from db.publishing.request import CallError
from db.reports import View
from monitoring import narrative, sources
from monitoring.periods import add_months
from pages.shared import choices, contract_choices, loaders, pickers
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    from db.queries.contracts import Terms
    from db.reports import Report
    from monitoring.programmes import Measure
    from pages.shared.identity import Visitor


MONTHS_DRAWN = 13
"""A year and the month before it, up to the month looked at, unless others are chosen."""


def chosen(visitor: Visitor) -> tuple[Terms, Measure, View, pd.DataFrame]:
    """Show the choices in a row; give what they ask for, and every month that is found."""
    with pickers.in_a_row():
        terms = choices.contract(visitor)
        of = loaders.programmes(visitor)[terms.programme]
        counts = {each.code: each.title for each in of.measures if not each.is_rate}
        code = pickers.one("measure", "Measure", counts, default=of.headline, width=180)
        place = st.container(width="content")
        whom, when = choices.category(of), choices.as_at()
        with st.popover("More choices"):
            first, last = contract_choices.months(terms)
    whole = View(contract=terms.reference, measure=code, category=whom, as_at=when)
    rows = _found(visitor, whole).months
    if sources.last_compared(rows) is None:
        return terms, of.measure(code), whole, rows.iloc[:0]
    with place:
        rows.attrs["month"] = _month(rows)
    return terms, of.measure(code), replace(whole, first=first, last=last), rows


def drawn(rows: pd.DataFrame, view: View) -> pd.DataFrame:
    """Give the months to draw: those chosen, else the year up to the month looked at."""
    if view.first or view.last:
        return sources.of_months(rows, view.first, view.last)
    month = rows.attrs["month"].date()
    return sources.of_months(rows, add_months(month, 1 - MONTHS_DRAWN), month)


def _month(rows: pd.DataFrame) -> pd.Timestamp:
    """Give the month to look at; the last in which two sources can be compared, unless chosen."""
    known = rows[rows["value"].notna()]["month"].drop_duplicates().sort_values(ascending=False)
    names = {f"{one:%Y-%m}": narrative.month(one) for one in known}
    last = sources.last_compared(rows)
    asked = pickers.one("month", "Month", names, default=f"{last:%Y-%m}", width=165)
    return pd.Timestamp(f"{asked}-01")


def _found(visitor: Visitor, view: View) -> Report:
    """Read what is asked for, or say in a sentence why there is nothing to read."""
    try:
        return loaders.report(visitor, "sources", view)
    except CallError as said:
        st.info(as_markdown(str(said)))
        st.stop()
