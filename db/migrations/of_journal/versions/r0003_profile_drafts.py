"""Profile sets that somebody is drawing up and has not shared."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "profile_draft",
        sa.Column("login", sa.String(120), nullable=False),
        sa.Column("contract", sa.String(80), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("login", "contract", "name", name="pk_profile_draft"),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("profile_draft")
