"""What came of the parts that were published: a receipt each, and what was put right in them?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from monitoring import datasets
from monitoring.narrative import returns
from pages.shared import panels
from pages.shared.upload import downloads

if TYPE_CHECKING:
    from pages.shared.identity import Visitor
    from pages.shared.upload.batch import Batch
    from pages.shared.upload.draft import Draft

LISTED = 12  # receipts with a link each


def listed(visitor: Visitor, batch: Batch) -> None:
    """List the receipts, and offer what was put right to be taken back."""
    sent = [each for each in batch.parts if each.number is not None and not each.already]
    if not sent:
        return
    st.subheader("Receipts")
    for draft in sent[:LISTED]:
        panels.link(visitor, "submissions", _said(draft), submission=str(draft.number))
    if len(sent) > LISTED:
        st.text(f"And {len(sent) - LISTED} more.")
        panels.link(visitor, "submissions", "All returns received")
    mended = [draft for draft in sent if draft.steps]
    if mended:
        numbers = " ".join(str(draft.number) for draft in mended)
        lines = [
            {"file": draft.name} | line
            for draft in mended
            for line in downloads.mends_taken_back(draft.mends)
        ]
        downloads.offer_mends("mends", numbers, lines)


def _said(draft: Draft) -> str:
    title = datasets.dataset(draft.dataset).title if draft.dataset else draft.name
    answer = draft.receipt
    about = f", {returns.contracts(answer.contracts)}" if answer else ""
    return f"Receipt {draft.number}: {title}{about} ({draft.name})"
