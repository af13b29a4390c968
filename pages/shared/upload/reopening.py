"""How is a refused file taken up again, once a saved mapping takes out who people are?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db import doors, registers
from db.publishing.request import CallError
from db.store import Store
from pages.shared import loaders
from pages.shared.upload import settling

if TYPE_CHECKING:
    from monitoring.mappings import Mapping
    from pages.shared.identity import Visitor
    from pages.shared.upload.draft import Draft

TAKEN = "A mapping of this name was saved by somebody else. Give yours another name."


def through(visitor: Visitor, draft: Draft, file: tuple[str, bytes], mapping: Mapping) -> None:
    """Save the mapping, and read the file with it in the place of the one that was refused.

    Raises
    ------
    CallError
        If the name is another's, or the visitor sends nothing.
    """
    store = Store.open()
    with doors.scoped_session(store, visitor) as session:
        known = {each.name: each.saved_by for each in registers.mappings(session)}
    if known.get(mapping.name, visitor.login) != visitor.login:
        raise CallError(TAKEN)
    registers.keep_mapping(store, visitor, mapping, loaders.now())
    draft.name, data = file
    draft.sent = draft.data = data
    draft.refused, draft.steps = (), []
    draft.mapping, draft.dataset, draft.source = mapping, mapping.dataset, None
    draft.sheets, draft.sheet, draft.may_be_kept = (), None, False
    draft.turn += 1
    settling.settle(visitor, draft)
    st.rerun()
