"""Which table holds each dataset? One a specification, made from it.

A file's columns, its checks and its table cannot drift apart because there is one description of
all three (docs/adr/0007).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Boolean, Column, Date, Float, Integer, String, Table, Text

from db.models.base import Base, one_open_row
from db.types import MonthStart
from monitoring import datasets
from monitoring.datasets.specification import Column as Field
from monitoring.datasets.specification import Dataset, Kind

if TYPE_CHECKING:
    from sqlalchemy.types import TypeEngine

TYPES: dict[Kind, TypeEngine[Any] | type[TypeEngine[Any]]] = {
    Kind.REFERENCE: String(80),
    Kind.TEXT: Text,
    Kind.NAME: String(200),
    Kind.CODE: String(80),
    Kind.CODES: String(400),
    Kind.MEASURE: String(80),
    Kind.DATE: Date,
    Kind.MONTH: MonthStart,
    Kind.COUNT: BigInteger,
    Kind.HOURS: Integer,
    Kind.PENCE: BigInteger,
    Kind.SHARE: Float,
    Kind.NUMBER: Float,
    Kind.YES_NO: Boolean,
}
LEADING = ("contract_id", "known_from", "row_id", "known_to", "submission_id", "row_number",
           "source", "sender")


def stored_name(field: Field) -> str:
    """Give the column a public column is kept in.

    The contract and the client are kept as their numbers; ``references.source`` must make way
    for the source of the row itself.
    """
    if field.kind is Kind.CONTRACT:
        return "contract_id"
    if field.kind is Kind.CLIENT:
        return "client_id"
    return "of_source" if field.name == "source" else field.name


def stored_fields(dataset: Dataset) -> tuple[Field, ...]:
    """Give the public columns that have a column of their own, in order (the contract leads)."""
    return tuple(field for field in dataset.columns if field.kind is not Kind.CONTRACT)


def key_columns(dataset: Dataset) -> tuple[str, ...]:
    """Give the stored columns of the natural key after the contract."""
    fields = (dataset.by_name[name] for name in dataset.key)
    return tuple(stored_name(field) for field in fields if field.kind is not Kind.CONTRACT)


def _column(dataset: Dataset, field: Field) -> Column[Any]:
    if field.kind is Kind.CLIENT:
        nullable = field.optional and field.name not in dataset.key
        return Column(stored_name(field), Integer, nullable=nullable)
    nullable = field.name not in dataset.key and (field.optional or field.internal)
    return Column(stored_name(field), TYPES[field.kind], nullable=nullable)


def _fact_table(dataset: Dataset) -> Table:
    return Table(
        dataset.name,
        Base.metadata,
        Column("contract_id", Integer, primary_key=True, autoincrement=False),
        Column("known_from", Integer, primary_key=True, autoincrement=False),
        Column("row_id", Integer, primary_key=True, autoincrement=False),
        Column("known_to", Integer),
        Column("submission_id", Integer, nullable=False),
        Column("row_number", Integer, nullable=False),
        Column("source", String(80), nullable=False),
        Column("sender", String(80), nullable=False),
        *(_column(dataset, field) for field in stored_fields(dataset)),
        one_open_row(dataset.name, "contract_id", *key_columns(dataset), "source", "sender"),
    )


FACTS: dict[str, Table] = {name: _fact_table(spec) for name, spec in datasets.ALL.items()}
