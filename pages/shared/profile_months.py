"""How do the months behind the chart read, and where did one of them come from?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db.choices import month_of
from monitoring import month_by_month, narrative, profiles, targets
from monitoring.periods import By
from pages.shared import behind, panels, pickers, profile_columns, tables
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    import pandas as pd

    from db.reports import View
    from db.reports.beside import Beside
    from pages.shared.identity import Visitor

ROWS_IN_VIEW = 12


def table(found: Beside, by: By) -> None:
    """Show the months, or the contract's quarters or years, newest first; a month opens."""
    measure = found.ground.measure
    told = month_by_month.table(_gathered(found, by), measure, by)
    key = f"rows {found.terms.reference} {measure.code} {found.chosen} {by}"
    period = tables.button("Month", key) if by is By.MONTH else tables.text(f"Contract {by}")
    columns = profile_columns.of_measure(measure, alone=not found.sets)
    tables.show(
        told[["period", *columns]],
        f"{measure.title} by {by}",
        {"period": period, **columns},
        ROWS_IN_VIEW,
    )
    if name := tables.opened(key):
        named = dict(zip(told["period"], told["month"], strict=True))
        st.query_params["month"] = f"{named[name]:%Y-%m}"


def opened(visitor: Visitor, view: View, found: Beside) -> None:
    """Show where the month in the address came from: its formula with numbers, and its receipts."""
    told = month_by_month.table(found.own, found.ground.measure)
    names = {
        f"{month:%Y-%m}": name for month, name in zip(told["month"], told["period"], strict=True)
    }
    asked = pickers.one("month", "Open a month", {"": "None"} | names, width=210)
    if not asked:
        return
    month = month_of(asked)
    rows = found.own[found.own["month"] == str(month)]
    counts = found.counts[found.counts["month"] == str(month)]
    programme, measure = found.ground.programme, found.ground.measure
    with st.container(border=True):
        st.markdown(f"**{narrative.month(month)}**")
        st.markdown(f"**Formula.** {as_markdown(found.formula)}")
        for _, row in rows.iterrows():
            for heading, text in month_by_month.opened(row, counts, programme, measure):
                st.markdown(f"**{as_markdown(heading)}.** {as_markdown(text)}")
        for receipt in month_by_month.receipts(counts):
            query = {"contract": found.terms.reference, "submission": str(receipt)}
            panels.link(visitor, "submissions", f"Receipt {receipt}", **query)
        behind.offer(visitor, view, found, counts)


def _gathered(found: Beside, by: By) -> pd.DataFrame:
    measure, starts = found.ground.measure, found.terms.first_month
    if measure.is_rate:
        return targets.by_period(found.own, by, starts)
    return profiles.by_period(found.own, by, starts, stock=measure.stock)
