"""What was sent, what was found in it, and what became known by it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.migrations.first import one_open_row, primary_key

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _submission()
    _submission_content()
    _submission_contract()
    _submission_month()
    _finding()
    _publication()
    _contract_parameter()


def _submission() -> None:
    op.create_table(
        "submission",
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("dataset", sa.String(80), nullable=False),
        sa.Column("source", sa.String(80), nullable=False),
        sa.Column("status", sa.String(80), nullable=False),
        sa.Column("file_name", sa.String(255), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("mapping", sa.String(80), nullable=False),
        sa.Column("mode", sa.String(80), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("how_read", sa.JSON(), nullable=False),
        sa.Column("rows_read", sa.Integer(), nullable=False),
        sa.Column("rows_stored", sa.Integer(), nullable=False),
        sa.Column("rows_held", sa.Integer(), nullable=False),
        sa.Column("sent_by", sa.String(200), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        primary_key("submission", "submission_id"),
    )
    op.create_index("ix_submission_sha256", "submission", ["sha256"])


def _submission_content() -> None:
    op.create_table(
        "submission_content",
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        primary_key("submission_content", "submission_id"),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submission.submission_id"],
            name="fk_submission_content_submission_id",
        ),
    )


def _submission_contract() -> None:
    op.create_table(
        "submission_contract",
        sa.Column("contract_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("submission_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sender", sa.String(80), nullable=False),
        sa.Column("rows_stored", sa.Integer(), nullable=False),
        sa.Column("rows_held", sa.Integer(), nullable=False),
        sa.Column("rows_added", sa.Integer(), nullable=False),
        sa.Column("rows_changed", sa.Integer(), nullable=False),
        sa.Column("rows_removed", sa.Integer(), nullable=False),
        sa.Column("rows_unchanged", sa.Integer(), nullable=False),
        primary_key("submission_contract", "contract_id submission_id"),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submission.submission_id"],
            name="fk_submission_contract_submission_id",
        ),
    )


def _submission_month() -> None:
    op.create_table(
        "submission_month",
        sa.Column("contract_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("submission_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        primary_key("submission_month", "contract_id submission_id month"),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submission.submission_id"],
            name="fk_submission_month_submission_id",
        ),
    )


def _finding() -> None:
    op.create_table(
        "finding",
        sa.Column("contract_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("submission_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("row", sa.Integer(), nullable=True),
        sa.Column("column", sa.String(80), nullable=True),
        sa.Column("rule", sa.String(80), nullable=False),
        sa.Column("severity", sa.String(80), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        primary_key("finding", "contract_id submission_id seq"),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.submission_id"], name="fk_finding_submission_id"
        ),
    )


def _publication() -> None:
    op.create_table(
        "publication",
        sa.Column("contract_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(80), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=True),
        sa.Column("by_user", sa.String(200), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("previous_hash", sa.String(64), nullable=False),
        sa.Column("entry_hash", sa.String(64), nullable=False),
        primary_key("publication", "contract_id number"),
    )


def _contract_parameter() -> None:
    op.create_table(
        "contract_parameter",
        sa.Column("contract_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(80), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("known_from", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", sa.String(200), nullable=False),
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("entered_by", sa.String(200), nullable=False),
        sa.Column("known_to", sa.Integer(), nullable=True),
        primary_key("contract_parameter", "contract_id code valid_from known_from"),
    )
    one_open_row("contract_parameter", "contract_id code valid_from")


def downgrade() -> None:
    """Drop the tables."""
    for name in (
        "contract_parameter",
        "publication",
        "finding",
        "submission_month",
        "submission_contract",
        "submission_content",
        "submission",
    ):
        op.drop_table(name)
