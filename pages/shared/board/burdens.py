"""What do the returns of a contract ask of those who send them?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db.reports import run
from monitoring.narrative import burden
from pages.shared import exports, loaders, tables, written

if TYPE_CHECKING:
    from db.reports import View
    from pages.shared.identity import Visitor

ASKED = {
    "kind": tables.text("What is sent", pinned=True, width=170),
    "fields": tables.figure("Fields"),
    "unused": tables.figure("Used by no page"),
    "whose": tables.text("By", width=170),
    "rows_only": tables.figure("Seen in rows only"),
    "returns": tables.figure("Returns"),
    "resubmissions": tables.figure("Sent again"),
    "rows": tables.figure("Rows"),
    "requests": tables.figure("Requests"),
    "took": tables.right("Time they took"),
}
MEANING = (
    "A field is used where a figure is counted, dated or split by it, or a page shows it. Some are "
    "seen only by who opens the rows behind a figure. The others are checked, stored and can be "
    "taken away, and no page of this version uses them: ask who needs them before they are dropped."
)
UNKNOWN = (
    "Sent again: a return of months that were returned before, corrections included. How long the "
    "regular returns take to make is not recorded; of requests it is said in the answer."
)


def show(visitor: Visitor, view: View) -> None:
    """Show the fields, returns and requests of a contract's provider and partners."""
    report = written.read(visitor, lambda session: run(session, "burden", view, loaders.now()))
    st.subheader("What returns ask for")
    st.text(burden.burden_finding(report.months))
    if report.months.empty:
        return
    rows = burden.table(report.months)
    tables.show(rows[list(ASKED)], "What returns ask for", ASKED)
    st.caption(UNKNOWN)
    unused = rows[rows["unused"].gt(0)].drop_duplicates("kind")
    if not unused.empty:
        with st.expander("Fields that no page uses"):
            st.text(MEANING)
            names = {"kind": "What is sent", "names": "Fields"}
            tables.written(unused, "Fields that no page uses", names)
    exports.offer_report(visitor, report, "Download what returns ask for")
