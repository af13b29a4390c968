"""Which dataset, source, contract, sheet and mapping? Recognised where it can be, else asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db.queries import sendable
from db.store import Store
from monitoring import datasets
from monitoring.findings import Unreadable
from monitoring.narrative.profile import SOURCES
from pages.shared import loaders
from pages.shared.upload import opening

if TYPE_CHECKING:
    from collections.abc import Mapping

    from monitoring.mappings import Mapping as SavedMapping
    from monitoring.vocabulary import Source
    from pages.shared.identity import Visitor
    from pages.shared.upload.draft import Draft

OWN_COLUMNS = "The file has the columns of the template"
PREVIEWED = 10


def settled(visitor: Visitor, draft: Draft) -> bool:
    """Show what the file is taken for, and say whether everything asked is answered."""
    if len(draft.sheets) > 1 and not _sheet(visitor, draft):
        return False
    headers = draft.table.headers  # a file that cannot be read ends here
    may = sendable.sendable(visitor.scope)
    across = st.columns(3)
    with across[0]:
        _dataset(draft, may)
    if draft.dataset is None:
        st.text(
            f"Its header fits nothing you may send: {', '.join(headers)}. Choose what it holds."
        )
        return False
    with across[1]:
        _source(draft, may[draft.dataset])
    with across[2]:
        _contract(visitor, draft)
    _mapping(visitor, draft)
    return draft.contract is not None or opening.has_contract_column(draft)


def _sheet(visitor: Visitor, draft: Draft) -> bool:
    """Ask which sheet of a workbook is meant."""
    at = draft.sheets.index(draft.sheet) if draft.sheet else None
    chosen = st.radio("Which sheet holds the return?", draft.sheets, at, key=draft.key("sheet"))
    if chosen != draft.sheet:
        draft.sheet, draft.dataset, draft.mapping = chosen, None, None
        opening.recognise(visitor, draft)
        st.rerun()
    return chosen is not None


def _dataset(draft: Draft, may: Mapping[str, tuple[Source, ...]]) -> None:
    """Say what the file is taken for; the sender may say otherwise."""
    names = tuple(may)
    at = names.index(draft.dataset) if draft.dataset in names else None
    chosen = st.selectbox(
        "What it holds",
        names,
        at,
        key=draft.key("dataset"),
        format_func=lambda name: datasets.dataset(name).title,
        placeholder="Choose",
    )
    if chosen != draft.dataset:
        draft.dataset, draft.source, draft.mapping, draft.mode = chosen, None, None, None


def _source(draft: Draft, sources: tuple[Source, ...]) -> None:
    """Settle who speaks in the file: the mapping's source, else what the sender may send as."""
    own = draft.mapping.source if draft.mapping else ""
    if draft.source not in sources:
        draft.source = next((each for each in sources if each == own), sources[0])
    if len(sources) > 1:
        at = sources.index(draft.source)
        draft.source = st.selectbox(
            "Whose figures", sources, at, key=draft.key("source"), format_func=_source_title
        )


def _source_title(source: Source) -> str:
    return SOURCES[source][:1].upper() + SOURCES[source][1:]


def _contract(visitor: Visitor, draft: Draft) -> None:
    """Ask for the contract where the file does not name it."""
    if opening.has_contract_column(draft):
        draft.contract = None
        return
    with loaders.reading(visitor) as session:
        known = sendable.contracts_for(session, draft.dataset or "", draft.source)
    asked = draft.contract or st.query_params.get("contract")
    only = 0 if len(known) == 1 else None
    at = known.index(asked) if asked in known else only
    label = "Contract (the file names none)"
    draft.contract = st.selectbox(label, known, at, key=draft.key("contract"), placeholder="Choose")


def _mapping(visitor: Visitor, draft: Draft) -> None:
    """Offer the saved mappings of the dataset, and show what the chosen one makes of the file."""
    known = {m.name: m for m in opening.saved(visitor) if m.dataset == draft.dataset}
    if not known:
        return
    names = (OWN_COLUMNS, *known)
    at = names.index(draft.mapping.name) if draft.mapping else 0
    chosen = st.selectbox("Its columns", names, at, key=draft.key("mapping"))
    if chosen != (draft.mapping.name if draft.mapping else OWN_COLUMNS):
        draft.mapping, draft.source = known.get(chosen), None
        st.rerun()
    if draft.mapping is not None:
        st.text(draft.mapping.sentence)
        with st.expander("What the mapping makes of the first rows"):
            _preview(draft, draft.mapping)


def _preview(draft: Draft, mapping: SavedMapping) -> None:
    """Show the first rows as the mapping makes them, before it is used."""
    try:
        rows = sendable.first_rows_mapped(Store.open(), mapping, draft.table, PREVIEWED)
    except Unreadable:
        st.text("The mapping does not fit this file. The problems below say why.")
        return
    st.dataframe(rows, hide_index=True, alt="First rows through the mapping")
