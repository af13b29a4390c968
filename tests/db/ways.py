"""By which ways can a row be asked for, and what must each person get by each of them?

The 36 of ``reliability.md`` 2.3. Criteria added by the ORM leaked by the half of them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd
from sqlalchemy import (
    column,
    func,
    insert,
    inspect,
    literal,
    select,
    table,
    text,
    true,
    union_all,
)
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import (
    aliased,
    column_property,
    foreign,
    joinedload,
    registry,
    relationship,
    selectinload,
)
from sqlalchemy.orm.exc import ObjectDeletedError

from db import doors
from db.engines import DOOR
from db.models import FACTS, Base, Client, Contract, MeasureValue, Programme
from db.scope import OPERATOR
from tests.db.seeded import ARRANGEMENTS, CONTRACTS, client

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy.orm import Session

STARTS = FACTS["starts"]
CONTENT = Base.metadata.tables["submission_content"]
EVERY = [(contract, part) for contract in CONTRACTS for part in ARRANGEMENTS]
OWN = [one for one in EVERY if one[0] == 1]
CLIENT_OF = {client(*place): place for place in EVERY}


class Figure:
    """A monthly figure, mapped once more so that it can be reached from its contract."""


class Agreement:
    """A contract with its figures: nothing in the store itself is mapped to another table."""


MAPPED = registry(metadata=Base.metadata)
MAPPED.map_imperatively(Figure, MeasureValue.__table__)
MAPPED.map_imperatively(
    Agreement,
    Contract.__table__,
    properties={
        "figures": relationship(
            Figure,
            primaryjoin=Contract.contract_id == foreign(MeasureValue.contract_id),
            viewonly=True,
        ),
        "counted": column_property(
            select(func.count())
            .select_from(MeasureValue.__table__)
            .where(MeasureValue.contract_id == Contract.contract_id)
            .scalar_subquery()
        ),
    },
)

Rows = list[Any]
Expected = dict[str, Rows]

FIGURES: Expected = {
    "cm": OWN,
    "partner": [(1, "A1")],
    "national": EVERY,
    "operator": EVERY,
    "stranger": [],
}
"""Whose monthly figures each person sees, by contract and arrangement."""

CLIENTS: Expected = FIGURES | {"national": []}
"""The same of rows about single people."""

HELD: Expected = {
    "cm": [1],
    "partner": [1],
    "national": [1, 2],
    "operator": [1, 2],
    "stranger": [],
}
"""Which contracts each person sees."""

BYTES: Expected = {
    "cm": [1, 5, 6, 7, 8, 9, 10],
    "partner": [6, 10],
    "national": [1, 2, 3, 6, 7, 8, 10],
    "operator": [*range(1, 11)],
    "stranger": [],
}
"""Which files each person may read as they were sent (tests/db/test_walls.py says why)."""


@dataclass(frozen=True)
class Way:
    """A way of asking, with what each person gets; ``said`` where engines differ."""

    ask: Callable[[Session], Rows]
    expected: Expected
    said: str = ""


def each(expected: Expected, worked: Callable[[Rows], Rows]) -> Expected:
    """Give what is worked out of each person's rows."""
    return {login: worked(rows) for login, rows in expected.items()}


def asked(session: Session, statement: Any) -> Rows:
    """Give the rows of a statement, one value where they have one."""
    return plain(session.execute(statement))


def plain(rows: Any) -> Rows:
    """Give rows as tuples, or their one value."""
    return [row[0] if len(row) == 1 else tuple(row) for row in rows]


def place(row: Any) -> tuple[int, str]:
    """Give the contract and the arrangement of a row."""
    return row.contract_id, row.arrangement


FIGURE_PLACES = select(MeasureValue.contract_id, MeasureValue.arrangement)
START_PLACES = select(STARTS.c.contract_id, STARTS.c.arrangement)
SQL = "SELECT contract_id, arrangement FROM measure_value"


def loads(how: Callable[..., Any]) -> Callable[[Session], Rows]:
    """Give a way of loading every contract's figures beside it."""

    def ask(session: Session) -> Rows:
        found = session.scalars(select(Agreement).options(how(Agreement.figures))).unique()
        return [place(figure) for one in found for figure in one.figures]

    return ask


