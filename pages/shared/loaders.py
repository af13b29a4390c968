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
from db.queries import arrangements as arrangement_queries
from db.queries import contracts as contract_queries
from db.queries import knowledge
from db.queries import submissions as submission_queries
from db.queries.rules_in_force import rules_in_force as in_force
from db.reports import beside as beside_reports
from db.reports import situation as situations
from db.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from datetime import date

    import pandas as pd

    from db.queries.contracts import Terms
    from db.queries.submissions import Sent
    from db.reports import Report, View
    from db.reports.beside import Beside
    from monitoring.needs import Situation
    from monitoring.programmes import Programme
    from pages.shared.identity import Visitor

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
    said = _written(visitor) if name == "portfolio" else ""  # it tells of the last review
    made: Report = read(
        visitor, (name, view, said), lambda session: reports.run(session, name, view, now())
    )
    return made


def beside(visitor: Visitor, view: View) -> Beside:
    """Give one contract's measure beside every profile set it has."""
    asked = ("beside", view)
    made: Beside = read(visitor, asked, lambda one: beside_reports.beside(one, view, now()))
    return made


def situation(visitor: Visitor, view: View, since: datetime | None) -> Situation | None:
    """Give what is known now, and what was when the visitor last looked."""
    made: Situation | None = read(
        visitor,
        ("situation", view, since, _written(visitor)),
        lambda session: situations.situation(session, view, now(), since),
    )
    return made


def programmes(visitor: Visitor) -> dict[str, Programme]:
    """Give the programmes there are, by code."""
    made: dict[str, Programme] = read(visitor, ("programmes",), registers.programmes)
    return made


def contracts(visitor: Visitor) -> dict[str, Terms]:
    """Give the terms of the contracts the visitor may see, by reference."""
    made: list[Terms] = read(visitor, ("contracts",), contract_queries.terms)
    return {terms.reference: terms for terms in made}


def arrangements(visitor: Visitor, contract: str) -> dict[str, str]:
    """Give the arrangements of a contract whose figures the visitor may see, with their partner."""
    asked = ("arrangements", contract)
    made: dict[str, str] = read(
        visitor, asked, lambda session: arrangement_queries.arrangements(session, contract)
    )
    return made


def measure_titles(visitor: Visitor) -> dict[str, str]:
    """Give what each measure is called, by its code."""
    every = [each for of in programmes(visitor).values() for each in of.measures]
    return {measure.code: measure.title for measure in every}


def sent(visitor: Visitor) -> list[Sent]:
    """Give what was sent for the visitor's contracts, the latest first, one row a contract."""
    made: list[Sent] = read(visitor, ("sent",), submission_queries.submissions)
    return made


def rules(visitor: Visitor, contract: str, on: date) -> pd.DataFrame:
    """Give a contract's rules in force on a day."""
    asked = ("rules", contract, on)
    made: pd.DataFrame = read(visitor, asked, lambda session: in_force(session, contract, on))
    return made


def _written(visitor: Visitor) -> str:
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
