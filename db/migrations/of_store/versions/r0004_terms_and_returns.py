"""What is agreed of a contract, and what is returned every month."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.migrations.first import fact

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _contracts()
    _profile_sets()
    _profiles()
    _arrangements()
    _sites()
    _monthly_return()
    _expected_referrals()


def _contracts() -> None:
    fact(
        "contracts",
        "",
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("prime", sa.String(200), nullable=False),
        sa.Column("district", sa.String(200), nullable=False),
        sa.Column("phase", sa.Text(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("length_months", sa.BigInteger(), nullable=True),
        sa.Column("value_gbp", sa.BigInteger(), nullable=True),
        sa.Column("risk_rating", sa.Text(), nullable=True),
        sa.Column("cm", sa.Text(), nullable=True),
        sa.Column("tppm", sa.Text(), nullable=True),
    )


def _profile_sets() -> None:
    fact(
        "profile_sets",
        "set",
        sa.Column("set", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(80), nullable=False),
        sa.Column("author", sa.Text(), nullable=True),
        sa.Column("authority", sa.Text(), nullable=True),
        sa.Column("rationale", sa.Text(), nullable=True),
        sa.Column("effective_from", sa.Date(), nullable=True),
        sa.Column("provider_agreed_on", sa.Date(), nullable=True),
    )


def _profiles() -> None:
    fact(
        "profiles",
        "set month measure client_category arrangement",
        sa.Column("set", sa.Text(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("measure", sa.String(80), nullable=False),
        sa.Column("client_category", sa.String(80), nullable=False),
        sa.Column("arrangement", sa.Text(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
    )


def _arrangements() -> None:
    fact(
        "arrangements",
        "arrangement starts_on",
        sa.Column("arrangement", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("partner", sa.String(200), nullable=False),
        sa.Column("model", sa.String(80), nullable=False),
        sa.Column("local_label", sa.String(80), nullable=True),
        sa.Column("client_group", sa.String(80), nullable=True),
        sa.Column("area", sa.Text(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("has_targets", sa.Boolean(), nullable=False),
        sa.Column("is_paid", sa.Boolean(), nullable=False),
        sa.Column("outcome_share", sa.Float(), nullable=True),
    )


def _sites() -> None:
    fact(
        "sites",
        "site",
        sa.Column("site", sa.String(200), nullable=False),
        sa.Column("organisation", sa.String(200), nullable=True),
        sa.Column("site_type", sa.String(80), nullable=True),
        sa.Column("area_type", sa.Text(), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
    )


def _monthly_return() -> None:
    fact(
        "monthly_return",
        "month measure client_category arrangement",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("measure", sa.String(80), nullable=False),
        sa.Column("client_category", sa.String(80), nullable=False),
        sa.Column("arrangement", sa.Text(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("missing_reason", sa.String(80), nullable=True),
    )


def _expected_referrals() -> None:
    fact(
        "expected_referrals",
        "month office client_category arrangement",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("office", sa.String(200), nullable=False),
        sa.Column("client_category", sa.String(80), nullable=False),
        sa.Column("arrangement", sa.Text(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
    )


def downgrade() -> None:
    """Drop the tables."""
    for name in (
        "expected_referrals",
        "monthly_return",
        "sites",
        "arrangements",
        "profiles",
        "profile_sets",
        "contracts",
    ):
        op.drop_table(name)
