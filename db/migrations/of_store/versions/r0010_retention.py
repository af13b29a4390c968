"""How long is what kept, what may not be destroyed, and what was destroyed when."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "retention_rule",
        _number("contract_id"),
        sa.Column("programme", sa.String(80), nullable=False),
        sa.Column("data_class", sa.String(80), nullable=False),
        _number("step"),
        sa.Column("months", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        *_said(),
        sa.PrimaryKeyConstraint(
            "contract_id", "programme", "data_class", "step", name="pk_retention_rule"
        ),
    )
    op.create_table(
        "retention_hold",
        _number("contract_id"),
        _number("step"),
        sa.Column("did", sa.String(80), nullable=False),
        *_said(),
        sa.PrimaryKeyConstraint("contract_id", "step", name="pk_retention_hold"),
    )
    op.create_table(
        "destruction",
        _number("contract_id"),
        _number("destruction_id"),
        sa.Column("data_class", sa.String(80), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        *_said(),
        sa.PrimaryKeyConstraint("contract_id", "destruction_id", name="pk_destruction"),
    )


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), autoincrement=False, nullable=False)


def _said() -> tuple[sa.schema.SchemaItem, ...]:
    """Give the columns that say why, who and when."""
    return (
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_user", sa.String(200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    """Drop the tables."""
    for name in ("destruction", "retention_hold", "retention_rule"):
        op.drop_table(name)
