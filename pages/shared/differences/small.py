"""How old are the open items, which reasons come again, and how many were closed?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from monitoring.narrative.words import count_of, day, number, rate_of
from monitoring.worklist import views
from pages.shared import tables

if TYPE_CHECKING:
    from db.worklist.seen import Seen
    from monitoring.worklist.views import Standing


def figures(found: Seen, standing: Standing) -> None:
    """Show the few figures that head the page."""
    oldest = standing.oldest_days
    told = (
        ("Open", number(standing.open), f"{number(found.moved.opened)} new this month"),
        ("Unexplained", number(standing.unexplained), "of those open"),
        ("Answers to accept", number(standing.answered), "by the department"),
        (
            "Oldest",
            "none" if oldest is None else count_of(oldest, "day", "days"),
            f"{number(standing.overdue)} overdue",
        ),
    )
    for column, (label, value, beside) in zip(st.columns(len(told)), told, strict=True):
        column.metric(label, value, beside, delta_color="off", delta_arrow="off")


def show(found: Seen) -> None:
    """Show the ages, the reasons that come again and how many were closed, each in a tab."""
    ages, reasons, closed = st.tabs(["By age", "Reasons that come again", "Closed this month"])
    with ages:
        columns = {
            "age": tables.text("Open for"),
            "open": tables.figure("Items"),
            "with_provider": tables.figure("of which with the provider"),
        }
        tables.show(views.ageing(found.work), "Open items by age", columns)
    with reasons:
        ranked = views.reasons(found.work)
        if ranked.empty:
            st.info("No reason has been given yet.")
        else:
            columns = {
                "reason": tables.text("Reason"),
                "items": tables.figure("Items"),
                "months": tables.figure("Months in which it was given"),
            }
            tables.show(ranked, "Reasons given, the most frequent first", columns)
    with closed:
        moved = found.moved
        share = rate_of(float(moved.closed), float(moved.open_then))
        st.text(
            f"Of the items open on {day(found.since)}, closed since: {share}. People closed "
            f"{number(moved.by_people)} of them; later returns and rules closed the others."
        )
