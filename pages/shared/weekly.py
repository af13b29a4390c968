"""How do partners' weeks stand on their page: by month, by week, and what is withheld?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db.publishing.releases import release
from db.publishing.request import CallError
from db.store import Store
from db.writing import Pen
from monitoring import weeks
from monitoring.narrative.weeks import TITLES, state_of_month
from monitoring.narrative.words import day
from pages.shared import loaders, tables
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    import pandas as pd

    from pages.shared.identity import Visitor

FIGURES = {name: tables.figure(title) for name, title in TITLES.items()}
MONTHS = {
    "month": tables.month("Month", pinned=True, width=90),
    "arrangement": tables.text("Arrangement", pinned=True, width=120),
    **FIGURES,
    "said": tables.text("Made of", width=180),
}
WEEKS = {
    "week_starting": tables.CONFIG.DateColumn("Week from", format="D MMM YYYY", pinned=True),
    "arrangement": tables.text("Arrangement", pinned=True, width=120),
    **FIGURES,
    "submission": tables.figure("Return"),
}


def by_month(months: pd.DataFrame) -> None:
    """Show a row a month and arrangement, the last month first."""
    made = zip(months["weeks"], months["weeks_missing"], months["overlap"], strict=True)
    shown = months.assign(
        said=[state_of_month(came, missing, overlap=bool(over)) for came, missing, over in made]
    ).sort_values(["month", "arrangement"], ascending=[False, True])
    tables.show_known(shown, "Partners' weeks by month", MONTHS, 13)
    st.caption(as_markdown(weeks.RULE))


def by_week(rows: pd.DataFrame) -> None:
    """Show every week, the last first."""
    shown = rows.sort_values(["week_starting", "arrangement"], ascending=[False, True])
    tables.show_known(shown, "Partners' weeks", WEEKS, 13)


def withheld(visitor: Visitor, rows: pd.DataFrame) -> None:
    """Tell prime and partner what the department does not see yet, and let them release it."""
    closed = weeks.withheld(rows, loaders.now().date())
    if closed.empty:
        return
    st.subheader("Not yet seen by the department")
    st.caption(
        "Partner and prime provider see a weekly return at once, the department when it is "
        "released or after the days the contract sets."
    )
    for number, arrangement, first, last, opens in closed.itertuples(index=False):
        span = day(first) if first == last else f"{day(first)} to {day(last)}"
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(f"Return {number}, {arrangement}, weeks from {span}: opens on {day(opens)}.")
            if st.button("Release now", key=f"release {number}"):
                _release(visitor, number)


def _release(visitor: Visitor, number: int) -> None:
    """Open a return to the department."""
    try:
        release(Pen(Store.open(), visitor, loaders.now()), number)
    except CallError as said:
        st.error(as_markdown(str(said)))
        return
    st.rerun()
