"""What crosses contracts: clients known under another, and a partner's derived target.

The tables are made empty. Publishing fills them for what is sent from then on, and ``init`` for
what already stands (``db.publishing.crossings``, ``db.publishing.derived``), for that takes the
store's secret, which a migration has not.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from db.migrations.first import one_open_row, primary_key

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _derived_target()
    _client_mark()
    _seen_elsewhere()


def _derived_target() -> None:
    op.create_table(
        "derived_target",
        sa.Column("contract_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("measure", sa.String(80), nullable=False),
        sa.Column("category", sa.String(80), nullable=False),
        sa.Column("arrangement", sa.String(80), nullable=False),
        sa.Column("set", sa.String(80), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("known_from", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("known_to", sa.Integer(), nullable=True),
        primary_key(
            "derived_target", "contract_id measure category arrangement set month known_from"
        ),
    )
    one_open_row("derived_target", "contract_id measure category arrangement set month")


def _client_mark() -> None:
    op.create_table(
        "client_mark",
        sa.Column("contract_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("mark", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("of_contract", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("of_client", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("known_from", sa.Integer(), nullable=False),
        primary_key("client_mark", "contract_id mark of_contract of_client"),
        sqlite_with_rowid=False,
    )


def _seen_elsewhere() -> None:
    op.create_table(
        "seen_elsewhere",
        sa.Column("contract_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("client_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("other_contract", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("other_client", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("known_from", sa.Integer(), nullable=False),
        sa.Column("other_from", sa.Integer(), nullable=False),
        primary_key("seen_elsewhere", "contract_id client_id other_contract other_client"),
    )


def downgrade() -> None:
    """Drop the tables."""
    for name in ("seen_elsewhere", "client_mark", "derived_target"):
        op.drop_table(name)
