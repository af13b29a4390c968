"""What people write down: notes, meetings, actions, requests, agreements, endings of returns."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _note()
    _meeting()
    _item_step()
    _request_step()
    _variation_step()
    _assumption()
    _pack()
    _responsibility()
    _handover()
    _contact_point()
    _certification()
    _ending()
    _release()


def _table(name: str, key: str, *columns: sa.schema.SchemaItem) -> None:
    """Make a table whose key begins with the contract."""
    op.create_table(
        name, *columns, sa.PrimaryKeyConstraint(*key.split(), name=f"pk_{name}")
    )


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), autoincrement=False, nullable=False)


def _written() -> tuple[sa.schema.SchemaItem, ...]:
    """Give what every row somebody wrote for an audience has."""
    return (
        _number("contract_id"),
        sa.Column("by_user", sa.String(200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("audience", sa.String(20), nullable=False),
        sa.Column("arrangement", sa.String(80), nullable=False),
    )


def _note() -> None:
    _table(
        "note",
        "contract_id note_id",
        *_written(),
        _number("note_id"),
        sa.Column("kind", sa.String(80), nullable=False),
        sa.Column("measure", sa.String(80), nullable=False),
        sa.Column("category", sa.String(80), nullable=False),
        sa.Column("month", sa.Date(), nullable=True),
        sa.Column("on_date", sa.Date(), nullable=True),
        sa.Column("submission_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("replaces", sa.Integer(), nullable=True),
    )


def _meeting() -> None:
    _table(
        "meeting",
        "contract_id meeting_id",
        *_written(),
        _number("meeting_id"),
        sa.Column("kind", sa.String(80), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("channel", sa.String(80), nullable=False),
        sa.Column("present", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("as_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pack_no", sa.Integer(), nullable=True),
        sa.Column("replaces", sa.Integer(), nullable=True),
    )


def _item_step() -> None:
    _table(
        "item_step",
        "contract_id item_id step",
        *_written(),
        _number("item_id"),
        _number("step"),
        sa.Column("kind", sa.String(80), nullable=False),
        sa.Column("did", sa.String(80), nullable=False),
        sa.Column("within", sa.Integer(), nullable=True),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("who", sa.String(200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("measure", sa.String(80), nullable=False),
        sa.Column("month", sa.Date(), nullable=True),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "did <> 'closed' OR trim(outcome) <> ''",
            name=op.f("ck_item_step_closed_with_an_outcome"),
        ),
        sa.CheckConstraint(
            "did <> 'carried' OR meeting_id IS NOT NULL",
            name=op.f("ck_item_step_carried_by_a_meeting"),
        ),
    )


def _request_step() -> None:
    _table(
        "request_step",
        "contract_id request_id step",
        *_written(),
        _number("request_id"),
        _number("step"),
        sa.Column("did", sa.String(80), nullable=False),
        sa.Column("of_party", sa.String(80), nullable=False),
        sa.Column("dataset", sa.String(80), nullable=False),
        sa.Column("measure", sa.String(80), nullable=False),
        sa.Column("first_month", sa.Date(), nullable=True),
        sa.Column("last_month", sa.Date(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("submission_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
    )


def _variation_step() -> None:
    _table(
        "variation_step",
        "contract_id reference step",
        *_written(),
        sa.Column("reference", sa.String(80), nullable=False),
        _number("step"),
        sa.Column("did", sa.String(80), nullable=False),
        sa.Column("kind", sa.String(80), nullable=False),
        sa.Column("dated", sa.Date(), nullable=True),
        sa.Column("parties", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("set", sa.String(80), nullable=False),
    )


def _assumption() -> None:
    _table(
        "assumption",
        "contract_id code category band step",
        *_written(),
        sa.Column("code", sa.String(80), nullable=False),
        sa.Column("category", sa.String(80), nullable=False),
        sa.Column("band", sa.String(80), nullable=False),
        _number("step"),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
    )


def _pack() -> None:
    _table(
        "pack",
        "contract_id pack_no",
        *_written(),
        _number("pack_no"),
        sa.Column("first_month", sa.Date(), nullable=False),
        sa.Column("last_month", sa.Date(), nullable=False),
        sa.Column("sections", sa.JSON(), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("as_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
    )


def _responsibility() -> None:
    _table(
        "responsibility",
        "contract_id process party step",
        *_written(),
        sa.Column("process", sa.String(80), nullable=False),
        sa.Column("party", sa.String(80), nullable=False),
        _number("step"),
        sa.Column("letter", sa.String(80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
    )


def _handover() -> None:
    _table(
        "handover",
        "contract_id handover_id",
        *_written(),
        _number("handover_id"),
        sa.Column("role", sa.String(80), nullable=False),
        sa.Column("from_user", sa.String(200), nullable=False),
        sa.Column("to_user", sa.String(200), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
    )


def _contact_point() -> None:
    _table(
        "contact_point",
        "contract_id contact_id step",
        *_written(),
        _number("contact_id"),
        _number("step"),
        sa.Column("party", sa.String(80), nullable=False),
        sa.Column("level", sa.String(80), nullable=False),
        sa.Column("post", sa.String(200), nullable=False),
        sa.Column("address", sa.String(200), nullable=False),
        sa.Column("ended", sa.Boolean(), nullable=False),
    )


def _certification() -> None:
    _table(
        "certification",
        "contract_id submission_id step",
        _number("contract_id"),
        _number("submission_id"),
        _number("step"),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("did", sa.String(80), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("post", sa.String(200), nullable=False),
        sa.Column("by_user", sa.String(200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )


def _ending() -> None:
    _table(
        "ending",
        "contract_id submission_id",
        _number("contract_id"),
        _number("submission_id"),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(80), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_user", sa.String(200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )


def _release() -> None:
    _table(
        "release",
        "contract_id submission_id step",
        _number("contract_id"),
        _number("submission_id"),
        _number("step"),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("by_user", sa.String(200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    """Drop the tables."""
    for name in (
        "release",
        "ending",
        "certification",
        "contact_point",
        "handover",
        "responsibility",
        "pack",
        "assumption",
        "variation_step",
        "request_step",
        "item_step",
        "meeting",
        "note",
    ):
        op.drop_table(name)
