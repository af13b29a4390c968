"""Claims, exits, assessments, complaints, feedback, partners and areas."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.migrations.first import fact

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _claims()
    _exits()
    _assessments()
    _complaints()
    _feedback_exercises()
    _feedback()
    _partner_weekly()
    _partner_payments()
    _area_indicators()


def _claims() -> None:
    fact(
        "claims",
        "client_id referred_on outcome",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("referred_on", sa.Date(), nullable=False),
        sa.Column("outcome", sa.String(80), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("job_started_on", sa.Date(), nullable=True),
        sa.Column("claimed_on", sa.Date(), nullable=True),
        sa.Column("evidence_type", sa.String(80), nullable=True),
        sa.Column("evidence_on", sa.Date(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decision", sa.String(80), nullable=True),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("amount_gbp", sa.BigInteger(), nullable=True),
    )


def _exits() -> None:
    fact(
        "exits",
        "client_id exited_on",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("exited_on", sa.Date(), nullable=False),
        sa.Column("referred_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(80), nullable=False),
    )


def _assessments() -> None:
    fact(
        "assessments",
        "client_id kind requested_on",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(80), nullable=False),
        sa.Column("requested_on", sa.Date(), nullable=False),
        sa.Column("completed_on", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
    )


def _complaints() -> None:
    fact(
        "complaints",
        "complaint_ref",
        sa.Column("complaint_ref", sa.Text(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("channel", sa.String(80), nullable=False),
        sa.Column("theme", sa.String(80), nullable=False),
        sa.Column("kind", sa.String(80), nullable=False),
        sa.Column("contractual", sa.Boolean(), nullable=True),
        sa.Column("client_id", sa.Integer(), nullable=True),
        sa.Column("office", sa.String(200), nullable=True),
        sa.Column("site", sa.String(200), nullable=True),
        sa.Column("arrangement", sa.Text(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column("acknowledged_on", sa.Date(), nullable=True),
        sa.Column("replied_on", sa.Date(), nullable=True),
        sa.Column("escalated_on", sa.Date(), nullable=True),
        sa.Column("resolved_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(80), nullable=True),
        sa.Column("learning", sa.Text(), nullable=True),
    )


def _feedback_exercises() -> None:
    fact(
        "feedback_exercises",
        "exercise",
        sa.Column("exercise", sa.Text(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("mode", sa.String(80), nullable=False),
        sa.Column("population", sa.BigInteger(), nullable=True),
        sa.Column("sent", sa.BigInteger(), nullable=True),
        sa.Column("returned", sa.BigInteger(), nullable=True),
        sa.Column("shared_with_tppm", sa.Boolean(), nullable=True),
    )


def _feedback() -> None:
    fact(
        "feedback",
        "exercise respondent_no",
        sa.Column("exercise", sa.Text(), nullable=False),
        sa.Column("respondent_no", sa.BigInteger(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("mode", sa.String(80), nullable=True),
        sa.Column("satisfaction", sa.BigInteger(), nullable=True),
        sa.Column("usefulness", sa.BigInteger(), nullable=True),
        sa.Column("timing_ok", sa.Boolean(), nullable=True),
        sa.Column("preferred_timing", sa.Text(), nullable=True),
        sa.Column("stratum", sa.Text(), nullable=True),
    )


def _partner_weekly() -> None:
    fact(
        "partner_weekly",
        "arrangement week_starting",
        sa.Column("arrangement", sa.Text(), nullable=False),
        sa.Column("week_starting", sa.Date(), nullable=False),
        sa.Column("referrals", sa.BigInteger(), nullable=True),
        sa.Column("attended", sa.BigInteger(), nullable=True),
        sa.Column("ftas", sa.BigInteger(), nullable=True),
        sa.Column("activities", sa.BigInteger(), nullable=True),
        sa.Column("job_outcomes", sa.BigInteger(), nullable=True),
        sa.Column("sustained_job_outcomes", sa.BigInteger(), nullable=True),
    )


def _partner_payments() -> None:
    fact(
        "partner_payments",
        "arrangement invoice_ref",
        sa.Column("arrangement", sa.Text(), nullable=False),
        sa.Column("invoice_ref", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("amount_gbp", sa.BigInteger(), nullable=True),
    )


def _area_indicators() -> None:
    fact(
        "area_indicators",
        "district month indicator",
        sa.Column("district", sa.String(200), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
    )


def downgrade() -> None:
    """Drop the tables."""
    for name in (
        "area_indicators",
        "partner_payments",
        "partner_weekly",
        "feedback",
        "feedback_exercises",
        "complaints",
        "assessments",
        "exits",
        "claims",
    ):
        op.drop_table(name)