def lazily(session: Session) -> Rows:
    """Load each contract's figures when they are looked at."""
    return [place(figure) for one in session.scalars(select(Agreement)) for figure in one.figures]


def got(session: Session) -> Rows:
    """Get every client by its key."""
    found = [session.get(Client, (CLIENT_OF[one][0], one)) for one in CLIENT_OF]
    return [CLIENT_OF[one.client_id] for one in found if one is not None]


def carried(session: Session) -> list[Client]:
    """Carry every client, as somebody who sees them loaded them, into this session."""
    with doors.scoped_session(session.info[DOOR].store, OPERATOR) as other:
        loaded = list(other.scalars(select(Client)))
        other.expunge_all()
    session.add_all(loaded)
    return loaded


def warm(session: Session) -> Rows:
    """Get every client by its key when the session knows it already."""
    carried(session)
    session.expire_all()
    return got(session)


def refreshed(session: Session) -> Rows:
    """Refresh every client that somebody else had loaded."""
    return still_there(carried(session), session.refresh, InvalidRequestError)


def expired(session: Session) -> Rows:
    """Look at every client that somebody else had loaded, once it has expired."""
    loaded = carried(session)
    session.expire_all()
    return still_there(loaded, lambda one: one.client_ref, ObjectDeletedError)


def still_there(
    loaded: list[Client], look: Callable[[Client], object], gone: type[Exception]
) -> Rows:
    """Give the clients that can be looked at."""
    found = []
    for one in loaded:
        key = inspect(one).identity
        try:
            look(one)
        except gone:
            continue
        found.append(CLIENT_OF[key[1]])
    return found


def after_another(session: Session) -> Rows:
    """Ask what somebody who sees everything has just asked in the same words."""
    with doors.scoped_session(session.info[DOOR].store, OPERATOR) as other:
        assert sorted(asked(other, START_PLACES)) == EVERY
    return asked(session, START_PLACES)


def by_engine(session: Session) -> Rows:
    """Let pandas take a connection of its own, which has come through no door."""
    store = session.info[DOOR].store
    schema = "scoped." if store.dialect == "postgresql" else ""
    frame = pd.read_sql(SQL.replace("measure_value", f"{schema}measure_value"), store.engine)
    return plain(frame.itertuples(index=False))


def left_out(session: Session) -> Rows:
    """Join contracts outside, to something everybody with a scope may read."""
    statement = select(Contract.contract_id).select_from(Programme).outerjoin(Contract, true())
    return [one for one in asked(session, statement) if one is not None]


