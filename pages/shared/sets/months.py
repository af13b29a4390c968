"""Which months have closed, and what moved since?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from db import rules
from db.choices import month_of
from db.publishing.request import CallError
from db.reports import View
from db.store import Store
from monitoring import narrative, periods
from monitoring.narrative.restatements import closing_words, restatements_finding, shown
from pages.shared import exports, loaders, pickers, tables
from pages.shared.sets import proposing
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    from pages.shared.sets.asked import Asked

MOVED: dict[str, tables.Column] = {
    "month": tables.CONFIG.DateColumn("Month", format="MMMM YYYY", pinned=True),
    "as_closed": tables.figure("As closed"),
    "now": tables.figure("Now"),
    "difference": tables.CONFIG.NumberColumn("Difference", format="%+d"),
    "measure": tables.text("Measure"),
    "source": tables.text("Comes from"),
    "steps": tables.figure("Changes"),
    "submission": tables.figure("Return"),
    "when": tables.CONFIG.DateColumn("Published", format="D MMMM YYYY"),
}
MEANING = (
    "Closing a month keeps its figures as reported. Returns can still correct it; each correction "
    "is then listed here as a restatement, with what stood when the month closed."
)


def show(found: Asked) -> None:
    """Show what moved after its month closed, and offer to close a month."""
    which = {"measure": found.measure.title, "every": "Every measure"}
    chosen = pickers.segment("moved", "What moved of", which, "measure")
    code = found.measure.code if chosen == "measure" else None
    view = View(
        contract=found.contract, measure=code, category=found.category, as_at=found.as_at
    )
    report = loaders.report(found.visitor, "restatements", view)
    titles = {each.code: each.title for each in found.programme.measures}
    st.markdown(as_markdown(restatements_finding(report.frame, titles)))
    if len(report.frame):
        rows = shown(report.frame, titles)
        tables.show(rows[list(MOVED)], "Figures that moved after their month closed", MOVED)
        exports.offer_report(found.visitor, report)
    open_months = _open(found)
    st.markdown(as_markdown(closing_words(open_months)))
    if found.visitor.scope.may_send("contracts", "dwp", found.terms.contract_id) and open_months:
        _close(found, [f"{month:%Y-%m}" for month in open_months])


def _open(found: Asked) -> list[pd.Timestamp]:
    """Give the months that have ended and not closed, the earliest first."""
    last = periods.last_ended(found.ground.working_date)
    end = min(last, found.terms.last_month or last)
    months = periods.months_of(found.terms.first_month, end)
    rows = pd.DataFrame({"contract": found.contract, "month": pd.to_datetime(months)})
    still = found.ground.provisional(rows)
    return list(rows.loc[still, "month"])


def _close(found: Asked, months: list[str]) -> None:
    st.caption(MEANING)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            "Month to close", months, format_func=lambda one: narrative.month(month_of(one)),
            width=220,
        )
        if st.button("Close this month"):
            month = month_of(chosen)
            try:
                rules.close_month(
                    Store.open(), found.visitor, found.contract, month, loaders.now()
                )
            except CallError as said:
                st.error(str(said))
                return
            proposing.leave("months", f"{narrative.month(month)} is closed.")
