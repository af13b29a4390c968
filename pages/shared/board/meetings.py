"""When were reviews and meetings held, when is the next, and how is one written down?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db.queries import governance as reads
from monitoring.governance import shown
from monitoring.governance.reviews import KINDS
from monitoring.narrative import day
from monitoring.narrative.promises import read_by
from pages.shared import panels, tables, written
from pages.shared.board import changing
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    from db.reports import View
    from db.reports.board import Board
    from pages.shared.identity import Visitor

SERIES = {
    "kind": tables.text("What", pinned=True, width=220),
    "state": tables.text("State", width=140),
    "due": tables.CONFIG.DateColumn("Next due", format="D MMM YYYY"),
    "last": tables.CONFIG.DateColumn("Last held", format="D MMM YYYY"),
    "pack": tables.text("With"),
    "every": tables.text("How often"),
}
HELD = {
    "kind": tables.text("What", width=210),
    "held": tables.CONFIG.DateColumn("Held on", format="D MMM YYYY"),
    "how": tables.text("How", width=110),
    "pack": tables.text("With"),
    "text": tables.text("What was said", width=420),
    "present": tables.text("Who was there", width=300),
    "readers": tables.text("Who reads it"),
}


def series(found: Board) -> None:
    """Show each kind of meeting: how often, when last, when next."""
    rows = shown.series(found.promised.series)
    tables.show_known(shown.table(rows, SERIES), "Reviews and meetings due", SERIES)
    ahead = [
        f"{KINDS[one.kind]}: {', '.join(day(each) for each in one.later)}"
        for one in found.promised.series
        if one.later
    ]
    if ahead:
        st.caption(as_markdown(f"After that, at the same intervals. {'. '.join(ahead)}."))


def held(visitor: Visitor, view: View, found: Board) -> None:
    """Show the meetings that were held, the latest first; one opens, and now it can be changed."""
    _held(visitor, found, now=view.as_at is None)
    contract, as_at = found.terms.reference, view.as_at
    gone = written.read(visitor, lambda session: reads.cancelled(session, contract, as_at))
    changing.cancelled(gone)


def _held(visitor: Visitor, found: Board, *, now: bool) -> None:
    if not found.meetings:
        st.info("No review or meeting is written down yet. Write one down and it appears here.")
        return
    key = f"meetings {found.terms.reference}"
    rows = shown.meetings(found.meetings)
    columns = {"meeting": tables.button("Meeting", key), **HELD}
    tables.show_known(shown.table(rows, columns), "Meetings held", columns, 10)
    if name := tables.opened(key):
        named = {row["meeting"]: row["number"] for row in rows}
        st.query_params["meeting"] = str(named.get(name, ""))
    _opened(visitor, found, now=now)


def _opened(visitor: Visitor, found: Board, *, now: bool) -> None:
    asked = st.query_params.get("meeting", "")
    one = next((each for each in found.meetings if str(each.number) == asked), None)
    if one is None:
        return
    with st.container(border=True):
        st.markdown(f"**{KINDS[one.kind]}, {day(one.held_on)}**, {shown.channel(one.channel)}")
        st.text(one.text or "Nothing was written down of what was said.")
        st.caption(as_markdown(f"{one.present or 'Nobody named'}. {read_by(one.audience)}."))
        changing.before(one)
        for item in found.promised.items:
            if any(step.terms.meeting in one.numbers for step in item.steps):
                query = {"contract": item.contract, "item": str(item.number)}
                panels.link(visitor, "reviews", shown.label(item.number, item.terms.what), **query)
        known = {"contract": found.terms.reference, "as_at": one.as_at.date().isoformat()}
        panels.link(visitor, "profile_vs_actual", "See the figures as known that day", **known)
        if one.pack_no:
            query = {"contract": found.terms.reference, "pack": str(one.pack_no)}
            panels.link(visitor, "review_pack", f"Open pack {one.pack_no}, used in it", **query)
        if now:
            changing.offer(visitor, found, one)
