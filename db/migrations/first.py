"""What the first revisions repeat in every table. Frozen: later revisions write their own."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op


def primary_key(table: str, columns: str) -> sa.PrimaryKeyConstraint:
    """Give a table's key over columns parted by spaces."""
    return sa.PrimaryKeyConstraint(*columns.split(), name=f"pk_{table}")


def one_open_row(table: str, columns: str) -> None:
    """Let at most one row of a key, of columns parted by spaces, be open."""
    open_row = sa.text("known_to IS NULL")
    op.create_index(
        f"uq_{table}_open",
        table,
        columns.split(),
        unique=True,
        sqlite_where=open_row,
        postgresql_where=open_row,
    )


def fact(name: str, key: str, *columns: sa.Column[Any]) -> None:
    """Make a dataset's table: its own columns after those every row of a submission has."""
    op.create_table(
        name,
        sa.Column("contract_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("known_from", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("row_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("known_to", sa.Integer(), nullable=True),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(80), nullable=False),
        sa.Column("sender", sa.String(80), nullable=False),
        *columns,
        primary_key(name, "contract_id known_from row_id"),
    )
    one_open_row(name, f"contract_id {key} source sender")
