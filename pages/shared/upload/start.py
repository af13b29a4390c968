"""What are you sending? A file is dropped, or a template taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db.queries import sendable
from monitoring import datasets
from monitoring.datasets.templates import template_csv
from monitoring.reading import PAGE_LIMITS
from pages.shared import exports
from pages.shared.upload import kept
from pages.shared.upload.opening import opened

if TYPE_CHECKING:
    from monitoring.datasets.specification import Dataset
    from pages.shared.identity import Visitor
    from pages.shared.upload.draft import Draft

LARGEST = f"{PAGE_LIMITS.size // 1_000_000} MB"
LIMITS = (
    f"A CSV or an Excel workbook (.xlsx) of up to {LARGEST} and {PAGE_LIMITS.rows:,} rows. "
    "Nothing is stored until you publish it."
)
LARGER = f"Larger than {LARGEST}? Load it from the terminal: `python cli.py load DATASET FILE`."
DROPPED = "files dropped"  # in the visit: so that each file gets an uploader of its own
NOT_A_SENDER = (
    "Nothing is yours to send: the roles you hold read returns and do not send any. "
    "Ask your administrator if that is wrong."
)


def ask(visitor: Visitor) -> None:
    """Ask for a file; offer the templates. Goes on once a file is there."""
    may = sendable.sendable(visitor.scope)
    if not may:
        st.text(NOT_A_SENDER)
        return
    st.subheader("1. What are you sending?")
    st.text(LIMITS)
    count = st.session_state.get(DROPPED, 0)
    file = st.file_uploader("Your return", key=f"file {count}", label_visibility="collapsed")
    if file is not None:
        st.session_state[DROPPED] = count + 1
        with st.spinner("Opening the file"):
            kept.begin(opened(visitor, file.name, file.getvalue()))
        st.rerun()
    st.caption(LARGER)
    _templates([datasets.dataset(each) for each in may])


def file_card(draft: Draft) -> None:
    """Show which file is being sent, and offer to send another."""
    with st.container(horizontal=True, vertical_alignment="center", border=True):
        st.text(draft.name)
        if st.button("Send another file", key=f"another {draft.mark}"):
            kept.forget()
            st.rerun()


def _templates(known: list[Dataset]) -> None:
    """Offer a template of everything that may be sent, the usual return first."""
    st.markdown("#### Templates")
    st.text("A header and worked examples to write over. Save as CSV or Excel, both are read.")
    usual = next((each for each in known if each.name == "monthly_return"), known[0])
    with st.container(horizontal=True):
        template(usual, "usual")
        with st.popover("All templates"):
            for each in known:
                template(each, "all")
                st.caption(each.sentence)


def template(dataset: Dataset, where: str) -> None:
    """Offer the template of a dataset."""
    text = template_csv(dataset)
    made = exports.Export(f"{dataset.name}-template", "csv", text, text.encode)
    exports.offer(f"{dataset.title}", made, key=f"template {dataset.name} {where}")
