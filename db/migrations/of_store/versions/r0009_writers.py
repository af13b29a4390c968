"""Who wrote something, by name and side as it was then, and why a meeting's entry changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

WRITTEN = (
    "note",
    "meeting",
    "item_step",
    "request_step",
    "variation_step",
    "assumption",
    "pack",
    "responsibility",
    "handover",
    "contact_point",
)


def upgrade() -> None:
    """Add the columns; of what was written before, the login is all that is known."""
    for table in WRITTEN:
        op.add_column(
            table, sa.Column("by_name", sa.String(200), nullable=False, server_default="")
        )
        op.add_column(table, sa.Column("by_side", sa.String(80), nullable=False, server_default=""))
    op.add_column("meeting", sa.Column("reason", sa.Text(), nullable=False, server_default=""))
    op.add_column(
        "meeting",
        sa.Column("cancelled", sa.Boolean(), nullable=False, server_default=sa.false()),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_column("meeting", "cancelled")
    op.drop_column("meeting", "reason")
    for table in reversed(WRITTEN):
        op.drop_column(table, "by_side")
        op.drop_column(table, "by_name")
