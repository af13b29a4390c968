"""Which returns wait for the visitor's organisation: sent back to it, or still to be certified?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db.queries.handed_back import handed_back
from monitoring.handed_back import Handed, Waits
from pages.shared import loaders, panels
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    from pages.shared.identity import Visitor

BADGES = {Waits.SENDING: "Sent back", Waits.CERTIFYING: "To certify"}
MOST = 7


def show(visitor: Visitor) -> None:
    """Name the returns that wait, the newest first; nothing where none does."""
    named = {terms.contract_id: name for name, terms in loaders.contracts(visitor).items()}
    found: list[Handed] = loaders.read(
        visitor, ("handed back",), lambda session: handed_back(session, named)
    )
    for each in sorted(found, key=lambda one: -one.submission)[:MOST]:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            said = as_markdown(each.sentence(each.contract))
            st.markdown(f":orange-badge[{BADGES[each.waits]}] {said}", width="stretch")
            number = str(each.submission)
            panels.link(visitor, "submissions", f"Return {number}", submission=number)
