"""Who has this return, and how can it be named in a message?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db import openings
from db.store import Store
from monitoring import datasets
from monitoring.narrative import returns
from monitoring.narrative.openings import in_a_message, opened_by
from pages.shared import loaders
from pages.shared.words import sentence

if TYPE_CHECKING:
    from db.models import Submission
    from db.queries.submissions import Sent
    from pages.shared.identity import Visitor


def show(visitor: Visitor, one: Submission, parts: list[Sent]) -> None:
    """Remember this opening, say who has opened the return, and offer a line to paste."""
    store, number = Store.open(), one.submission_id
    openings.note_opening(store, visitor, visitor.roles, number, loaders.now())
    with st.expander("Who has it"):
        for each in openings.openings(store, number):
            st.text(sentence(opened_by(each.roles, each.first_at, each.last_at)))
        st.caption("Everybody who has opened this page of the return, by post. Nobody is named.")
        title = datasets.dataset(one.dataset).title
        about = returns.contracts([part.contract for part in parts])
        months = sorted({month for part in parts for month in part.months})
        line = in_a_message(number, title, about, months, one.received_at)
        st.code(line, language=None, wrap_lines=True)
        st.caption("One line to paste into a message.")
