"""Who signs in with which account, and the sittings of those who have."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

STANDING = sa.text("released_at IS NULL")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "sign_in_binding",
        sa.Column("binding_id", sa.Integer(), nullable=False),
        sa.Column("issuer", sa.String(400), nullable=False),
        sa.Column("subject_mark", sa.String(64), nullable=False),
        sa.Column("login", sa.String(120), nullable=False),
        sa.Column("bound_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("released_by", sa.String(200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("binding_id", name="pk_sign_in_binding"),
    )
    for name, columns in (("subject", ["issuer", "subject_mark"]), ("login", ["login"])):
        op.create_index(
            f"uq_sign_in_binding_{name}",
            "sign_in_binding",
            columns,
            unique=True,
            sqlite_where=STANDING,
            postgresql_where=STANDING,
        )
    op.create_table(
        "sign_in_session",
        sa.Column("mark", sa.String(64), nullable=False),
        sa.Column("login", sa.String(120), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_why", sa.String(80), nullable=False),
        sa.PrimaryKeyConstraint("mark", name="pk_sign_in_session"),
    )
    op.create_index("ix_sign_in_session_login", "sign_in_session", ["login"])


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("sign_in_session")
    op.drop_table("sign_in_binding")
