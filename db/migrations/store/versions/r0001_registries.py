"""Programmes, contracts, organisations, places, clients and people."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "store_mark",
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("value", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_store_mark"),
    )
    op.create_table(
        "programme",
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("definition", sa.JSON(), nullable=False),
        sa.Column("working_date", sa.Date(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("code", "version", name="pk_programme"),
    )
    op.create_table(
        "contract",
        sa.Column("contract_id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(80), nullable=False),
        sa.Column("programme", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("contract_id", name="pk_contract"),
        sa.UniqueConstraint("reference", name="uq_contract_reference"),
    )
    op.create_table(
        "organisation",
        sa.Column("name_key", sa.String(200), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("name_key", name="pk_organisation"),
    )
    op.create_table(
        "district",
        sa.Column("name_key", sa.String(200), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("name_key", name="pk_district"),
    )
    op.create_table(
        "site_name",
        sa.Column("contract_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name_key", sa.String(200), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("contract_id", "name_key", name="pk_site_name"),
    )
    op.create_table(
        "client",
        sa.Column("contract_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("client_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ref_hash", sa.LargeBinary(16), nullable=False),
        sa.Column("client_ref", sa.String(80), nullable=False),
        sa.PrimaryKeyConstraint("contract_id", "client_id", name="pk_client"),
        sa.UniqueConstraint("contract_id", "ref_hash", name="uq_client_contract_id_ref_hash"),
    )
    op.create_table(
        "saved_mapping",
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("dataset", sa.String(80), nullable=False),
        sa.Column("definition", sa.JSON(), nullable=False),
        sa.Column("saved_by", sa.String(200), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", "version", name="pk_saved_mapping"),
    )
    op.create_table(
        "app_user",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(120), nullable=False),
        sa.Column("display_name", sa.String(200), nullable=False),
        sa.Column("organisation", sa.String(200), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("user_id", name="pk_app_user"),
        sa.UniqueConstraint("login", name="uq_app_user_login"),
    )
    op.create_table(
        "role_assignment",
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("contract", sa.String(80), nullable=False),
        sa.Column("district", sa.String(200), nullable=False),
        sa.Column("organisation", sa.String(200), nullable=False),
        sa.Column("arrangement", sa.String(80), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("granted_by", sa.String(200), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("assignment_id", name="pk_role_assignment"),
        sa.ForeignKeyConstraint(
            ["user_id"], ["app_user.user_id"], name="fk_role_assignment_user_id"
        ),
    )


def downgrade() -> None:
    """Drop the tables."""
    for name in (
        "role_assignment",
        "app_user",
        "saved_mapping",
        "client",
        "site_name",
        "district",
        "organisation",
        "contract",
        "programme",
        "store_mark",
    ):
        op.drop_table(name)
