"""What are you sending? A file is dropped, or a template taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db.queries import sendable
from monitoring import datasets
from monitoring.datasets.templates import template_csv
from monitoring.reading import PAGE_LIMITS
from monitoring.reading.identifiers import masked
from pages.shared import exports
from pages.shared.upload import kept, unfinished
from pages.shared.upload.dropping import batch_of
from pages.shared.upload.work import Job, look_on

if TYPE_CHECKING:
    from monitoring.datasets.specification import Dataset
    from pages.shared.identity import Visitor
    from pages.shared.upload.batch import Batch

LARGEST = f"{PAGE_LIMITS.size // 1_000_000} MB"
LIMITS = (
    "One file or many at once: CSVs, Excel workbooks (.xlsx) with a sheet for each return, or a "
    f"zip of them, over as many contracts as you like. Up to {LARGEST} and {PAGE_LIMITS.rows:,} "
    "rows each. Nothing is published until you say so."
)
LARGER = f"Larger than {LARGEST}? Load it from the terminal: `python cli.py load DATASET FILE`."
DROPPED = "files dropped"  # in the visit: so that each drop gets an uploader of its own
NOT_A_SENDER = (
    "Nothing is yours to send: the roles you hold read returns and do not send any. "
    "Ask your administrator if that is wrong."
)


def ask(visitor: Visitor) -> None:
    """Ask for files; offer the templates. Goes on once a file is there."""
    may = sendable.sendable(visitor.scope)
    if not may:
        st.text(NOT_A_SENDER)
        return
    st.subheader("1. What are you sending?")
    st.text(LIMITS)
    count = st.session_state.get(DROPPED, 0)
    files = st.file_uploader(
        "Your returns",
        key=f"file {count}",
        label_visibility="collapsed",
        accept_multiple_files=True,
    )
    if files:
        st.session_state[DROPPED] = count + 1
        given = [(masked(file.name), file.getvalue()) for file in files]
        job = Job("Opening").start(lambda told: batch_of(visitor, given, told))
        kept.begin(visitor, look_on(job, len(given)))
        st.rerun()
    st.caption(LARGER)
    unfinished.listed(visitor)
    _templates([datasets.dataset(each) for each in may])


def card(visitor: Visitor, batch: Batch) -> None:
    """Show what is being sent; offer to leave it for later, and to throw it away."""
    with st.container(horizontal=True, vertical_alignment="center", border=True):
        st.text(batch.title)
        if st.button("Send another file", key=f"another {batch.draft_id}", help=_left(batch)):
            kept.forget()
            st.rerun()
        if batch.version and not batch.done and st.button("Throw away", key="throw this away"):
            kept.throw_away(visitor, batch)
            st.rerun()


def _left(batch: Batch) -> str | None:
    if batch.done or not batch.version:
        return None
    return "This one stays under Unfinished, for you and your colleagues to go on with."


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
    text, of, nowhere = template_csv(dataset), f"template {dataset.name}", exports.Told.NOWHERE
    stem = f"{dataset.name}-template"
    made = exports.Export(stem, "csv", text, text.encode, subject=of, told=nowhere)
    exports.offer(f"{dataset.title}", made, key=f"template {dataset.name} {where}")
