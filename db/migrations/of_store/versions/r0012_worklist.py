"""Steps about differences between sources, and figures agreed by both sides."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _difference_step()
    _agreed_step()


def _difference_step() -> None:
    op.create_table(
        "difference_step",
        *_written(),
        _code("left_side"),
        _code("right_side"),
        sa.Column("client_id", sa.Integer(), autoincrement=False, nullable=False),
        _code("outcome"),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("nth", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("step", sa.Integer(), autoincrement=False, nullable=False),
        _code("did"),
        _code("state"),
        _name("owner"),
        sa.Column("due_on", sa.Date(), nullable=True),
        _code("reason"),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        _name("answered_by"),
        _name("clerical_ref"),
        sa.Column("partner_client", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint(
            "contract_id", "left_side", "right_side", "client_id", "outcome", "on_date", "nth",
            "step",
            name="pk_difference_step",
        ),
        _check("difference_step", "closed_with_a_reason", "did <> 'closed' OR reason <> ''"),
        _check("difference_step", "answered_with_a_reason", "did <> 'answered' OR reason <> ''"),
    )


def _agreed_step() -> None:
    op.create_table(
        "agreed_step",
        *_written(),
        _code("measure"),
        _code("category"),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("step", sa.Integer(), autoincrement=False, nullable=False),
        _code("did"),
        _code("role"),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column("rests_on", sa.JSON(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint(
            "contract_id", "measure", "category", "month", "step", name="pk_agreed_step"
        ),
        _check("agreed_step", "proposed_with_a_value", "did <> 'proposed' OR value IS NOT NULL"),
        _check("agreed_step", "withdrawn_with_a_reason", "did <> 'withdrawn' OR trim(text) <> ''"),
    )


def _written() -> tuple[sa.schema.SchemaItem, ...]:
    """Give what every row somebody wrote for an audience has."""
    return (
        sa.Column("contract_id", sa.Integer(), autoincrement=False, nullable=False),
        _name("by_user"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("audience", sa.String(20), nullable=False),
        _code("arrangement"),
        sa.Column("by_name", sa.String(200), nullable=False, server_default=""),
        sa.Column("by_side", sa.String(80), nullable=False, server_default=""),
    )


def _code(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(80), nullable=False)


def _name(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(200), nullable=False)


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def downgrade() -> None:
    """Drop them."""
    op.drop_table("agreed_step")
    op.drop_table("difference_step")
