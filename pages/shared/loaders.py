"""What do the pages read, and what of it may be kept for the next run?

The one place where reads are cached. The cache is shared by everybody, so each entry is keyed by
the store, the reader's scope, the last publication the reader sees and what was asked: never by a
frame, and never by less.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import streamlit as st

from db import doors, reports
from db.queries import knowledge
from db.store import Store

if TYPE_CHECKING:
    from db.reports import Report, View
    from pages.shared.identity import Visitor

KEPT_SECONDS = 3600
ENTRIES = 300


def now() -> datetime:
    """Give this moment: the one place of the pages that reads the clock."""
    return datetime.now(tz=UTC)


def report(visitor: Visitor, name: str, view: View) -> Report:
    """Give a report as it stands for the visitor.

    Raises
    ------
    CallError
        If it names something unknown or not the visitor's.
    """
    return _report(visitor.scope.fingerprint, head(visitor), name, view, visitor)


def head(visitor: Visitor) -> str:
    """Give a text that changes whenever what the visitor may know does."""
    store = Store.open()
    with doors.scoped_session(store, visitor) as session:
        return f"{store.url} {knowledge.head(session)} {now():%Y-%m-%d}"


@st.cache_data(ttl=KEPT_SECONDS, max_entries=ENTRIES, show_spinner=False)
def _report(scope: str, known: str, name: str, view: View, _visitor: Visitor) -> Report:  # noqa: ARG001 - the key
    with doors.scoped_session(Store.open(), _visitor) as session:
        return reports.run(session, name, view, now())
