"""What does the page of appointments read, draw and show?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from monitoring import charts
from monitoring.charts import palette
from monitoring.journeys import appointments_shown as shown
from monitoring.narrative import appointments as words
from pages.shared import tables
from pages.shared.following import appointment_columns as columns
from pages.shared.following import people, showing
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.reports import Report
    from pages.shared.following.choosing import Chosen
    from pages.shared.identity import Visitor

ABOUT = {
    "What is counted": words.UNIT,
    "Slots": words.SLOTS,
    "Follow-up": words.FOLLOWED,
    "Deferrals": words.PUT_OFF,
    "Minutes": words.PLANNED,
}
ROWS = 13
TABS = ("By interview", "By site", "Follow-up", "Deferrals")
MISSED = people.Listing("follow-ups", "Show whose were not followed up", columns.OPEN)
LABEL = "Show the deferral register"
REGISTER = people.Listing("deferrals", LABEL, columns.REGISTER, shown.register)


def figures(found: Mapping[str, Report]) -> None:
    """Show the few figures of the page, and a mark where people were seen in a group."""
    rows = found["appointments"].frame
    made = words.appointments_figures(rows, found["follow-ups"].frame, found["deferrals"].frame)
    showing.figures(made)
    said = words.groups_finding(rows)
    if said:
        st.markdown(f":orange-badge[{words.MARK}] {as_markdown(said)}")


def chart(visitor: Visitor, asked: Chosen, found: Mapping[str, Report]) -> None:
    """Draw who came and who stayed away, month by month, with the rows behind it."""
    rows = shown.months(found["appointments"].frame)
    title = f"Appointments due, {asked.terms.reference}"
    parts = [
        charts.Part("attended", "Attended", palette.ACTUAL),
        charts.Part("fta", "Missed", palette.ATTENTION),
    ]
    said = words.appointments_finding(found["appointments"].frame, found["follow-ups"].frame)
    drawn = charts.stacked(rows, parts, title)
    showing.over_months(visitor, asked, drawn, f"{title}. {said}", None)
    latest = rows.sort_values("month", ascending=False, ignore_index=True)
    tables.show_known(latest, title, columns.MONTHS, ROWS)


def parts(visitor: Visitor, asked: Chosen, found: Mapping[str, Report]) -> None:
    """Show the smaller views, each in its tab."""
    number, site, followed, put_off = st.tabs(TABS)
    rows = found["appointments"].frame
    with number:
        st.markdown(as_markdown(words.minutes_finding(rows)))
        tables.show_known(shown.numbers(rows), "Appointments by interview", columns.NUMBERS)
        st.caption(as_markdown(words.PLANNED))
    with site:
        tables.show_known(shown.sites(found["sites"].frame), "Appointments by site", columns.SITES)
    with followed:
        _followed(found)
        people.offer(visitor, asked, MISSED)
    with put_off:
        _put_off(found)
        people.offer(visitor, asked, REGISTER)


def _followed(found: Mapping[str, Report]) -> None:
    ages, rows = found["unfollowed"].frame, found["follow-ups"].frame
    if rows.empty:
        st.text("No appointment was missed in the months shown.")
        return
    tables.show(ages[list(columns.AGES)], "Missed and not followed up, by age", columns.AGES)
    months = shown.followed(rows)
    tables.show(months[list(columns.FOLLOWED)], "Follow-up by month", columns.FOLLOWED, ROWS)
    st.caption(as_markdown(words.FOLLOWED))


def _put_off(found: Mapping[str, Report]) -> None:
    rows = found["deferrals"].frame
    if rows.empty:
        st.text("No deferral is on record for the months and clients shown.")
        return
    told = shown.reasons(rows)
    tables.show(told[list(columns.REASONS)], "Deferrals by reason", columns.REASONS)
    st.caption(as_markdown(words.PUT_OFF))
