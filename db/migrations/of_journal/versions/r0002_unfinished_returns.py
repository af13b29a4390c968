"""Returns that somebody began to send and has not published."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "upload_draft",
        sa.Column("draft_id", sa.String(32), nullable=False),
        sa.Column("organisation", sa.String(200), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("parts", sa.Integer(), nullable=False),
        sa.Column("begun_by", sa.String(200), nullable=False),
        sa.Column("begun_name", sa.String(200), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("touched_by", sa.String(200), nullable=False),
        sa.Column("touched_name", sa.String(200), nullable=False),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("reach", sa.Text(), nullable=False),
        sa.Column("state", sa.LargeBinary(), nullable=False),
        sa.Column("seal", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("draft_id", name="pk_upload_draft"),
    )
    op.create_index("ix_upload_draft_organisation", "upload_draft", ["organisation"])
    op.create_table(
        "upload_draft_file",
        sa.Column("draft_id", sa.String(32), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("seal", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["upload_draft.draft_id"], name="fk_upload_draft_file_draft_id"
        ),
        sa.PrimaryKeyConstraint("draft_id", "place", name="pk_upload_draft_file"),
    )


def downgrade() -> None:
    """Drop the tables."""
    for name in ("upload_draft_file", "upload_draft"):
        op.drop_table(name)
