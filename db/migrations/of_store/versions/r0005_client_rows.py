"""What happened to each client, from referral to work."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.migrations.first import fact

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _referrals()
    _references()
    _starts()
    _client_facts()
    _appointments()
    _deferrals()
    _readiness()
    _provision()
    _employment()


def _referrals() -> None:
    fact(
        "referrals",
        "client_id referred_on",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("referred_on", sa.Date(), nullable=False),
        sa.Column("client_category", sa.String(80), nullable=False),
        sa.Column("benefit", sa.String(80), nullable=True),
        sa.Column("office", sa.String(200), nullable=True),
        sa.Column("notified_on", sa.Date(), nullable=True),
    )


def _references() -> None:
    fact(
        "references",
        "of_source source_ref",
        sa.Column("of_source", sa.String(80), nullable=False),
        sa.Column("source_ref", sa.String(80), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
    )


def _starts() -> None:
    fact(
        "starts",
        "client_id referred_on",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("referred_on", sa.Date(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("client_category", sa.String(80), nullable=False),
        sa.Column("site", sa.String(200), nullable=True),
        sa.Column("arrangement", sa.Text(), nullable=True),
        sa.Column("status", sa.String(80), nullable=True),
        sa.Column("adviser_ref", sa.String(80), nullable=True),
    )


def _client_facts() -> None:
    fact(
        "client_facts",
        "client_id as_of",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("age_band", sa.Text(), nullable=True),
        sa.Column("benefit_months", sa.BigInteger(), nullable=True),
        sa.Column("needs", sa.String(400), nullable=True),
    )


def _appointments() -> None:
    fact(
        "appointments",
        "client_id scheduled_on slot wfi_no",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("scheduled_on", sa.Date(), nullable=False),
        sa.Column("slot", sa.Text(), nullable=False),
        sa.Column("wfi_no", sa.BigInteger(), nullable=False),
        sa.Column("result", sa.String(80), nullable=False),
        sa.Column("minutes", sa.BigInteger(), nullable=True),
        sa.Column("mode", sa.String(80), nullable=True),
        sa.Column("site", sa.String(200), nullable=True),
        sa.Column("arrangement", sa.Text(), nullable=True),
        sa.Column("adviser_ref", sa.String(80), nullable=True),
        sa.Column("followed_up_on", sa.Date(), nullable=True),
    )


def _deferrals() -> None:
    fact(
        "deferrals",
        "client_id from_on",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("approved_by_role", sa.Text(), nullable=True),
    )


def _readiness() -> None:
    fact(
        "readiness",
        "client_id rated_on scheme",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("rated_on", sa.Date(), nullable=False),
        sa.Column("scheme", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
    )


def _provision() -> None:
    fact(
        "provision",
        "client_id referred_on service",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("referred_on", sa.Date(), nullable=False),
        sa.Column("service", sa.String(200), nullable=False),
        sa.Column("arrangement", sa.Text(), nullable=True),
        sa.Column("need", sa.String(80), nullable=True),
        sa.Column("initiated_by", sa.Text(), nullable=True),
        sa.Column("attended_on", sa.Date(), nullable=True),
        sa.Column("completed_on", sa.Date(), nullable=True),
        sa.Column("feedback_on", sa.Date(), nullable=True),
    )


def _employment() -> None:
    fact(
        "employment",
        "client_id job_started_on employer_ref",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("job_started_on", sa.Date(), nullable=False),
        sa.Column("employer_ref", sa.String(80), nullable=False),
        sa.Column("referred_on", sa.Date(), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("hours_per_week", sa.Integer(), nullable=True),
        sa.Column("work_type", sa.String(80), nullable=True),
        sa.Column("job_ended_on", sa.Date(), nullable=True),
        sa.Column("arrangement", sa.Text(), nullable=True),
    )


def downgrade() -> None:
    """Drop the tables."""
    for name in (
        "employment",
        "provision",
        "readiness",
        "deferrals",
        "appointments",
        "client_facts",
        "starts",
        "references",
        "referrals",
    ):
        op.drop_table(name)
