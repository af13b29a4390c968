"""The monthly figures the pages read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.migrations.first import one_open_row, primary_key

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _measure_value()
    _cohort_count()
    _benchmark_value()


def _measure_value() -> None:
    op.create_table(
        "measure_value",
        sa.Column("contract_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("measure", sa.String(80), nullable=False),
        sa.Column("category", sa.String(80), nullable=False),
        sa.Column("arrangement", sa.String(80), nullable=False),
        sa.Column("band", sa.String(80), nullable=False),
        sa.Column("source", sa.String(80), nullable=False),
        sa.Column("origin", sa.String(80), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("known_from", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("missing_reason", sa.String(80), nullable=False),
        sa.Column("known_to", sa.Integer(), nullable=True),
        primary_key(
            "measure_value",
            "contract_id measure category arrangement band source origin month known_from",
        ),
        sa.CheckConstraint(
            "(value IS NULL) = (missing_reason <> '')",
            name=op.f("ck_measure_value_value_or_reason"),
        ),
    )
    one_open_row(
        "measure_value", "contract_id measure category arrangement band source origin month"
    )


def _cohort_count() -> None:
    op.create_table(
        "cohort_count",
        sa.Column("contract_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("measure", sa.String(80), nullable=False),
        sa.Column("category", sa.String(80), nullable=False),
        sa.Column("arrangement", sa.String(80), nullable=False),
        sa.Column("band", sa.String(80), nullable=False),
        sa.Column("source", sa.String(80), nullable=False),
        sa.Column("cohort", sa.Date(), nullable=False),
        sa.Column("elapsed", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("known_from", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("known_to", sa.Integer(), nullable=True),
        primary_key(
            "cohort_count",
            "contract_id measure category arrangement band source cohort elapsed known_from",
        ),
    )
    one_open_row(
        "cohort_count", "contract_id measure category arrangement band source cohort elapsed"
    )


def _benchmark_value() -> None:
    op.create_table(
        "benchmark_value",
        sa.Column("contract_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("programme", sa.String(80), nullable=False),
        sa.Column("measure", sa.String(80), nullable=False),
        sa.Column("unit", sa.String(80), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("known_from", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("known_to", sa.Integer(), nullable=True),
        primary_key("benchmark_value", "contract_id programme measure unit month known_from"),
    )
    one_open_row("benchmark_value", "contract_id programme measure unit month")


def downgrade() -> None:
    """Drop the tables."""
    for name in (
        "benchmark_value",
        "cohort_count",
        "measure_value",
    ):
        op.drop_table(name)
