"""How was the file read? In one sentence, with the details for who asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from monitoring.narrative import returns
from pages.shared.upload.facts import facts

if TYPE_CHECKING:
    from db.publishing.request import Answer
    from monitoring.reading.table import HowRead
    from pages.shared.upload.draft import Draft

DATE_RULES = ("dates_assumed", "dates_read")


def show(draft: Draft, answer: Answer, how: HowRead) -> None:
    """Say how the file was read."""
    st.subheader("2. How it was read")
    declared = draft.table.declared
    st.text(returns.how_read(how, answer.rows_read, declared))
    for each in answer.problems:
        if each.rule in DATE_RULES:
            st.text(each.message)
    for note in [*draft.notes, *how.notes]:
        st.text(note)
    with st.expander("Details"):
        told = {
            "File": draft.file_name,
            "Kind": "Excel workbook" if how.kind == "xlsx" else "CSV",
            "Encoding": how.encoding,
            "Separator": how.delimiter,
            "Sheet": how.sheet,
            "Dates": how.dates or "none in the file",
            "Rows": f"{answer.rows_read:,}",
            "Columns": ", ".join(draft.table.headers),
            "Mapping": how.mapping,
            "Declared": ", ".join(returns.declared_totals(declared)) or "no control totals",
            "Fingerprint (SHA-256)": answer.sha256,
        }
        facts({name: text for name, text in told.items() if text})
