"""What do the tabs of the client's journey show?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from monitoring import charts
from monitoring.journeys import shown
from monitoring.narrative import journey as words
from pages.shared import charting, tables
from pages.shared.following import journey_columns as columns
from pages.shared.following import owed_columns as owed
from pages.shared.following import people, services_part
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.reports import Report
    from pages.shared.following.choosing import Chosen
    from pages.shared.identity import Visitor

ROWS = 13
LATE = people.Listing("interviews", "Show whose are overdue", columns.OVERDUE)
TABS = ("Timeliness", "Interviews", "Assessments", "Ineligible clients", "Services")


def parts(visitor: Visitor, asked: Chosen, found: Mapping[str, Report]) -> None:
    """Show the smaller views, each in its tab."""
    each = (_timeliness, _interviews, _assessments, _lost, services_part.show)
    tabs = st.tabs(TABS)
    for tab, show in zip(tabs, each, strict=True):
        with tab:
            show(found)
    with tabs[TABS.index("Interviews")]:
        people.offer(visitor, asked, LATE)
    with tabs[TABS.index("Services")]:
        people.offer(visitor, asked, services_part.EACH)


def _timeliness(found: Mapping[str, Report]) -> None:
    wait, curve = found["wait"].frame, found["waits"].frame
    said = words.timely_finding(wait)
    st.markdown(as_markdown(said))
    if len(curve) > 1:
        limit = int(wait["limit_days"].iloc[0])
        title = "Share still waiting for a first interview"
        drawn = charts.waits(curve, limit, title, "Those who wait are counted as waiting")
        charting.show(drawn, f"{title}. {said}", "waits")
    rows = shown.cohorts(found["timeliness"].frame)
    tables.show(rows[list(columns.WAITS)], "Waits, a row a cohort", columns.WAITS, ROWS)
    st.caption(as_markdown(f"{words.WAITING} Blank: not reached yet."))


def _interviews(found: Mapping[str, Report]) -> None:
    rows = found["interviews"].frame
    st.markdown(as_markdown(words.interviews_finding(rows)))
    if rows.empty:
        return
    number = shown.by_number(rows)
    tables.show(number[list(columns.NUMBERS)], "Interviews owed, by number", columns.NUMBERS)
    st.subheader("How far from the day due")
    far = found["deviation"].frame[list(columns.DEVIATION)]
    tables.show(far, "Interviews held, by days from the day due", columns.DEVIATION)
    st.subheader("Month by month")
    months = shown.interviews(rows)
    tables.show(months[list(columns.MONTHS)], "Interviews owed by month", columns.MONTHS, ROWS)


def _assessments(found: Mapping[str, Report]) -> None:
    rows = found["assessments"].frame
    st.markdown(as_markdown(words.assessments_finding(rows)))
    if len(rows):
        tables.show_known(shown.asked_for(rows), "Waits for assessments", columns.ASSESSMENTS)
        st.caption("Days from request to the provider, those still open counted as open.")


def _lost(found: Mapping[str, Report]) -> None:
    rows = found["ineligible"].frame
    st.markdown(as_markdown(words.lost_finding(rows)))
    if len(rows):
        tables.show(
            shown.lost(rows)[list(owed.LOST)], "Starts found ineligible", owed.LOST, ROWS
        )
        st.caption(as_markdown(words.LOST))
