"""Which returns were begun and not published, by whom, and who goes on with them?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db import drafts
from db.queries.knowledge import LONDON
from db.store import Store
from monitoring.narrative.words import count_of, day
from pages.shared import loaders
from pages.shared.upload import kept
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    from datetime import datetime

    from db.drafts import Owner, Unfinished
    from pages.shared.identity import Visitor

SHOWN = 20


def listed(visitor: Visitor) -> None:
    """List what may be gone on with; nothing where nothing was begun."""
    owner = drafts.owner_of(Store.open(), visitor)
    found = drafts.unfinished(Store.open(), owner, loaders.now())
    if not found:
        return
    st.subheader("Unfinished")
    st.caption(
        "Seen by you and by colleagues of your organisation who may send for the same contracts, "
        f"and by nobody else. Kept for {count_of(drafts.days_kept(), 'day', 'days')} after they "
        "were last touched."
    )
    for each in found[:SHOWN]:
        _line(visitor, owner, each)
    if len(found) > SHOWN:
        st.text(f"And {len(found) - SHOWN} more, older than these.")


def _line(visitor: Visitor, owner: Owner, each: Unfinished) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        parts = count_of(each.parts, "file", "parts") if each.parts > 1 else "1 file"
        told = [f"**{as_markdown(each.title)}** ({parts})", as_markdown(_when(each))]
        st.markdown("  \n".join([*told, *([as_markdown(each.note)] if each.note else [])]))
        if st.button("Go on", key=f"go on {each.draft_id}", type="primary"):
            kept.go_on(visitor, each.draft_id)
            st.rerun()
        if st.button("Throw away", key=f"throw away {each.draft_id}"):
            drafts.throw_away(Store.open(), owner, each.draft_id)
            st.rerun()


def _when(each: Unfinished) -> str:
    begun = f"Begun by {each.begun_by}, {_moment(each.begun_at)}"
    if each.touched_at == each.begun_at:
        return f"{begun}."
    by = f" by {each.touched_by}," if each.touched_by != each.begun_by else ""
    return f"{begun}; last touched{by} {_moment(each.touched_at)}."


def _moment(at: datetime) -> str:
    local = at.astimezone(LONDON)
    return f"{day(local)} at {local:%H:%M}"
