"""What stands in the way, what was put right so far, and shall faulty rows be held?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db.queries import sendable
from monitoring import datasets, mending
from monitoring.checks.grouping import group
from monitoring.datasets.specification import Kind
from monitoring.narrative import returns
from monitoring.narrative.words import count_of
from monitoring.reading.identifiers import RULE as PERSONAL_DATA
from monitoring.vocabulary import Severity
from pages.shared import loaders
from pages.shared.upload import downloads
from pages.shared.upload.mending import panels
from pages.shared.upload.words import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.publishing.request import Answer
    from monitoring.datasets.specification import Column
    from monitoring.findings import Problem
    from pages.shared.identity import Visitor
    from pages.shared.upload.draft import Draft

MARKED_HELP = (
    "The marked file is your file with a first column that says what is wrong in each row. "
    "Put it right in a spreadsheet and send it as it is: the column is taken off again."
)


def settled(visitor: Visitor, draft: Draft, answer: Answer) -> bool:
    """Show the problems and what can be done; say whether none stands in the way."""
    st.subheader("3. Problems")
    whole = any(each.severity is Severity.REFUSES for each in answer.problems)
    holding = sorted({p.row for p in answer.problems if p.severity is Severity.HOLDS and p.row})
    blocked = whole or (bool(holding) and not draft.hold)
    sentence = returns.faults(answer.problems, answer.rows_read, read=answer.how is not None)
    if blocked:
        st.warning(sentence)
    elif not holding:
        st.text("None. Every row can be stored.")
    if draft.steps:
        _put_right(draft)
    if holding and not whole:
        _hold(draft, len(holding), answer.rows_read)
    if blocked and answer.how is not None:
        _panels(visitor, draft, answer.problems)
    if answer.problems:
        _take_away(draft, answer)
        _attention(answer.problems)
    return not blocked


def unreadable(draft: Draft, found: Sequence[Problem]) -> None:
    """Say why the file cannot be read; one that holds personal data is let go of at once."""
    st.error(returns.faults(found, 0, read=False))
    if any(each.rule == PERSONAL_DATA for each in found):
        draft.refused = tuple(found)
        draft.keep_nothing()
    for each in found:
        column = f", column **{plain(each.column)}**" if each.column else ""
        where = f"Row {each.row:,}" if each.row else "The file as a whole"
        with st.container(border=True):
            st.markdown(f"**{where}**{column}")
            st.text(each.message)


def _put_right(draft: Draft) -> None:
    """Say what was put right so far, and offer to take the last of it back."""
    said = [mend.sentence for mend in draft.mends]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(f"{count_of(len(said), 'change', 'changes')} made here so far.")
        if st.button("Undo the last change", key=draft.key("undo")):
            draft.undo()
            st.rerun()
    with st.expander("What was changed"):
        st.text("\n".join(said))
        st.caption("Rows are numbered as in the file as it stood. The changes are kept with it.")


def _hold(draft: Draft, held: int, rows: int) -> None:
    """Ask whether the faulty rows are put right first, or held while the others go on."""
    captions = (
        "Nothing is stored until the faults below are gone.",
        (
            f"{count_of(rows - held, 'row is', 'rows are')} published without them; "
            f"{count_of(held, 'row waits', 'rows wait')} with the reason and is in no figure."
        ),
    )
    chosen = st.radio(
        f"What shall happen to the {count_of(held, 'faulty row', 'faulty rows')}?",
        (False, True),
        int(draft.hold),
        format_func=("Put them right first", "Hold them and publish the others").__getitem__,
        captions=captions,
        key=draft.key("hold"),
    )
    if chosen is not draft.hold:
        draft.hold = chosen
        st.rerun()


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
    panels(draft, spec, mending.faults(problems, draft.table, own), options)


def _take_away(draft: Draft, answer: Answer) -> None:
    version = f"{answer.sha256} {draft.mark} {draft.hold} {draft.dataset}"
    with st.container(horizontal=True):
        downloads.offer_problems(draft.name.rpartition(".")[0], version, answer.problems)
        if answer.how is not None:
            downloads.offer_marked(draft, version, answer.problems)
    if answer.how is not None:
        st.caption(MARKED_HELP)


def _attention(problems: Sequence[Problem]) -> None:
    """List what is stored all the same and worth a look."""
    noted = group(each for each in problems if each.severity is Severity.ATTENTION)
    if not noted:
        return
    rows = sum(each.count for each in noted)
    with st.expander(f"For your attention: {rows:,} (stored as sent)"):
        for each in noted:
            rows_named = f"{mending.rows_in_words(each.first_rows)}: " if each.first_rows else ""
            st.text(f"{rows_named}{each.message}")
