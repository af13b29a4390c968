"""How do returns and their days stand in tables: awaited, ahead, month by month, by provider?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from monitoring import calendar_shown, deadlines
from pages.shared import loaders, tables
from pages.shared.exports import Export, Told, in_a_line, offer

if TYPE_CHECKING:
    import pandas as pd

    from db.reports import View
    from pages.shared.identity import Visitor

ROWS = 12
AWAITED = {
    "contract": tables.text("Contract", pinned=True, width=110),
    "whose": tables.text("From", width=150),
    "returned": tables.text("For", width=170),
    "due_on": tables.CONFIG.DateColumn("Fell due on", format="D MMM YYYY"),
    "days_late": tables.figure("Days late"),
    "state": tables.text("State", width=90),
}
COMING = {
    "due_on": tables.CONFIG.DateColumn("Falls due on", format="D MMM YYYY", pinned=True),
    "whose": tables.text("From", width=150),
    "returned": tables.text("For", width=170),
    "contracts": tables.figure("Contracts"),
    "which": tables.text("Which", width=420),
}
PUNCTUAL = {
    "prime": tables.text("Provider", pinned=True, width=260),
    "whose": tables.text("From", width=150),
    "said": tables.right("In time"),
    "overdue": tables.figure("Overdue now"),
}


def awaited(rows: pd.DataFrame) -> None:
    """Show what is overdue, and a line to paste into a message for each."""
    found = calendar_shown.awaited(rows)
    if found.empty:
        st.text("Every return that fell due has come.")
        return
    tables.show(found[list(AWAITED)], "Returns that are overdue", AWAITED, ROWS)
    with st.popover("Lines to paste into a message"):
        st.caption("One line each, without figures. Copy with the mark at the corner.")
        st.code("\n".join(found["line"]), language=None, wrap_lines=True)


def coming(visitor: Visitor, view: View, rows: pd.DataFrame) -> None:
    """Show what falls due, and offer it as a calendar."""
    if rows.empty:
        st.text("Nothing more falls due: every contract in view has ended, or owes no return.")
        return
    tables.show(calendar_shown.ahead(rows), "Returns that fall due", COMING, ROWS)
    name = f"Returns due{f', {view.contract}' if view.contract else ''}"
    now = loaders.now()

    def make() -> bytes:
        return deadlines.as_calendar(name, calendar_shown.deadlines(rows), now, in_a_line(now))

    version = f"{visitor.login} {view} {len(rows)} {rows['due_on'].max()}"
    stem = f"returns-due-{view.contract or 'all'}"
    of, kind, calendar = view.contract or "", "text/calendar", Told.CALENDAR
    file = Export(stem, "ics", version, make, kind, subject="deadlines", contract=of,
                  told=calendar)
    offer("Download deadlines (.ics)", file)
    st.caption(
        "Opens in Outlook and other calendars. A newer file moves the deadlines it knows, and adds "
        "the rest."
    )


def months(rows: pd.DataFrame) -> None:
    """Show how each month's return came, a row a contract and source."""
    wide, columns = calendar_shown.grid(rows)
    shown = {
        "contract": tables.text("Contract", pinned=True, width=110),
        "whose": tables.text("From", pinned=True, width=150),
    }
    named = wide.rename(columns={one: f"{one:%Y-%m}" for one in columns})
    shown |= {f"{one:%Y-%m}": tables.text(f"{one:%b %Y}", width=80) for one in columns}
    tables.show(named, "How each month's return came", shown, tables.ROWS_IN_VIEW)
    st.caption(
        "LATE: the last return that fell due has not come. MISSING: a later one has fallen due "
        "too. Of partners' weeks: how many came of those that fell due in the month."
    )


def providers(rows: pd.DataFrame) -> None:
    """Show how many returns came in time, by provider and source."""
    found = calendar_shown.by_provider(rows)
    tables.show(found[list(PUNCTUAL)], "Returns in time, by provider", PUNCTUAL)
    st.caption(
        "Of all returns that fell due in the contracts' lives, those that came by their day. The "
        "share is left out where fewer than ten fell due."
    )
