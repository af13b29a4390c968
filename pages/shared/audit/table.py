"""How are acts and publications shown, one page after the other, and taken away?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from db.audit import timeline
from db.store import Store
from monitoring.narrative import audit as narrative
from pages.shared import exports, loaders, tables
from pages.shared.audit.looked_for import BEFORE
from pages.shared.exports import Export

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.audit.timeline import Found, Sought
    from pages.shared.audit.looked_for import Person
    from pages.shared.identity import Visitor

COLUMNS = {
    "at": tables.CONFIG.DatetimeColumn(
        "When", format="D MMM YYYY, HH:mm:ss", timezone="Europe/London", width=165
    ),
    "who": tables.text("Who", width=190),
    "what": tables.text("What", width=105),
    "subject": tables.text("Of what", width=200),
    "contract": tables.text("Contract", width=110),
    "result": tables.text("Result", width=95),
    "detail": tables.text("More", width=320),
}


def show(found: Found, people: Mapping[str, Person]) -> None:
    """Show one page of both logs."""
    names = {one.login: one.name for one in people.values()}
    frame = pd.DataFrame(
        [{name: getattr(line, name) for name in COLUMNS} for line in found.lines]
    )
    frame["who"] = frame["who"].map(lambda login: names.get(login, login))
    tables.show(frame, "What was done and published", COLUMNS)


def onward(found: Found, sought: Sought) -> None:
    """Offer the earlier lines, and the way back to the latest."""
    with st.container(horizontal=True):
        if sought.before is not None and st.button("Latest"):
            st.query_params.pop(BEFORE)
            st.rerun()
        if found.more and st.button("Earlier"):
            st.query_params[BEFORE] = found.lines[-1].place.text()
            st.rerun()


def take_away(visitor: Visitor, sought: Sought) -> None:
    """Offer what is looked for as a CSV, up to a limit."""
    made_at = loaders.now()
    said = timeline.said(sought) | {"as_at": made_at.isoformat()}

    def make() -> bytes:
        every = timeline.found(Store.open(), visitor, timeline.whole(sought), timeline.MOST)
        return exports.rows(
            timeline.COLUMNS, timeline.as_rows(every.lines), said, narrative.DEFINITIONS
        )

    version = f"{visitor.login} {said}"
    file = Export("audit-log", "csv", version, make, subject="audit log")
    exports.offer("Download as CSV", file)
    st.caption(f"Everything that is looked for, the latest {timeline.MOST:,} lines at most.")
