"""How is one client looked for: by a form, never by an address, and written down each time?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db import journal
from db.journal import Act, Deed
from db.queries import one_client
from db.store import Store
from monitoring.narrative import one_client as words
from pages.shared import loaders, panels, tables
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    from datetime import datetime

    from monitoring.journeys.line import Found
    from pages.shared.identity import Visitor

LONGEST = 80
COLUMNS = {
    "day": tables.CONFIG.DateColumn("Day", format="D MMM YYYY", pinned=True, width=110),
    "event": tables.text("What", width=190),
    "told": tables.text("More", width=400),
    "source": tables.text("Source", width=140),
    "receipt": tables.CONFIG.NumberColumn("Receipt"),
    "row": tables.CONFIG.NumberColumn("Row in the file"),
}


def asked() -> str | None:
    """Show the box; give what was typed when the button was pressed, else None."""
    with st.form("find a client", border=False):
        label = "Reference of one client"
        typed = st.text_input(label, max_chars=LONGEST, autocomplete="off", width=320)
        pressed = st.form_submit_button("Find", type="primary")
    return typed if pressed else None


def look(visitor: Visitor, reference: str, as_at: datetime | None) -> list[Found]:
    """Give the client of a reference, and write down that somebody looked: not for whom."""
    with loaders.reading(visitor) as session:
        found = one_client.find(session, reference, as_at)
    shown = [(one.contract, f"{len(one.events)} events") for one in found]
    for contract, detail in shown or [("", "")]:
        act = Act(
            action=Deed.LOOK,
            subject="one client",
            contract=contract,
            result="shown" if found else "not found",
            detail=detail,
        )
        journal.write(Store.open(), visitor, act, loaders.now())
    return found


def show(visitor: Visitor, found: list[Found]) -> None:
    """Show what is known of the client, under each contract, and where each return can be seen."""
    for one in found:
        st.subheader(as_markdown(f"{one.client_ref}, {one.contract}"))
        tables.show_known(one.events, f"Events of one client of {one.contract}", COLUMNS)
        with st.container(horizontal=True):
            panels.link(visitor, "submissions", "See the returns", contract=one.contract)
            panels.link(visitor, "journey", "Client journey", contract=one.contract)
    if found:
        st.caption(as_markdown(words.LINE))
