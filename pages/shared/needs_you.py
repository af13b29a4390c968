"""What needs the visitor, in at most seven sentences, each with one link and a way to note it?"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import streamlit as st

from db import attention
from db.attention import Look
from db.queries.knowledge import end_of_day
from db.reports import View, situation
from db.store import Store
from monitoring import needs
from monitoring.needs import Kind
from pages.shared import identity, loaders, noted_items, panels
from pages.shared.reconciling import alone
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    from datetime import datetime

    from monitoring.needs import Need, Situation
    from monitoring.programmes import Programme
    from pages.shared.identity import Visitor

MONTH = timedelta(days=30)
WORDS = {
    Kind.SENT_BACK: ("Sent back", "orange"),
    Kind.CERTIFY: ("To certify", "orange"),
    Kind.OWED: ("Return missing", "orange"),
    Kind.FELL: ("Fell", "orange"),
    Kind.RESTATED: ("Restated", "orange"),
    Kind.HELD: ("Rows held", "orange"),
    Kind.UNREFERRED: ("No referral", "orange"),
    Kind.ACTION: ("Promised", "orange"),
    Kind.REVIEW: ("Review", "orange"),
    Kind.REQUEST: ("Asked", "orange"),
    Kind.SHORT: ("Behind", "orange"),
    Kind.STANDARD: ("Below standard", "orange"),
    Kind.REASON: ("Reason asked", "orange"),
    Kind.RECOVERED: ("Recovered", "blue"),
}
LINKS = {
    "profile_vs_actual": "See months",
    "submissions": "See returns",
    "reviews": "See actions",
    "requests": "See requests",
    "reconcile": "See them",
}


def show(visitor: Visitor, of: Programme) -> None:
    """Show what needs the visitor in a programme, and remember that they looked."""
    store = Store.open()
    look = Look(visitor.login, f"portfolio {of.code}", loaders.now())
    since = attention.last_looked(store, look, _first(of))
    found = _situation(visitor, View(programme=of.code), since)
    if found is None:
        return
    kept = attention.noted(store, visitor.login)
    told = needs.sentences(found, {item: line.level for item, line in kept.items()})
    st.subheader("Needs you this month")
    if not told:
        st.text(needs.nothing_needed(found))
    for need in told:
        _one(visitor, need)
    noted_items.listed(visitor, kept)


def _situation(visitor: Visitor, view: View, since: datetime | None) -> Situation | None:
    """Give what is known now, and what was when the visitor last looked."""
    asked = ("situation", view, since, loaders.written(visitor))
    made: Situation | None = loaders.read(
        visitor, asked, lambda session: situation.situation(session, view, loaders.now(), since)
    )
    return made and replace(made, unreferred=alone.unreferred(visitor, view))


def _first(of: Programme) -> datetime | None:
    """Let the first visit to a sample follow one of a month before, so that there is news."""
    if of.working_date is None or not identity.sample():
        return None
    return end_of_day(of.working_date - MONTH)


def _one(visitor: Visitor, need: Need) -> None:
    word, colour = WORDS[need.kind]
    said, actions = st.columns([4, 1], vertical_alignment="center", gap="small")
    said.markdown(f":{colour}-badge[{word}] {as_markdown(need.sentence)}")
    with actions.container(horizontal=True, vertical_alignment="center", gap="small"):
        panels.link(visitor, need.page, LINKS[need.page], **need.query)
        with st.popover("Note"):
            noted_items.take(visitor, need)
