"""Does a fault stand here that was put right last time? Offered in one press, never unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db import drafts
from db.queries import mends
from db.store import Store
from monitoring import last_time
from monitoring.narrative.words import count_of
from pages.shared import loaders

if TYPE_CHECKING:
    from monitoring.mending import Fault, Mend
    from pages.shared.identity import Visitor
    from pages.shared.upload.draft import Draft


def offer(visitor: Visitor, draft: Draft, faults: list[Fault]) -> None:
    """Offer the mends of last time that put faults of this file right."""
    found = offered(visitor, draft, faults)
    if not found:
        return
    with st.container(border=True):
        st.markdown("**Put right as last time**")
        st.text("\n".join(last_time.sentence(each) for each in found))
        label = "Put right as last time" if len(found) == 1 else f"Put all {len(found)} right"
        if st.button(label, key=draft.key("as last time"), type="primary"):
            draft.put_right(tuple(found))
            st.rerun()
        st.caption(
            f"{count_of(len(found), 'change', 'changes')} your organisation made in an earlier "
            "return of the same kind. You can undo it."
        )


def offered(visitor: Visitor, draft: Draft, faults: list[Fault]) -> list[Mend]:
    """Give the mends of last time that fit; read once for a kind of return."""
    about = (draft.dataset, draft.source)
    if draft.past is None or draft.past[0] != about:
        owner = drafts.owner_of(Store.open(), visitor)
        with loaders.reading(visitor) as session:
            past = mends.put_right_before(
                session, owner, draft.dataset or "", str(draft.source or "")
            )
        draft.past = about, past
    return last_time.offered(faults, draft.table.headers, draft.past[1])
