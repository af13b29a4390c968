"""How much slower is sending a file than the least that could be done with it?

The bare minimum reads the file with the csv module and puts its rows, and its clients on a first
load, into tables with the same keys through the raw driver: nothing checked, compared or counted.
"""

from __future__ import annotations

import csv
import hashlib
import io
import time
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import MetaData
from sqlalchemy.schema import CreateIndex, CreateTable

from db import sending
from db.models import FACTS, Client
from db.publishing.request import Sending
from db.scope import OPERATOR
from tests.db.returns import CONTRACTS, send, with_programmes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Table

    from db.store import Store

HEADER = "contract,client_ref,referred_on,received_on,started_on,client_category,site,status"
SITES = ("Main", "North", "South")
FIRST = date(2009, 1, 1)


def starts_file(rows: int) -> bytes:
    """Give a file of so many starts of one contract, each of another client."""
    lines = [HEADER]
    for number in range(rows):
        referred = FIRST + timedelta(days=number % 700)
        started = referred + timedelta(days=number % 40)
        category = "mandatory" if number % 4 else "voluntary"
        lines.append(
            f"CPA-1,R-{number:07d},{referred},{referred},{started},{category},"
            f"{SITES[number % 3]},active"
        )
    return ("\n".join(lines) + "\n").encode()


def bare_minimum(store: Store, data: bytes) -> float:
    """Give the seconds the least of it takes: read, and put rows and clients in place."""
    with _connected(store) as connection:
        fact, people = _copies(connection)
        began = time.perf_counter()
        with connection.begin():
            if store.dialect == "postgresql":
                connection.exec_driver_sql("SET LOCAL search_path = store")
            cursor = connection.connection.cursor()
            if store.dialect == "sqlite":
                cursor.executemany(_insert(fact, 16), _facts(_rows(data)))
                cursor.executemany(_insert(people, 4), _people(_rows(data)))
            else:
                _copy(cursor, fact, _typed(_facts(_rows(data))), FACT_TYPES)
                _copy(cursor, people, _people(_rows(data)), PEOPLE_TYPES)
        return time.perf_counter() - began


@contextmanager
def _connected(store: Store) -> Iterator[Connection]:
    """Connect as the owner, past every door: no row of the store is touched."""
    with store.owner_engine.connect() as connection:
        if store.dialect == "postgresql":
            connection.exec_driver_sql("SET search_path = store")
        yield connection


def _rows(data: bytes) -> Iterator[list[str]]:
    rows = csv.reader(io.StringIO(data.decode()))
    next(rows)
    return rows


FACT_TYPES = [
    "int4",
    "int4",
    "int4",
    "int4",
    "int4",
    "int4",
    "varchar",
    "varchar",
    "int4",
    "date",
    "date",
    "date",
    "varchar",
    "varchar",
    "varchar",
    "varchar",
]
PEOPLE_TYPES = ["int4", "int4", "bytea", "varchar"]


def _facts(rows: Iterator[list[str]]) -> Iterator[tuple[object, ...]]:
    for number, row in enumerate(rows, start=1):
        yield (
            1,
            1,
            number,
            None,
            1,
            number + 1,
            "provider_mi",
            "",
            number,
            row[2],
            row[3],
            row[4],
            row[5],
            row[6],
            "",
            row[7],
        )


def _typed(rows: Iterator[tuple[object, ...]]) -> Iterator[tuple[object, ...]]:
    days: dict[object, date] = {}
    for row in rows:
        dates = []
        for text in row[9:12]:
            if text not in days:
                days[text] = date.fromisoformat(str(text))
            dates.append(days[text])
        yield (*row[:9], *dates, *row[12:])


def _people(rows: Iterator[list[str]]) -> Iterator[tuple[object, ...]]:
    for number, row in enumerate(rows, start=1):
        digest = hashlib.blake2b(row[1].encode(), key=b"bench", digest_size=16).digest()
        yield (1, number, digest, row[1])


def _copies(connection: Connection) -> tuple[Table, Table]:
    """Make empty tables with the same columns and keys as the store's."""
    made = MetaData()
    tables = [
        FACTS["starts"].to_metadata(made, name="bare_starts"),
        Client.__table__.to_metadata(made, name="bare_client"),
    ]
    for table in tables:
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {table.name}")
        for constraint in table.constraints:
            constraint.name = f"bare_{constraint.name}"
        connection.execute(CreateTable(table))
        for index in table.indexes:
            index.name = f"bare_{index.name}"
            connection.execute(CreateIndex(index))
    connection.commit()
    return tables[0], tables[1]


def _insert(table: Table, columns: int) -> str:
    names = ", ".join(f'"{column.name}"' for column in list(table.columns)[:columns])
    return f"INSERT INTO {table.name} ({names}) VALUES ({', '.join('?' * columns)})"  # noqa: S608 - our own names


def _copy(
    cursor: object, table: Table, rows: Iterator[tuple[object, ...]], types: list[str]
) -> None:
    names = ", ".join(f'"{column.name}"' for column in list(table.columns)[: len(types)])
    with cursor.copy(f"COPY {table.name} ({names}) FROM STDIN (FORMAT BINARY)") as copy:
        copy.set_types(types)
        for row in rows:
            copy.write_row(row)


def load(store: Store, data: bytes, dataset: str = "starts") -> float:
    """Give the seconds sending takes, everything included."""
    desk = sending.Desk(store, OPERATOR, datetime.now(tz=UTC))
    asked = Sending(dataset=dataset, name=f"{dataset}.csv", data=data, confirm_size=True)
    began = time.perf_counter()
    answer = sending.send(desk, asked)
    assert answer.status == "published", answer.problems[:3]
    return time.perf_counter() - began


def prepared(store: Store) -> Store:
    """Give a store that knows the contract of the file."""
    with_programmes(store)
    assert send(store, "contracts", CONTRACTS).status == "published"
    return store
