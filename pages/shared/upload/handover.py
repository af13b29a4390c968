"""Did somebody else touch this sending meanwhile, and whose is gone on with?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db import drafts
from db.queries.knowledge import LONDON
from db.store import Store
from pages.shared.upload import kept
from pages.shared.upload.keeping import keep

if TYPE_CHECKING:
    from db.drafts import Unfinished
    from pages.shared.identity import Visitor
    from pages.shared.upload.batch import Batch

KEPT_BOTH = "Yours is kept; theirs stands beside it under Unfinished."


def settled(visitor: Visitor, batch: Batch) -> bool:
    """Say whether nobody else touched it; where somebody did, show it and ask what to do."""
    if batch.notice:
        st.info(batch.notice)
        batch.notice = ""
    if batch.job is not None or batch.done or not batch.version:
        return True
    if not batch.moved:
        owner = drafts.owner_of(Store.open(), visitor)
        batch.now = drafts.standing(Store.open(), owner, batch.draft_id)
        batch.moved = batch.now is None or batch.now.version != batch.version
    if not batch.moved:
        return True
    _ask(visitor, batch)
    return False


def _ask(visitor: Visitor, batch: Batch) -> None:
    """Let the person choose: nothing of either is lost unless they say so."""
    now, mine = batch.now, batch.version
    st.warning(said(now, mine))
    with st.container(horizontal=True):
        if now is not None and st.button(f"Go on with version {now.version}", key="take theirs"):
            kept.go_on(visitor, batch.draft_id)
            st.rerun()
        if st.button("Keep mine", key="keep mine"):
            batch.moved = False
            keep(visitor, batch, over=True)
            batch.notice = KEPT_BOTH if now is not None else ""
            st.rerun()
        if now is None and st.button("Let go of mine", key="let go"):
            kept.forget()
            st.rerun()


def said(now: Unfinished | None, mine: int) -> str:
    """Say who touched it, when, and what the choice is."""
    if now is None:
        return (
            "A colleague published this or threw it away meanwhile. What you see is as you left it."
        )
    at = f"{now.touched_at.astimezone(LONDON):%H:%M}"
    return (
        f"{now.touched_by} changed this at {at}: it is at version {now.version}, and what you see "
        f"is version {mine}. Go on with theirs, or keep yours as version {now.version + 1}; theirs "
        "is then kept beside it."
    )
