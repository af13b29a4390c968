"""What is asked of somebody who writes a meeting down, or changes what was written of one?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db.governance import Held
from db.queries.knowledge import end_of_day
from monitoring.governance.reviews import CHANNELS, MeetingKind
from monitoring.narrative.words import months_span
from pages.shared import written
from pages.shared.board import choosing
from pages.shared.packs import listing

if TYPE_CHECKING:
    from db.reports.board import Board
    from monitoring.governance.reviews import Meeting
    from pages.shared.identity import Visitor

PACKS = 8  # the latest, offered


def asked(
    visitor: Visitor, found: Board, kind: MeetingKind, had: Meeting | None = None
) -> Held:
    """Ask when, how, who was there, what was said and with which pack; what stood is kept."""
    key = f" {had.number}" if had else ""
    stood = had.held_on if had else found.on
    on = written.day("On which day", f"held on{key}", stood) or stood
    channel = st.radio(
        "How",
        list(CHANNELS),
        index=list(map(str, CHANNELS)).index(had.channel) if had else 0,
        format_func=lambda one: CHANNELS[one],
        key=f"how{key}" if had else None,
        horizontal=True,
    )
    present = st.text_input(
        "Who was there (posts, not names)",
        had.present if had else "",
        key=f"present{key}" if had else None,
        max_chars=300,
    )
    text = written.lines("What was said", f"meeting text{key}", had.text if had else "")
    return Held(
        kind=kind,
        held_on=on,
        as_at=had.as_at if had and on == had.held_on else end_of_day(on),
        channel=channel,
        present=present,
        text=text,
        pack=_pack(visitor, found, f"pack{key}", had.pack_no if had else None),
    )


def _pack(visitor: Visitor, found: Board, key: str, had: int | None) -> int | None:
    """Ask which review pack it used, of those the visitor may open."""
    kept = listing.kept(visitor, found.terms)
    options = {"": "None"} | {
        str(one.number): f"Pack {one.number}, {months_span(one.asked.first, one.asked.last)}"
        for one in kept
        if one in kept[:PACKS] or one.number == had
    }
    if len(options) == 1 and had is None:
        return None
    chosen = choosing.one("With which review pack", options, key, str(had or ""))
    return int(chosen) if chosen else None
