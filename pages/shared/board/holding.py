"""How is a review or meeting written down, with what it leaves open?"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from db import governance
from monitoring.audiences import Side
from monitoring.governance.items import ItemKind
from monitoring.governance.reviews import KINDS, MeetingKind
from monitoring.promises import shortened
from pages.shared import written
from pages.shared.board import meeting_fields

if TYPE_CHECKING:
    from db.reports.board import Board
    from pages.shared.identity import Visitor


def offer(visitor: Visitor, found: Board) -> None:
    """Offer to write a review or meeting down, with the items it leaves open."""
    mine = written.sides(visitor, found.terms)
    kinds = [one for one in MeetingKind if one is not MeetingKind.PPR or Side.DEPARTMENT in mine]
    if not mine:
        return
    with st.expander("Write a review or meeting down"), st.form("meeting", border=False):
        kind = st.selectbox("What was held", kinds, format_func=lambda one: KINDS[one])
        told = meeting_fields.asked(visitor, found, kind)
        open_items = {
            one.number: shortened(one.terms.what)
            for one in found.items
            if one.is_open and one.terms.kind is not ItemKind.PLAN
        }
        carried = st.multiselect(
            "Looked at and carried over",
            list(open_items),
            format_func=lambda number: open_items[number],
        )
        audience = written.readers(mine, "meeting")
        if st.form_submit_button("Save", type="primary"):
            where, pen = written.place(found.terms, audience), written.pen(visitor)
            written.save(partial(governance.hold, pen, where, told, carried), "Written down.")
