"""Which contract is meant, and what do the columns of the file stand for?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db.queries import sendable
from monitoring import datasets
from monitoring.findings import Unreadable
from monitoring.recognition import fit
from pages.shared import lines, loaders
from pages.shared.upload import settling

if TYPE_CHECKING:
    from monitoring.mappings import Mapping as SavedMapping
    from pages.shared.identity import Visitor
    from pages.shared.upload.draft import Draft

OWN_COLUMNS = "Those of the template"
PREVIEWED = 10
WIDTH = 280  # pixels; on a narrow screen the choices fold


def contract(visitor: Visitor, draft: Draft) -> None:
    """Ask for the contract where the file does not name it."""
    if settling.has_contract_column(draft):
        draft.contract = None
        return
    with loaders.reading(visitor) as session:
        known = sendable.contracts_for(session, draft.dataset or "", draft.source)
    asked = draft.contract or st.query_params.get("contract")
    only = 0 if len(known) == 1 else None
    at = known.index(asked) if asked in known else only
    label = "Contract (the file names none)"
    draft.contract = st.selectbox(
        label, known, at, key=draft.key("contract"), placeholder="Choose", width=WIDTH
    )


def mapping(visitor: Visitor, draft: Draft) -> SavedMapping | None:
    """Offer the saved mappings, unless the header is the template's; give the one chosen."""
    spec = datasets.dataset(draft.dataset or "")
    known = {m.name: m for m in settling.saved(visitor) if m.dataset == spec.name}
    own = fit(draft.table.headers, spec)
    if not known or (draft.mapping is None and own is not None and own[0] == 0):
        return None
    names = (OWN_COLUMNS, *known)
    now = draft.mapping.name if draft.mapping else OWN_COLUMNS
    chosen = st.selectbox(
        "Its columns", names, names.index(now), key=draft.key("mapping"), width=WIDTH
    )
    if chosen != now:
        draft.mapping, draft.source = known.get(chosen), None
        st.rerun()
    return draft.mapping


def preview(draft: Draft, chosen: SavedMapping) -> None:
    """Show the first rows as the mapping makes them, before it is used."""
    st.text(f"Through the saved mapping {chosen.name}: {chosen.sentence}")
    try:
        rows = sendable.first_rows_mapped(chosen, draft.table, PREVIEWED)
    except Unreadable:
        st.text("The mapping does not fit this file. The problems below say why.")
        return
    with st.expander(f"The first {len(rows)} rows it makes of the file", expanded=True):
        lines.show(rows, "First rows through the mapping")
