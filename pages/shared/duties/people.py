"""Whom to reach at which level, and who held which post?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db.queries import governance as reads
from monitoring.governance import shown
from monitoring.governance.handing_over import LEVELS
from monitoring.governance.parties import party_name
from monitoring.narrative.promises import read_by
from pages.shared import tables, written
from pages.shared.duties import entering

if TYPE_CHECKING:
    from db.queries.contracts import Terms
    from pages.shared.identity import Visitor

CONTACTS = {
    "party": tables.text("Party", pinned=True, width=150),
    "level": tables.text("Level", width=110),
    "post": tables.text("Post", width=260),
    "address": tables.text("How to reach it", width=260),
    "readers": tables.text("Who reads it"),
}
HELD = {
    "post": tables.text("Post", pinned=True, width=230),
    "who": tables.text("Who", width=300),
    "since": tables.CONFIG.DateColumn("Since", format="D MMM YYYY"),
    "until": tables.CONFIG.DateColumn("Until", format="D MMM YYYY"),
}


def contacts(visitor: Visitor, terms: Terms) -> None:
    """Show whom to reach, and take a new post, a change or the end of one."""
    contract = terms.reference
    found = written.read(visitor, lambda session: reads.contacts(session, contract))
    if found:
        rows = [
            {
                "party": party_name(each.party),
                "level": LEVELS[each.level],
                "post": each.post,
                "address": each.address,
                "readers": read_by(each.audience),
            }
            for each in found
        ]
        tables.show(shown.table(rows, CONTACTS), "Whom to reach", CONTACTS)
    else:
        st.info("No contact is entered yet. Enter posts, not people: posts outlast them.")
    entering.offer(visitor, terms, found)


def history(visitor: Visitor, terms: Terms) -> None:
    """Show who was named for the contract, and who held a role over it by name."""
    contract = terms.reference
    named = written.read(visitor, lambda session: reads.labels(session, contract))
    roles = written.read(visitor, lambda session: reads.assignments(session, contract))
    rows = [
        {"post": each.role, "who": each.who, "since": each.since, "until": each.until}
        for each in [*named, *roles]
    ]
    tables.show(shown.table(rows, HELD), "Who held which post", HELD)
    st.caption(
        "Posts as the contract register named them, then roles over this contract by name: "
        "your own, or all of them for an administrator."
    )
