"""Accounts that are invited and approved, and the reviews of who holds which role."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what an account says of itself; whoever was let in before is approved."""
    text, moment = sa.String(200), sa.DateTime(timezone=True)
    for column in (
        sa.Column("email", sa.String(254), nullable=True),
        sa.Column("invited_by", text, nullable=False, server_default=""),
        sa.Column("approved_at", moment, nullable=True),
        sa.Column("approved_by", text, nullable=False, server_default=""),
        sa.Column("sessions_valid_from", moment, nullable=True),
    ):
        op.add_column("app_user", column)  # added and not copied: other tables refer to this one
    op.create_index("uq_app_user_email", "app_user", ["email"], unique=True)
    op.execute("UPDATE app_user SET approved_at = added_at")
    op.create_table(
        "access_review",
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_user", sa.String(200), nullable=False),
        sa.Column("organisation", sa.String(200), nullable=False),
        sa.Column("listed", sa.Integer(), nullable=False),
        sa.Column("to_end", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("review_id", name="pk_access_review"),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("access_review")
    op.drop_index("uq_app_user_email", "app_user")
    for name in ("sessions_valid_from", "approved_by", "approved_at", "invited_by", "email"):
        op.drop_column("app_user", name)
