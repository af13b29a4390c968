"""A store with a row of everything for two contracts, so that a row too many shows at once.

Contract 1 is CPA-1 (Prime 1, Area 1), contract 2 is CPA-2 (Prime 2, Area 2); each has arrangements
A1 and A2. Every text of a contract holds its marker, K1 or K2.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    JSON,
    Boolean,
    Date,
    DateTime,
    Float,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    insert,
)

from db import doors, people
from db.models import FACTS, Base
from db.people import Grant, Place
from db.scope import OPERATOR, Principal
from monitoring.vocabulary import Role

if TYPE_CHECKING:
    from db.store import Store

NOW = datetime(2009, 6, 10, 9, 0, tzinfo=UTC)
DAY = date(2009, 1, 1)
CONTRACTS = (1, 2)
ARRANGEMENTS = ("", "A1", "A2")
BY_HAND = {
    "contract",
    "organisation",
    "district",
    "submission",
    "submission_content",
    "submission_contract",
    "access_review",
    "app_user",
    "role_assignment",
    "store_mark",
    "programme",
    "saved_mapping",
    "area_indicators",
    "benchmark_value",
    "client",
    "client_mark",
    "seen_elsewhere",
}
PEOPLE = {
    "cm": (Role.CM, Place(contract="CPA-1")),
    "tppm": (Role.TPPM, Place(district="Area 1")),
    "prime": (Role.PRIME_MANAGER, Place(organisation="prime  1")),
    "advisers": (Role.ADVISER_MANAGER, Place(organisation="Prime 1")),
    "partner": (Role.PARTNER_MANAGER, Place(arrangement="CPA-1:A1")),
    "jobcentre": (Role.JOBCENTRE, Place(district="Area 1")),
    "payments": (Role.PAYMENT_OFFICE, Place()),
    "national": (Role.NATIONAL, Place()),
    "bdc": (Role.BDC_LIAISON, Place()),
    "evaluator": (Role.EVALUATOR, Place()),
    "auditor": (Role.AUDITOR, Place()),
    "admin": (Role.ADMIN, Place()),
}
STRANGER = Principal("stranger", "Stranger")
_SERIAL = count(1)


def who(login: str) -> Principal:
    """Give one of the people by login."""
    return Principal(login, login)


def seeded(store: Store) -> Store:
    """Fill an empty store, and add one person a role."""
    with doors.owner(store) as session:
        connection = session.connection()
        for table in Base.metadata.sorted_tables:
            rows = list(rows_of(table))
            if rows:
                connection.execute(insert(table), rows)
    with doors.publisher(store, OPERATOR) as session:
        doors.begin_write(session)
        people.add_user(session, "stranger", "Stranger", now=NOW)
        for login, (role, over) in PEOPLE.items():
            people.add_user(session, login, login, now=NOW)
            people.grant(session, Grant(login=login, role=role, over=over), now=NOW)
    return store


def rows_of(table: Table) -> list[dict[str, Any]]:
    """Give the rows of one table: for each contract, and for each arrangement where it has one."""
    if table.name in BY_HAND:
        return _by_hand(table)
    arrangements = ARRANGEMENTS if "arrangement" in table.c else ("",)
    return [
        _row(table, contract, arrangement) for contract in CONTRACTS for arrangement in arrangements
    ]


def _row(table: Table, contract: int, arrangement: str, **given: Any) -> dict[str, Any]:
    values = {column.name: _value(column.type, column.name, contract) for column in table.columns}
    values |= {
        "contract_id": contract,
        "known_from": 1,
        "number": 1,  # the publication its rows came with
        "known_to": None,
        "submission_id": contract,
        "missing_reason": "",
        "arrangement": arrangement,
        "sender": arrangement,
        "client_id": client(contract, arrangement),
        "contract": f"CPA-{contract}",
        "prime": f"Prime {contract}",
        "district": f"Area {contract}",
        "audience": "everyone",
    } | given
    return {name: value for name, value in values.items() if name in table.c}


def client(contract: int, arrangement: str) -> int:
    """Give the number of the one client of a place."""
    return contract * 10 + ARRANGEMENTS.index(arrangement)


def _value(kind: Any, name: str, contract: int) -> Any:  # noqa: PLR0911 - one a type
    if isinstance(kind, Boolean):
        return True
    if isinstance(kind, (Float, Integer)):
        return next(_SERIAL)
    if isinstance(kind, (String, Text)):
        return f"K{contract} {name}"[: getattr(kind, "length", None) or 80]
    if isinstance(kind, JSON):
        return {}
    if isinstance(kind, LargeBinary):
        return f"K{contract}".encode()
    impl = getattr(kind, "impl", kind)
    if isinstance(impl, DateTime):
        return NOW
    assert isinstance(impl, Date)
    return DAY


def _by_hand(table: Table) -> list[dict[str, Any]]:  # noqa: PLR0911 - one a table
    """Give the rows of tables that are not one for each contract."""
    if table.name == "contract":
        return [_row(table, one, "", reference=f"CPA-{one}") for one in CONTRACTS]
    if table.name == "client":
        return [
            _row(
                table,
                one,
                arrangement,
                ref_hash=f"{one}{arrangement}".encode(),
                client_ref=f"K{one} {arrangement}",
            )
            for one in CONTRACTS
            for arrangement in ARRANGEMENTS
        ]
    if table.name in {"organisation", "district"}:
        word = {"organisation": "Prime", "district": "Area"}[table.name]
        return [{"name_key": f"{word}{one}".lower(), "name": f"{word} {one}"} for one in CONTRACTS]
    if table.name in {"area_indicators", "benchmark_value"}:
        return [_row(table, 0, "")]
    if table.name == "client_mark":
        return [_row(table, 0, "", of_contract=one, of_client=client(one, "")) for one in CONTRACTS]
    if table.name == "seen_elsewhere":
        return [_row(table, one, "", other_contract=3 - one) for one in CONTRACTS]
    if table.name == "submission_contract":
        return [
            _row(table, contract, sender, submission_id=number)
            for number, _, parts in SUBMISSIONS
            for contract, sender in parts
        ]
    if table.name in {"submission", "submission_content"}:
        return [
            _row(table, parts[0][0], "", submission_id=number, dataset=dataset)
            for number, dataset, parts in SUBMISSIONS
        ]
    if table.name in {"access_review", "app_user", "role_assignment"}:
        return []
    return [_row(table, 0, "")]


SUBMISSIONS: tuple[tuple[int, str, tuple[tuple[int, str], ...]], ...] = (
    (1, "monthly_return", ((1, ""),)),
    (2, "monthly_return", ((2, ""),)),
    (3, "monthly_return", ((1, ""), (2, ""))),
    (4, "starts", ((1, ""),)),
    (5, "claims", ((1, ""),)),
    (6, "partner_weekly", ((1, "A1"),)),
    (7, "partner_weekly", ((1, "A2"),)),
    (8, "contracts", ((1, ""),)),
    (9, "deferrals", ((1, ""),)),
    (10, "area_indicators", ((0, ""),)),
)
"""Number, dataset, and the contracts in it with their senders."""

CLIENT_TABLES = sorted(
    name
    for name, table in FACTS.items()
    if "client_id" in table.c and not table.c.client_id.nullable
)
