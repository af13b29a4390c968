"""What may be taken away to put right elsewhere, and what is only worth a look?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from monitoring.mending import by_wording, rows_in_words
from monitoring.narrative.words import count_of
from monitoring.vocabulary import Severity
from pages.shared.upload import downloads
from pages.shared.words import unquoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.publishing.request import Answer
    from monitoring.findings import Problem
    from pages.shared.upload.draft import Draft

MARKED_HELP = (
    "The marked file is your file with a first column that says what is wrong in each row. "
    "Put it right in a spreadsheet and send it as it is: the column is taken off again."
)

MOST = 20  # wordings shown


def take_away(draft: Draft, answer: Answer) -> None:
    """Offer the problems, and the file with the problems marked in it."""
    version = f"{answer.sha256} {draft.mark} {draft.hold} {draft.dataset}"
    with st.container(horizontal=True):
        downloads.offer_problems(draft.name.rpartition(".")[0], version, answer.problems)
        if answer.how is not None:
            downloads.offer_marked(draft, version, answer.problems)
    if answer.how is not None:
        st.caption(MARKED_HELP)


def attention(problems: Sequence[Problem]) -> None:
    """List what is worth a look and holds nothing back, findings of one wording together."""
    noted = by_wording(each for each in problems if each.severity is Severity.ATTENTION)
    if not noted:
        return
    said = count_of(sum(each.count for each in noted), "finding", "findings")
    with st.expander(f"For your attention: {said}, nothing is held back for it"):
        for each in noted[:MOST]:
            where = f"{rows_in_words(each.rows)}: " if each.rows else ""
            st.text(f"{where}{unquoted(each.message)}")
        if len(noted) > MOST:
            st.text(f"And {len(noted) - MOST:,} more; the receipt lists them all.")
