"""The access log can be sealed in batches, and is only ever added to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

LOG = ("access_entry", "access_seal")
LOOKED_UP_BY = ("by_user", "action", "contract", "result")


def upgrade() -> None:
    """Make the table of seals, the indexes the log is read by, and what keeps both as written."""
    op.create_table(
        "access_seal",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("first_entry", sa.Integer(), nullable=False),
        sa.Column("last_entry", sa.Integer(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed_by", sa.String(200), nullable=False),
        sa.Column("marks", sa.LargeBinary(), nullable=False),
        sa.Column("previous_hash", sa.String(64), nullable=False),
        sa.Column("seal_hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_access_seal"),
    )
    op.create_index("ix_access_entry_at", "access_entry", ["at"])
    for column in LOOKED_UP_BY:
        op.create_index(f"ix_access_entry_{column}_at", "access_entry", [column, "at"])
    if op.get_bind().dialect.name == "sqlite":  # PostgreSQL grants no right to change them
        for table in LOG:
            _keep_as_written(table)


def _keep_as_written(table: str) -> None:
    """Let rows be added only. Copying the table to change it would lose this."""
    for act in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
            "BEGIN SELECT RAISE(ABORT, 'the access log is only added to'); END"
        )


def downgrade() -> None:
    """Drop what was made."""
    if op.get_bind().dialect.name == "sqlite":
        for table in LOG:
            for act in ("update", "delete"):
                op.execute(f"DROP TRIGGER {table}_no_{act}")
    for column in LOOKED_UP_BY:
        op.drop_index(f"ix_access_entry_{column}_at", "access_entry")
    op.drop_index("ix_access_entry_at", "access_entry")
    op.drop_table("access_seal")
