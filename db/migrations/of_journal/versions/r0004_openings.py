"""Who has opened a return, and when."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "opening",
        sa.Column("submission_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("login", sa.String(120), nullable=False),
        sa.Column("roles", sa.String(200), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("submission_id", "login", name="pk_opening"),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("opening")
