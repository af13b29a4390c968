"""What do the pages read, and what of it may be kept for the next run?

The one place where reads are cached. The cache is shared by everybody, so each entry is keyed by
the store, the reader's scope, the last publication the reader sees and what was asked: never by a
frame, and never by less.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import streamlit as st

from db import doors, registers, reports
from db.queries import contracts as contract_queries
from db.queries import knowledge, worklist
from db.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from db.queries.contracts import Terms
    from db.reports import Report, View
    from monitoring.programmes import Programme
    from pages.shared.identity import Visitor

OF_PAIRS = frozenset({"reconcile", "match-rate", "timing", "likely-pairs", "confidence"})
"""The reports that compare records, in which an accepted pair counts as one client."""

KEPT_SECONDS = 3600
ENTRIES = 300


def now() -> datetime:
    """Give this moment: the one place of the pages that reads the clock."""
    return datetime.now(tz=UTC)


def reading(visitor: Visitor) -> AbstractContextManager[Any]:
    """Open a session that reads what the visitor may see."""
    return doors.scoped_session(Store.open(), visitor)


def report(visitor: Visitor, name: str, view: View) -> Report:
    """Give a report as it stands for the visitor; CallError if it names what is not theirs."""
    said = _said(visitor, name)
    made: Report = read(
        visitor, (name, view, said), lambda session: reports.run(session, name, view, now())
    )
    return made


def _said(visitor: Visitor, name: str) -> str:
    """Give a text that changes with what people write, of a report that tells of it."""
    if name == "portfolio":  # it tells of the last review
        return written(visitor)
    if name in OF_PAIRS:
        with reading(visitor) as session:
            return worklist.paired(session)
    return ""


def programmes(visitor: Visitor) -> dict[str, Programme]:
    """Give the programmes there are, by code."""
    made: dict[str, Programme] = read(visitor, ("programmes",), registers.programmes)
    return made


def contracts(visitor: Visitor) -> dict[str, Terms]:
    """Give the terms of the contracts the visitor may see, by reference."""
    made: list[Terms] = read(visitor, ("contracts",), contract_queries.terms)
    return {terms.reference: terms for terms in made}


def written(visitor: Visitor) -> str:
    """Give a text that changes with whatever is written down: it is seen at once."""
    with reading(visitor) as session:
        return knowledge.written(session)


def read(visitor: Visitor, asked: tuple[object, ...], how: Callable[[Any], Any]) -> Any:  # noqa: ANN401 - each caller names what it reads
    """Read, or give what was read before for the same scope, knowledge and question."""
    with reading(visitor) as session:
        known = f"{Store.open().url} {knowledge.head(session)} {now():%Y-%m-%d}"
        return _kept(visitor.scope.fingerprint, known, asked, lambda: how(session))


@st.cache_data(ttl=KEPT_SECONDS, max_entries=ENTRIES, show_spinner=False)
def _kept(scope: str, known: str, asked: tuple[object, ...], _how: Callable[[], Any]) -> Any:  # noqa: ANN401, ARG001 - the first three are the key
    return _how()
