"""Programmes, contracts, organisations, places, clients and people."""

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
    _store_mark()
    _programme()
    _contract()
    _organisation()
    _district()
    _site_name()
    _client()
    _saved_mapping()
    _app_user()
    _role_assignment()


def _store_mark() -> None:
    op.create_table(
        "store_mark",
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("value", sa.String(200), nullable=False),
        primary_key("store_mark", "name"),
    )


def _programme() -> None:
    op.create_table(
        "programme",
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("definition", sa.JSON(), nullable=False),
        sa.Column("working_date", sa.Date(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        primary_key("programme", "code version"),
    )


def _contract() -> None:
    op.create_table(
        "contract",
        sa.Column("contract_id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(80), nullable=False),
        sa.Column("programme", sa.String(40), nullable=False),
        primary_key("contract", "contract_id"),
        sa.UniqueConstraint("reference", name="uq_contract_reference"),
    )


def _organisation() -> None:
    op.create_table(
        "organisation",
        sa.Column("name_key", sa.String(200), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        primary_key("organisation", "name_key"),
    )


def _district() -> None:
    op.create_table(
        "district",
        sa.Column("name_key", sa.String(200), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        primary_key("district", "name_key"),
    )


def _site_name() -> None:
    op.create_table(
        "site_name",
        sa.Column("contract_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name_key", sa.String(200), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        primary_key("site_name", "contract_id name_key"),
    )


def _client() -> None:
    op.create_table(
        "client",
        sa.Column("contract_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("client_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ref_hash", sa.LargeBinary(16), nullable=False),
        sa.Column("client_ref", sa.String(80), nullable=False),
        primary_key("client", "contract_id client_id"),
        sa.UniqueConstraint("contract_id", "ref_hash", name="uq_client_contract_id_ref_hash"),
    )


def _saved_mapping() -> None:
    op.create_table(
        "saved_mapping",
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("dataset", sa.String(80), nullable=False),
        sa.Column("definition", sa.JSON(), nullable=False),
        sa.Column("saved_by", sa.String(200), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        primary_key("saved_mapping", "name version"),
    )


def _app_user() -> None:
    op.create_table(
        "app_user",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(120), nullable=False),
        sa.Column("display_name", sa.String(200), nullable=False),
        sa.Column("organisation", sa.String(200), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        primary_key("app_user", "user_id"),
        sa.UniqueConstraint("login", name="uq_app_user_login"),
    )


def _role_assignment() -> None:
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
        primary_key("role_assignment", "assignment_id"),
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
