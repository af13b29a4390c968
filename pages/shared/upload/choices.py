"""Which dataset, source, contract, sheet and mapping? Recognised where it can be, else asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db.queries import sendable
from monitoring import datasets
from monitoring.narrative.profile import SOURCES
from pages.shared.upload import layouts, opening, settling
from pages.shared.words import sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from monitoring.vocabulary import Source
    from pages.shared.identity import Visitor
    from pages.shared.upload.draft import Draft


def settled(visitor: Visitor, draft: Draft) -> bool:
    """Show what the file is taken for, and say whether everything asked is answered."""
    if len(draft.sheets) > 1 and not _sheet(visitor, draft):
        return False
    headers = draft.table.headers  # a file that cannot be read ends here
    may = sendable.sendable(visitor.scope)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _dataset(draft, may)
        if draft.dataset is not None:
            _source(draft, may[draft.dataset])
            layouts.contract(visitor, draft)
            mapped = layouts.mapping(visitor, draft)
    if draft.dataset is None:
        st.text(
            f"Its header fits nothing you may send: {', '.join(headers)}. Choose what it holds."
        )
        return False
    if mapped is not None:
        layouts.preview(draft, mapped)
    return draft.contract is not None or settling.has_contract_column(draft)


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
        width=layouts.WIDTH,
    )
    if chosen != draft.dataset:
        draft.dataset, draft.source, draft.mapping, draft.mode = chosen, None, None, None


def _source(draft: Draft, sources: tuple[Source, ...]) -> None:
    """Settle who speaks in the file: the mapping's source, else what the sender may send as."""
    draft.source = settling.source_of(draft, sources)
    if len(sources) > 1:
        draft.source = st.selectbox(
            "Whose figures",
            sources,
            sources.index(draft.source),
            key=draft.key("source"),
            format_func=_source_title,
            width=layouts.WIDTH,
        )


def _source_title(source: Source) -> str:
    return sentence(SOURCES[source])
