"""What stands in the way, what was put right so far, and shall faulty rows be held?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db.queries import sendable
from monitoring import datasets, mending, review
from monitoring.datasets.specification import Kind
from monitoring.narrative import returns
from monitoring.reading.identifiers import RULE as PERSONAL_DATA
from pages.shared import loaders
from pages.shared.upload import holding, lasttime, noted
from pages.shared.upload.panels import panels
from pages.shared.words import as_markdown, unquoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.publishing.request import Answer
    from monitoring.datasets.specification import Column
    from monitoring.findings import Problem
    from pages.shared.identity import Visitor
    from pages.shared.upload.draft import Draft

PERSONAL = "The file was refused: it holds personal data. Nothing of it was kept."


def settled(visitor: Visitor, draft: Draft, answer: Answer) -> bool:
    """Show the problems and what can be done; say whether none stands in the way."""
    st.subheader("3. Problems")
    found = review.blocking(answer.problems, answer.rows_read)
    rows, others, whole = found.rows, found.others, found.whole
    blocked = found.stands_in_the_way(hold=draft.hold)
    sentence = returns.faults(answer.problems, answer.rows_read, read=answer.how is not None)
    if blocked:
        st.warning(sentence)
    elif not rows:
        st.text("Nothing stands in the way.")
    if draft.steps:
        holding.put_right(draft)
    if rows and others > 0 and not whole:
        holding.ask(draft, len(rows), others)
    if blocked and answer.how is not None:
        _panels(visitor, draft, answer.problems)
    if rows or whole:
        noted.take_away(draft, answer)
    noted.attention(answer.problems)
    return not blocked


def unreadable(draft: Draft, found: Sequence[Problem]) -> None:
    """Say why the file cannot be read; one that holds personal data is let go of at once."""
    personal = any(each.rule == PERSONAL_DATA for each in found)
    st.error(PERSONAL if personal else returns.faults(found, 0, read=False))
    if personal:
        draft.refused = tuple(found)
        draft.keep_nothing()
    for each in found:
        column = f", column **{as_markdown(each.column)}**" if each.column else ""
        where = f"Row {each.row:,}" if each.row else "The file as a whole"
        with st.container(border=True):
            st.markdown(f"**{where}**{column}")
            st.text(unquoted(each.message))


def _panels(visitor: Visitor, draft: Draft, problems: Sequence[Problem]) -> None:
    spec = datasets.dataset(draft.dataset or "")

    def options(column: Column) -> tuple[str, ...]:
        if column.kind is Kind.YES_NO:
            return ("yes", "no")
        if column.kind not in {Kind.CONTRACT, Kind.MEASURE}:
            return column.codes
        with loaders.reading(visitor) as session:
            if column.kind is Kind.MEASURE:
                return sendable.measures(session)
            return sendable.contracts_for(session, spec.name, draft.source)

    own = draft.mapping.columns if draft.mapping else None
    found = mending.faults(problems, draft.table, own)
    lasttime.offer(visitor, draft, found)
    panels(draft, spec, found, options)