WAYS: Mapping[str, Way] = {
    # those by which criteria of the ORM held
    "entity": Way(lambda s: [place(one) for one in s.scalars(select(MeasureValue))], FIGURES),
    "columns": Way(lambda s: asked(s, FIGURE_PLACES), FIGURES),
    "count": Way(
        lambda s: asked(s, select(func.count()).select_from(MeasureValue)),
        each(FIGURES, lambda rows: [len(rows)]),
    ),
    "sum": Way(
        lambda s: asked(s, select(func.sum(STARTS.c.contract_id))),
        each(CLIENTS, lambda rows: [sum(one for one, _ in rows) or None]),
    ),
    "alias": Way(
        lambda s: [place(one) for one in s.scalars(select(aliased(MeasureValue)))], FIGURES
    ),
    "subquery": Way(lambda s: asked(s, select(START_PLACES.subquery())), CLIENTS),
    "common table expression": Way(lambda s: asked(s, select(START_PLACES.cte("x"))), CLIENTS),
    "union": Way(
        lambda s: asked(s, union_all(FIGURE_PLACES, START_PLACES)),
        {login: FIGURES[login] + CLIENTS[login] for login in FIGURES},
    ),
    "exists": Way(
        lambda s: asked(
            s,
            select(Contract.contract_id).where(
                select(Client).where(Client.contract_id == Contract.contract_id).exists()
            ),
        ),
        HELD | {"national": []},
    ),
    "join": Way(
        lambda s: asked(
            s,
            select(Contract.contract_id, STARTS.c.arrangement).join(
                STARTS, STARTS.c.contract_id == Contract.contract_id
            ),
        ),
        CLIENTS,
    ),
    "lazy load": Way(lazily, FIGURES),
    "selectin load": Way(loads(selectinload), FIGURES),
    "joined load": Way(loads(joinedload), FIGURES),
    "get": Way(got, CLIENTS),
    "query": Way(lambda s: [place(one) for one in s.query(MeasureValue)], FIGURES),
    "compiled for another": Way(after_another, CLIENTS),
    # those by which they leaked
    "text": Way(lambda s: asked(s, text(SQL)), FIGURES),
    "from statement": Way(
        lambda s: [
            place(one)
            for one in s.scalars(
                select(MeasureValue).from_statement(text("SELECT * FROM measure_value"))
            )
        ],
        FIGURES,
    ),
    "core table": Way(
        lambda s: [place(row) for row in s.execute(select(MeasureValue.__table__))], FIGURES
    ),
    "light table": Way(
        lambda s: asked(
            s, select(table("starts", column("contract_id"), column("arrangement")))
        ),
        CLIENTS,
    ),
    "connection": Way(lambda s: plain(s.connection().execute(text(SQL))), FIGURES),
    "pandas, by the engine": Way(
        by_engine,
        each(FIGURES, lambda _: []),
        "A connection that came through no door shows nothing, whoever asks.",
    ),
    "pandas, by the connection": Way(
        lambda s: plain(pd.read_sql(SQL, s.connection()).itertuples(index=False)), FIGURES
    ),
    "get, known already": Way(warm, CLIENTS),
    "refresh": Way(refreshed, CLIENTS),
    "expired": Way(expired, CLIENTS),
    "child table": Way(
        lambda s: asked(s, select(CONTENT.c.submission_id)),
        BYTES,
    ),
    "outer join": Way(left_out, HELD),
    "scalar subquery": Way(
        lambda s: asked(
            s,
            select(select(func.max(Contract.contract_id)).scalar_subquery(), literal("")),
        ),
        each(HELD, lambda rows: [(max(rows, default=None), "")]),
    ),
    "column property": Way(
        lambda s: [(one.contract_id, one.counted) for one in s.scalars(select(Agreement))],
        each(FIGURES, lambda rows: [*Counter(one for one, _ in rows).items()]),
    ),
}
"""Every way of reading, by name."""


@dataclass(frozen=True)
class Change:
    """A way of writing into another contract, and what it may touch there."""

    act: Callable[[Session], object]
    sqlite: bool = False  # refused to a publisher there too; else by the code (test_right_to_send)


def copied(**changed: Any) -> Any:
    """Give the query of one's own starts, as rows of another contract."""
    columns = [literal(changed[c.name]) if c.name in changed else c for c in STARTS.columns]
    return select(*columns).where(STARTS.c.contract_id == 1)


CHANGES: Mapping[str, Change] = {
    "bulk update": Change(
        lambda s: s.query(MeasureValue)
        .filter(MeasureValue.contract_id == 2)
        .update({"known_to": 9}, synchronize_session=False)
    ),
    "bulk delete": Change(
        lambda s: s.query(MeasureValue)
        .filter(MeasureValue.contract_id == 2)
        .delete(synchronize_session=False),
        sqlite=True,
    ),
    "add": Change(lambda s: add(s, Client(contract_id=2, client_id=901, ref_hash=b"x"))),
    "insert from select": Change(
        lambda s: s.execute(
            insert(STARTS).from_select(
                [c.name for c in STARTS.columns], copied(contract_id=2, known_from=77)
            )
        )
    ),
    "merge": Change(
        lambda s: add(s, s.merge(Client(contract_id=2, client_id=client(2, ""), client_ref="x")))
    ),
    "moving a row": Change(
        lambda s: s.execute(text("UPDATE starts SET contract_id = 2 WHERE contract_id = 1")),
        sqlite=True,
    ),
}
"""Every way of writing, by name."""


def add(session: Session, row: object) -> None:
    """Add a row and send it to the store."""
    session.add(row)
    session.flush()
