"""How is a meeting that was written down moved, put right or cancelled, and why?"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from db import governance
from db.governance import Held
from monitoring.governance.reviews import KINDS
from monitoring.narrative import day
from pages.shared import written
from pages.shared.board import meeting_fields
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.reports.board import Board
    from monitoring.governance.reviews import Meeting
    from pages.shared.identity import Visitor

RIGHT, CANCEL = "Put it right or move it", "Cancel it: it was not held"


def offer(visitor: Visitor, found: Board, one: Meeting) -> None:
    """Let who wrote a meeting down change it or cancel it; what it said stays to be read."""
    if one.by != visitor.login:
        return
    with st.expander("Change this entry"), st.form(f"change meeting {one.number}", border=False):
        what = st.radio("What changes", [RIGHT, CANCEL], key=f"what {one.number}", horizontal=True)
        told = meeting_fields.asked(visitor, found, one.kind, one)
        reason = st.text_input("Why", key=f"why meeting {one.number}", max_chars=500)
        mine = written.sides(visitor, found.terms)
        audience = written.readers(mine, f"meeting {one.number}", one.audience)
        if st.form_submit_button("Save", type="primary"):
            kept = _cancelled(one) if what == CANCEL else told
            new = replace(kept, replaces=one.number, reason=reason)
            where, pen = written.place(found.terms, audience), written.pen(visitor)
            written.save(partial(governance.hold, pen, where, new), "Changed.")


def _cancelled(one: Meeting) -> Held:
    """Give an entry as it stood, cancelled: of what was not held nothing else is changed."""
    return Held(
        kind=one.kind,
        held_on=one.held_on,
        as_at=one.as_at,
        channel=one.channel,
        present=one.present,
        text=one.text,
        pack=one.pack_no,
        cancelled=True,
    )


def before(one: Meeting) -> None:
    """Say what an entry said before it was changed, and why it was."""
    newer = one
    for earlier in one.earlier:
        said = f"{day(earlier.held_on)}: {earlier.text}" if earlier.text else day(earlier.held_on)
        st.text(
            f"Changed on {day(newer.at)} by {newer.who}: {newer.reason or 'no reason given'}. "
            f"Before: {said}"
        )
        newer = earlier


def cancelled(found: Sequence[Meeting]) -> None:
    """List the meetings that were written down and cancelled since, each with its reason."""
    for one in found:
        said = f"{KINDS[one.kind]} of {day(one.held_on)}: cancelled on {day(one.at)} by {one.who}"
        st.caption(as_markdown(f"{said}. {one.reason}"))
