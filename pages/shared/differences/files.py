"""How does the list go out as a workbook, and come back with its answers?"""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from db import handling
from db.store import Store
from db.worklist import reading, sheets
from db.worklist.sheets import take_in
from monitoring.narrative.words import count_of
from monitoring.printing import SAMPLE
from monitoring.worklist import sheet, views
from pages.shared import exports, identity, loaders, tables, written
from pages.shared.differences import acting
from pages.shared.exports import Export, Told
from pages.shared.packs.opening import XLSX

if TYPE_CHECKING:
    from db.worklist.seen import Seen
    from monitoring.worklist.views import Wanted
    from pages.shared.differences.choosing import Chosen
    from pages.shared.identity import Visitor


def offer(visitor: Visitor, asked: Chosen, found: Seen, wanted: Wanted) -> None:
    """Offer the items chosen as a workbook, and to the provider to take its answers in."""
    rows = views.chosen(found.work, wanted)
    made = Export(
        f"worklist-{found.contract}",
        "xlsx",
        f"{visitor.login} {wanted} {loaders.written(visitor)} {len(rows)}",
        lambda: _workbook(visitor, asked, wanted),
        XLSX,
        subject="worklist",
        contract=found.contract,
        rows=len(rows),
        told=Told.COVER,
    )
    exports.offer("Download as Excel workbook", made)
    if acting.is_provider(visitor, found):
        _answers(visitor, asked)


def _workbook(visitor: Visitor, asked: Chosen, wanted: Wanted) -> bytes:
    """Make the workbook of what is chosen, as it stands now."""
    with loaders.reading(visitor) as session:
        one = next(iter(reading.lists(session, asked.view, loaders.now())))
        rows = sheets.rows(session, Store.open(), one, views.chosen(one.work, wanted))
    at = asked.view.as_at or loaders.now()
    about = [
        ("handling", handling.marking()),
        *([("data", SAMPLE)] if identity.sample() else []),
        ("contract", one.contract),
        ("records", " and ".join(one.sides)),
        ("as_at", at.astimezone(UTC).isoformat(timespec="seconds")),
        ("seen_by", exports.seen_by()),
        ("to_answer", "Choose a reason for each item and say in answer what you know. Send back."),
    ]
    return sheet.workbook(rows, about)


def _answers(visitor: Visitor, asked: Chosen) -> None:
    """Take the answers of a workbook in, all or none; say what cannot be taken."""
    with st.expander("Answer in the workbook"):
        st.text("Fill in reason and answer, and send the workbook back here: all of it, or none.")
        with st.form("answers of items", border=False, clear_on_submit=True):
            given = st.file_uploader("The workbook with your answers", ["xlsx", "csv"])
            pressed = st.form_submit_button("Take the answers in", type="primary")
        if not (pressed and given):
            return
        with st.spinner("Reading the workbook."):
            taken = take_in(written.pen(visitor), asked.view, given.getvalue(), given.name)
        if not taken.problems:
            st.session_state[written.SAVED] = (
                f"{count_of(taken.answers, 'answer', 'answers')} taken in."
            )
            st.rerun()
        many = count_of(len(taken.problems), "row", "rows")
        st.error(f"Nothing was taken in: {many} cannot be. Mend them and send it again.")
        problems = pd.DataFrame([one.as_json() for one in taken.problems])
        labels = {"row": "Row", "column": "Column", "message": "What to do"}
        tables.written(problems.fillna(""), "What cannot be taken in", labels)
