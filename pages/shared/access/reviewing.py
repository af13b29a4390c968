"""How is access gone through, and what came of it before?"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from db import access_reviews
from monitoring.narrative import day
from pages.shared import loaders, written
from pages.shared.access import doing
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.queries.accounts import Held, Review
    from pages.shared.identity import Visitor

NOW = "What you name ends at once. The review is kept with your name and the day."
LATER = "The review is kept with your name and the day; an administrator ends what you name."
NONE = "Access has not been gone through yet. Open *Access by role*, look through it and record it."


def offer(visitor: Visitor, held: Sequence[Held]) -> None:
    """Take down that the list was gone through, with the roles that are to end."""
    scope = visitor.scope
    if not (scope.administers or scope.manages) or not held:
        return
    named = {one.assignment_id: f"{one.name}: {one.role} over {one.over}" for one in held}
    with st.form("review", border=False):
        st.markdown("**Record a review**")
        st.caption(NOW if scope.administers else LATER)
        ends = st.multiselect(
            "Roles to end", tuple(named), format_func=lambda one: named[one], key="access to end"
        )
        note = written.lines("A word on it", "access note")
        if st.form_submit_button("I have gone through this list", type="primary"):
            reviewed = access_reviews.Reviewed(to_end=ends, note=note)
            work = partial(access_reviews.record, reviewed=reviewed, now=loaders.now())
            doing.act(visitor, work, "Recorded.")


def show(reviews: Sequence[Review]) -> None:
    """Show the reviews, the latest first."""
    if not reviews:
        st.info(NONE)
    for one in reviews:
        with st.container(border=True):
            whose = f"people of {one.organisation}" if one.organisation else "everybody"
            st.markdown(as_markdown(f"Reviewed by {one.by_user} on {day(one.at)}: {whose}."))
            ended = "; ".join(one.to_end) or "none"
            st.text(f"{one.listed} roles were listed. To end: {ended}.")
            if one.note:
                st.text(one.note)
