"""How is what changed read, offered as a file, and explained?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db.publishing.request import CallError
from db.reports import since as reports
from monitoring.narrative import day
from pages.shared import loaders, panels, written
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    from db.reports.since import Figures, Told
    from pages.shared.identity import Visitor
    from pages.shared.since.choosing import Asked



def figures(visitor: Visitor, asked: Asked) -> Figures:
    """Read the figures on both sides, or say in a sentence why there are none."""
    try:
        with st.spinner("Reading what was known then and now"):
            return _read(visitor, asked)
    except CallError as said:
        st.info(as_markdown(f"{said} Compare with a later day, or compare two months."))
        panels.link(visitor, "submissions", "See what was sent", contract=asked.view.contract or "")
        st.stop()


def _read(visitor: Visitor, asked: Asked) -> Figures:
    view, then, months, now = asked.view, asked.then, asked.months, loaders.now()
    key = ("since", view, then, months)
    made: Figures = loaders.read(
        visitor,
        key,
        lambda session: (
            reports.months_beside(session, view, months, now)
            if months
            else reports.figures_since(session, view, then or now, now)
        ),
    )
    return made


def told(visitor: Visitor, asked: Asked) -> Told:
    """Read what happened since, as it stands at this moment."""
    now = loaders.now()
    then = asked.then or now
    return written.read(visitor, lambda session: reports.told_since(session, asked.view, then, now))


def about(asked: Asked, found: Figures) -> None:
    """Say what is compared, how a difference is told, and in which order the measures stand."""
    if asked.months is None:
        st.markdown(f"**Then.** {as_markdown(f'What was known on {day(found.then)}.')}")
    st.markdown(f"**Now.** {as_markdown(f'What was known on {day(found.until)}.')}")
    st.markdown(
        "**Order.** What moved most comes first: by the points its share of profile, or a rate, "
        "moved. Counts without a profile come after, by how far they grew or fell."
    )
    st.markdown(
        "**To date.** Over the months that have both a figure and a profile, at each of the two "
        "days. A level at a month's end is that of its last month."
    )
