"""Who looked at what, and what a person has already seen."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.migrations.first import primary_key

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _access_entry()
    _noted()
    _visit()


def _access_entry() -> None:
    op.create_table(
        "access_entry",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_user", sa.String(200), nullable=False),
        sa.Column("action", sa.String(80), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("contract", sa.String(80), nullable=False),
        sa.Column("result", sa.String(80), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        primary_key("access_entry", "entry_id"),
    )


def _noted() -> None:
    op.create_table(
        "noted",
        sa.Column("login", sa.String(120), nullable=False),
        sa.Column("item", sa.String(200), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("severity", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        primary_key("noted", "login item"),
    )
    op.create_index("ix_noted_login", "noted", ["login"])


def _visit() -> None:
    op.create_table(
        "visit",
        sa.Column("login", sa.String(120), nullable=False),
        sa.Column("page", sa.String(80), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("before_at", sa.DateTime(timezone=True), nullable=True),
        primary_key("visit", "login page"),
    )


def downgrade() -> None:
    """Drop the tables."""
    for name in (
        "visit",
        "noted",
        "access_entry",
    ):
        op.drop_table(name)
