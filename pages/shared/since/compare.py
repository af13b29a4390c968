"""How do then and now stand side by side on a page that shows one instant: *compare with*?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from db.publishing.request import CallError
from db.queries.knowledge import end_of_day
from monitoring import since, since_shown
from monitoring.narrative.since import day_name, since_finding
from pages.shared import beside, loaders, panels, pickers, tables
from pages.shared.since import shown
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    from datetime import datetime

    from db.reports import Report, View
    from db.reports.beside import Beside
    from monitoring.programmes import Measure
    from pages.shared.identity import Visitor

ASKED = "Then: as known on"


def _then(view: View) -> datetime | None:
    """Ask for the day to compare with; None for none, or where it is not the earlier one."""
    with st.popover("Compare with an earlier day"):
        day = pickers.day("then", ASKED)
    then = end_of_day(day) if day else None
    if then and then > (view.as_at or loaders.now()):
        st.info("Choose a day before the one this page shows.")
        return None
    return then


def contracts(visitor: Visitor, view: View, report: Report, measure: Measure) -> None:
    """Offer every contract of the page then and now, the most moved first."""
    then = _then(view)
    if then is None:
        return
    before = loaders.report(visitor, "portfolio", replace(view, as_at=then))
    st.markdown(f"**Then and now. {as_markdown(day_name(then))}**")
    rows = since_shown.contracts(before.frame, report.frame, measure)
    columns = {"name": tables.text("Contract", pinned=True, width=210), **shown.both_sides()}
    tables.show(rows[list(columns)], f"{measure.title} then and now", columns)


def one(visitor: Visitor, view: View, found: Beside) -> None:
    """Offer one contract's measure then and now, with the months that are others now."""
    then = _then(view)
    if then is None:
        return
    measure, starts = found.ground.measure, found.terms.first_month
    try:
        past = beside.beside(visitor, replace(view, as_at=then, set=None, first=None, last=None))
    except CallError as said:
        st.info(as_markdown(str(said)))
        return
    before = replace(past, chosen=found.chosen).own
    both = [since.as_known(months, measure, starts) for months in (before, found.own)]
    moved = [since.Moved(measure, *both)]
    st.markdown(as_markdown(since_finding(day_name(then), measure.code, moved)))
    named = {measure.code: before}, {measure.code: found.own}
    shown.changed_months(since.changed([measure], *named))
    query = {"contract": found.terms.reference, "then": st.query_params["then"]}
    panels.link(visitor, "since_review", "See everything that changed since", **query)
