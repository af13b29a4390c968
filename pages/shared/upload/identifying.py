"""Which columns of a refused file are dropped or replaced, so that the rest of it can be read?

Nothing of the refused file was kept, so it is dropped once more. It stands in the memory of this
visit only; what is kept later is what the mapping leaves of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db.errors import StoreError
from db.publishing.request import CallError
from db.queries import sendable
from monitoring import datasets
from monitoring.findings import Unreadable
from monitoring.mappings import Mapping, MappingError
from monitoring.mappings import marked as marking
from monitoring.reading import PAGE_LIMITS, read
from monitoring.reading.identifiers import RULE
from monitoring.recognition import recognised
from pages.shared.upload import columns_marked, reopening, what_is_kept
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    from monitoring.reading.table import TextTable
    from pages.shared.identity import Visitor
    from pages.shared.upload.draft import Draft

SAY = (
    "Give the file once more and mark the columns that say who people are. A dropped one is left "
    "out; a replaced one becomes a keyed reference, the same for one person in every file of the "
    "programme. Both are done before anything is kept, and what you say is saved as a mapping."
)


def offer(visitor: Visitor, draft: Draft) -> None:
    """Offer to mark the columns of a file that was refused because it says who people are."""
    if not any(problem.rule == RULE for problem in draft.refused):
        return
    with st.expander("Drop or replace columns, and read the file again"):
        st.text(SAY)
        given = st.file_uploader(
            "The file once more", ["csv", "txt", "xlsx"], key=draft.key("once more")
        )
        if given is None:
            return
        data = given.getvalue()
        try:
            table = read(data, given.name, limits=PAGE_LIMITS)
            _mark(visitor, draft, given.name, data, table)
        except Unreadable as fault:
            for each in fault.problems:
                st.text(each.message)


def _mark(visitor: Visitor, draft: Draft, name: str, data: bytes, table: TextTable) -> None:
    """Ask what the file holds and what is done with each column; show what would be kept."""
    may = sendable.sendable(visitor.scope)
    among = [datasets.dataset(each) for each in may]
    likely = recognised(table.headers, among, name)
    chosen = st.selectbox(
        "What it holds",
        tuple(may),
        list(may).index(likely.name) if likely else 0,
        format_func=lambda each: datasets.dataset(each).title,
        key=draft.key("holds"),
        width=320,
    )
    spec = datasets.dataset(str(chosen))
    marks = columns_marked.asked(draft, spec, marking.suggested(table, spec))
    for column in marking.twice(marks):
        st.warning(as_markdown(f"Two columns stand for {column}. Leave one of them out."))
        return
    called = st.text_input(
        "Name of the mapping", max_chars=80, key=draft.key("called"), width=320,
        help="Offered again for every file with these headings.",
    ).strip()  # fmt: skip
    try:
        said = marking.definition(called or "new", spec, str(may[spec.name][0]), marks)
        mapping = Mapping.from_json(said)
    except MappingError as error:
        for sentence in error.sentences:
            st.warning(as_markdown(sentence))
        return
    if what_is_kept.shows_nobody(mapping, table) and st.button(
        "Save the mapping and read the file with it",
        type="primary",
        disabled=not called,
        key=draft.key("save mapping"),
    ):
        try:
            reopening.through(visitor, draft, (name, data), mapping)
        except (CallError, StoreError) as error:
            st.warning(str(error))
