"""Which rows of one contract are compared, and what do its other records say of the clients?

One contract at a time, on the indexes its rows are kept by, and no row of a person that the reader
may not see.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from sqlalchemy import (
    String,
    case,
    cast,
    exists,
    func,
    literal,
    literal_column,
    null,
    or_,
    select,
)

from db.models import FACTS, Client, Contract, Publication, SeenElsewhere
from db.queries.elsewhere import last_known
from db.queries.knowledge import as_known
from db.types import NO_DATE
from monitoring.reconciliation import EVIDENCE, SIDE, Difference, Kind, coded, reconcile
from monitoring.reconciliation.causes import LEFT_ALONE
from monitoring.reconciliation.leavers import STATES
from monitoring.vocabulary import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Select, Table
    from sqlalchemy.orm import Session

    from monitoring.reconciliation import Rules, Side

CHUNK = 500  # how many values one IN holds
SAYING = (
    (Kind.EXIT, "exits", "exited_on", "reason"),
    (Kind.DEFERRAL, "deferrals", "from_on", "reason"),
)
"""The records that may say why a client is missing: each row's day, and what it says."""

SEEN = (Kind.APPOINTMENT, "appointments", "scheduled_on", "result")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows of a contract: those known at an instant, of one outcome where claims are read."""

    contract_id: int
    outcome: str = ""
    as_at: datetime | None = None


def with_rows(session: Session, ids: Iterable[int], sides: Iterable[Side]) -> set[int]:
    """Give which contracts have, or ever had, a row of either record."""
    number = Contract.contract_id
    held = [
        exists().where(
            FACTS[one.dataset].c.contract_id == number, FACTS[one.dataset].c.source == one.source
        )
        for one in sides
    ]
    return set(session.scalars(select(number).where(number.in_(sorted(ids)), or_(*held))))


def references(session: Session, contract_id: int) -> dict[int, str]:
    """Give the case references of a contract's clients, as far as the reader may see them."""
    query = select(Client.client_id, Client.client_ref).where(Client.contract_id == contract_id)
    return {number: reference for number, reference in session.execute(query)}  # noqa: C416 - rows are no pairs


