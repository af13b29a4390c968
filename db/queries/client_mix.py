"""Which client rows is a breakdown counted from, and which publication brought each?

The only place that opens ``doors.counting_session``: what it reads is counted and hidden in
``db.reports.mix`` before anybody is told of it.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pandas as pd
from sqlalchemy import func, select

from db import doors
from db.models import FACTS, ContractParameter, Publication
from monitoring.client_mix import Rows
from monitoring.parameters import BANDS_PREFIX, parse
from monitoring.vocabulary import Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

DATED = {"starts": "started_on", "client_facts": "as_of", "readiness": "rated_on",
         "referrals": "referred_on"}  # fmt: skip
TAKEN = {
    "starts": ("client_category",),
    "client_facts": ("age_band", "benefit_months", "needs"),
    "readiness": ("scheme", "code"),
    "referrals": ("benefit",),
}
"""What is read of each dataset, beside client and day; no name, site, adviser or free text."""


@contextmanager
def counting(session: Session) -> Iterator[Session]:
    """Open a session that reads client rows of every contract the reader sees whole.

    To who sees no clients they tell nothing by themselves: what is made of them must be hidden.
    """
    scope = doors.scope_of(session)
    if scope.everything or all(entry.clients for entry in scope.entries):
        yield session
        return
    with doors.counting_session(session) as wider:
        yield wider


def with_starts(counting: Session, ids: list[int]) -> set[int]:
    """Give which contracts have, or ever had, a row of starts."""
    starts = FACTS["starts"].c.contract_id
    return set(counting.scalars(select(starts).where(starts.in_(ids)).distinct()))


def rows(counting: Session, contract_id: int, as_at: datetime | None, *, history: bool) -> Rows:
    """Give a contract's client rows as known at an instant, with ``history`` also the closed ones.

    ``counting`` is the session of that name.
    """
    last = _last(counting, contract_id, as_at)
    starts, facts, ratings, referrals = (
        _of(counting, name, contract_id, last, history=history) for name in TAKEN
    )
    begun = starts[starts["on"].notna()]
    return Rows(
        begun.rename(columns={"on": "started_on", "client_category": "category"}),
        facts,
        ratings,
        referrals,
        _meanings(counting, contract_id, last),
    )


def instants(session: Session, contract_id: int) -> dict[int, datetime]:
    """Give when each publication of a contract was made, by its number."""
    table = Publication.__table__.c
    query = select(table.number, table.published_at).where(table.contract_id == contract_id)
    return {number: at for number, at in session.execute(query)}  # noqa: C416 - rows are no pairs


def _last(session: Session, contract_id: int, as_at: datetime | None) -> int:
    """Give the number of the last publication that was known; 0 where none was."""
    table = Publication.__table__.c
    query = select(func.max(table.number)).where(table.contract_id == contract_id)
    if as_at is not None:
        query = query.where(table.published_at <= as_at)
    return session.scalar(query) or 0


def _of(
    session: Session, name: str, contract_id: int, last: int, *, history: bool
) -> pd.DataFrame:
    table = FACTS[name]
    names = [table.c.client_id, table.c[DATED[name]], *(table.c[each] for each in TAKEN[name])]
    source = Source.LMS if name == "referrals" else Source.PROVIDER_MI
    mine: list[ColumnElement[bool]] = [
        table.c.contract_id == contract_id,
        table.c.source == str(source),
        table.c.known_from <= last,
    ]
    if not history:
        mine.append(table.c.known_to.is_(None) | (table.c.known_to > last))
    query = select(*names, table.c.known_from, table.c.known_to).where(*mine)
    columns = ["client", "on", *TAKEN[name], "since", "until"]
    frame = pd.DataFrame(session.execute(query.order_by(table.c.row_id)), columns=columns)
    return _typed(frame, last)


def _typed(frame: pd.DataFrame, last: int) -> pd.DataFrame:
    """Give the columns their kinds, which differ by engine and by whether there were rows."""
    until = pd.to_numeric(frame["until"]).astype("float64")
    texts = {
        name: frame[name].astype("object")
        for name in ("age_band", "needs", "benefit", "client_category")
        if name in frame
    }
    coded = {name: frame[name].astype("str") for name in ("scheme", "code") if name in frame}
    return frame.assign(
        client=frame["client"].astype("int64"),
        on=pd.to_datetime(frame["on"]).astype("datetime64[us]"),
        since=frame["since"].astype("int64"),
        until=until.where(until <= last),
        **texts,
        **coded,
    )


def _meanings(session: Session, contract_id: int, last: int) -> pd.DataFrame:
    """Give what the contract says each code of its readiness schemes means, and since when."""
    table = ContractParameter.__table__.c
    query = select(
        table.code, table.value, table.valid_from, table.known_from, table.known_to
    ).where(
        table.contract_id == contract_id,
        table.code.startswith(BANDS_PREFIX),
        table.known_from <= last,
    )
    found = [
        (code.removeprefix(BANDS_PREFIX).lower(), one, day, band, since, until)
        for code, text, day, since, until in session.execute(query)
        for one, band in _bands(code, text).items()
    ]
    columns = ["scheme", "code", "from_on", "band", "since", "until"]
    frame = pd.DataFrame(found, columns=columns)
    until = pd.to_numeric(frame["until"]).astype("float64")
    return frame.assign(
        scheme=frame["scheme"].astype("str"),
        code=frame["code"].astype("str"),
        band=frame["band"].astype("object"),
        from_on=pd.to_datetime(frame["from_on"]).astype("datetime64[us]"),
        since=frame["since"].astype("int64"),
        until=until.where(until <= last),
    )


def _bands(code: str, text: str) -> Mapping[str, str]:
    read = parse(code, text)
    assert isinstance(read, dict), "a scheme's parameter holds bands"  # noqa: S101
    return {one: str(band) for one, band in read.items()}