def both_sides(
    session: Session,
    sides: tuple[Side, Side],
    wanted: Wanted,
    clients: Sequence[int] | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give the rows of two records of a contract: the frames SIDE.

    Parameters
    ----------
    session
        A session that reads what the person may see.
    sides
        The records to read.
    wanted
        The contract, outcome and instant.
    clients
        Only of these clients; None for all of them.
    """
    left, right = sides
    return (
        _side(session, left, left.dated_beside(right), wanted, clients),
        _side(session, right, right.dated_beside(left), wanted, clients),
    )


def _side(
    session: Session,
    one: Side,
    dated: tuple[str, ...],
    wanted: Wanted,
    clients: Sequence[int] | None,
) -> pd.DataFrame:
    fact = FACTS[one.dataset]
    query = select(*_columns(one, dated, fact)).where(
        fact.c.contract_id == wanted.contract_id, fact.c.source == str(one.source)
    )
    if one.by_outcome:
        query = query.where(fact.c.outcome == wanted.outcome)
    query = as_known(query, fact, wanted.as_at)
    parts = [_fetched(session, each) for each in _of_clients(query, fact, clients)]
    framed = _framed(parts, _published(session, wanted.contract_id))
    return SIDE.check(framed.assign(outcome=coded(np.zeros(len(framed), "i1"), [wanted.outcome])))


def _fetched(session: Session, query: Select[Any]) -> list[str]:
    """Give a query's columns, each as one text: a million rows handed over one by one take longer.

    Every value is a number or a code, so that none holds the comma between them.
    """
    connection = session.connection()
    rows = query.subquery()
    joined = func.group_concat if connection.dialect.name == "sqlite" else func.string_agg
    columns = [
        joined(func.coalesce(cast(column, String), ""), literal_column("','")) for column in rows.c
    ]
    return [text or "" for text in connection.execute(select(*columns)).one()]


def _columns(one: Side, dated: tuple[str, ...], fact: Table) -> list[ColumnElement[Any]]:
    """Give what is read of a side, under the names the domain has for it."""
    days: list[Any] = [func.nullif(fact.c[name], NO_DATE) for name in dated]
    on = func.coalesce(*days) if len(days) > 1 else fact.c[dated[0]]
    status: ColumnElement[Any] = fact.c[one.status]
    if one.status == "decision":  # what was paid was accepted, whether or not that was written down
        paid = status.is_(None) & fact.c.paid_on.is_not(None)
        status = case((paid, "accepted"), else_=status)
    return [
        fact.c.client_id,
        on.label("on"),
        status.label("status"),
        (fact.c[one.told] if one.told else null()).label("told_on"),
        (fact.c[one.started] if one.started else null()).label("started_on"),
        fact.c.submission_id,
        fact.c.known_from,
    ]


def _of_clients(
    query: Select[Any], fact: Table, clients: Sequence[int] | None
) -> Iterator[Select[Any]]:
    """Give the query, or one for every few of the clients."""
    if clients is None:
        yield query
        return
    for start in range(0, len(clients), CHUNK):
        yield query.where(fact.c.client_id.in_(clients[start : start + CHUNK]))


def _framed(parts: list[list[str]], published: dict[int, datetime]) -> pd.DataFrame:
    """Give the columns of a side as they came, each as one text."""
    columns = [[part[at] for part in parts if part[0]] for at in range(len(NAMES))]
    found = dict(zip(NAMES, columns, strict=True))
    codes, numbers = pd.factorize(_numbers(found["known_from"]))
    instants = [pd.Timestamp(published[each]).tz_convert(None) for each in numbers]
    known = np.array(instants, dtype="datetime64[us]")
    return pd.DataFrame(
        {
            "client_id": _numbers(found["client_id"]),
            "on": _days(found["on"]),
            "status": _words(found["status"]),
            "told_on": _days(found["told_on"]),
            "started_on": _days(found["started_on"]),
            "submission": _numbers(found["submission"]),
            "known_at": known[codes] if len(codes) else known,
        }
    )


NAMES = ("client_id", "on", "status", "told_on", "started_on", "submission", "known_from")
"""What is read of a side, in the order of its columns."""


def _numbers(texts: list[str]) -> np.ndarray[Any, Any]:
    return np.fromstring(",".join(texts), dtype="int64", sep=",") if texts else np.zeros(0, "int64")


def _words(texts: list[str]) -> Any:  # noqa: ANN401 - a column of words
    codes, words = pd.factorize(np.array(_split(texts), dtype="object"))
    return coded(codes, [str(each) for each in words])


def _days(texts: list[str]) -> np.ndarray[Any, Any]:
    """Give days, of which there are few: each is read once."""
    codes, days = pd.factorize(np.array(_split(texts), dtype="object"))
    read = np.array([day or "NaT" for day in days], dtype="datetime64[us]")
    return read[codes] if len(codes) else read


def _split(texts: list[str]) -> list[str]:
    return ",".join(texts).split(",") if texts else []


def _published(session: Session, contract_id: int) -> dict[int, datetime]:
    """Give when each publication of a contract was made, by its number."""
    table = Publication.__table__.c
    query = select(table.number, table.published_at).where(table.contract_id == contract_id)
    return {number: at for number, at in session.execute(query)}  # noqa: C416 - rows are no pairs


def evidence(session: Session, wanted: Wanted, clients: Sequence[int] | None) -> pd.DataFrame:
    """Give what the contract's exits and deferrals say of some clients: the frame EVIDENCE.

    ``clients`` is None for all of them.
    """
    return _said(session, wanted, clients, SAYING)


def happened(session: Session, wanted: Wanted, clients: Sequence[int] | None) -> pd.DataFrame:
    """Give exits, deferrals and the provider's appointments of some clients: the frame EVIDENCE."""
    return _said(session, wanted, clients, (*SAYING, SEEN))


def _said(
    session: Session,
    wanted: Wanted,
    clients: Sequence[int] | None,
    records: Sequence[tuple[Kind, str, str, str]],
) -> pd.DataFrame:
    rows: list[Any] = []
    for kind, name, day, told in records:
        fact = FACTS[name]
        query = select(
            fact.c.client_id, literal(str(kind)), fact.c[day], fact.c.source, fact.c[told]
        ).where(fact.c.contract_id == wanted.contract_id)
        if kind is Kind.APPOINTMENT:  # partners list theirs once more
            query = query.where(fact.c.source == str(Source.PROVIDER_MI))
        for each in _of_clients(as_known(query, fact, wanted.as_at), fact, clients):
            rows += map(tuple, session.execute(each))
    return EVIDENCE.check(pd.DataFrame(rows, columns=list(EVIDENCE.columns)))


def states(session: Session, wanted: Wanted) -> pd.DataFrame:
    """Give the provider's starts with where it says each client stands: the frame STATES."""
    fact = FACTS["starts"]
    query = select(fact.c.client_id, fact.c.referred_on, fact.c.started_on, fact.c.status).where(
        fact.c.contract_id == wanted.contract_id, fact.c.source == str(Source.PROVIDER_MI)
    )
    rows = [tuple(row) for row in session.execute(as_known(query, fact, wanted.as_at))]
    return STATES.check(pd.DataFrame(rows, columns=list(STATES.columns)))


def elsewhere(
    session: Session, sides: tuple[Side, Side], wanted: Wanted, clients: Sequence[int], rules: Rules
) -> pd.DataFrame:
    """Give the rows clients have under other contracts with nothing beside them there: EVIDENCE.

    Only of clients known under another contract whose clients the reader sees too
    (docs/adr/0016). Each other contract is read by itself, and its own two records are compared:
    a row that is matched there belongs there.
    """
    pairs = _known_elsewhere(session, wanted, clients)
    found = [EVIDENCE.empty()]
    for reference, others in pairs.groupby("reference"):
        there = replace(wanted, contract_id=int(others["other_contract"].iloc[0]))
        theirs = sorted(set(others["other_client"]))
        rows = reconcile(*both_sides(session, sides, there, theirs), rules, sides=sides)
        alone = rows[rows["difference"].isin([*LEFT_ALONE, Difference.RIGHT_ONLY])]
        both = others.merge(alone, left_on="other_client", right_on="client_id", suffixes=("", "_"))
        kinds = both["difference"].eq(Difference.RIGHT_ONLY)
        found.append(
            pd.DataFrame(
                {
                    "client_id": both["client_id"],
                    "kind": np.where(kinds, Kind.RIGHT_ELSEWHERE, Kind.LEFT_ELSEWHERE),
                    "on": both["on"],
                    "told": str(reference),
                }
            )
        )
    return EVIDENCE.check(pd.concat([EVIDENCE.check(each) for each in found], ignore_index=True))


def _known_elsewhere(session: Session, wanted: Wanted, clients: Sequence[int]) -> pd.DataFrame:
    """Give who of some clients is known under which other contract, as it was known."""
    pairs = SeenElsewhere.__table__.c
    query = (
        select(
            pairs.client_id, pairs.other_contract, pairs.other_client, Contract.reference,
            pairs.known_from, pairs.other_from,
        )
        .join(Contract, Contract.contract_id == pairs.other_contract)
        .where(pairs.contract_id == wanted.contract_id)
        .order_by(pairs.client_id, pairs.other_contract)
    )
    some = set(clients)
    rows = [row for row in session.execute(query) if row.client_id in some]
    last = last_known(
        session, {wanted.contract_id, *(row.other_contract for row in rows)}, wanted.as_at
    )
    known = [
        tuple(row[:4])
        for row in rows
        if row.known_from <= last.get(wanted.contract_id, 0)
        and row.other_from <= last.get(row.other_contract, 0)
    ]
    return pd.DataFrame(known, columns=["client_id", "other_contract", "other_client", "reference"])
