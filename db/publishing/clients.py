"""What is known of the clients whose rows are counted: their category and readiness band?

Datasets that do not say it take it from temporary tables of the publishing transaction, worked out
once for all measures.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import Column, Integer, MetaData, String, Table, func, insert, select

from db.models import FACTS
from db.publishing.events import standing_rows
from db.publishing.staging import create

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

CATEGORY = Table(
    "stage_category",
    MetaData(),
    Column("contract_id", Integer, primary_key=True, autoincrement=False),
    Column("client_id", Integer, primary_key=True, autoincrement=False),
    Column("category", String(80)),
    prefixes=["TEMPORARY"],
    postgresql_on_commit="DROP",
)


@dataclass
class Clients:
    """The clients of some contracts, as far as counting has asked about them."""

    session: Session
    ids: list[int]
    _categories: bool = field(default=False, init=False)

    def categories(self) -> Table:
        """Give each client's category: that of the latest start the provider reported."""
        if not self._categories:
            _write_categories(self.session, self.ids)
            self._categories = True
        return CATEGORY


def _write_categories(session: Session, ids: Iterable[int]) -> None:
    connection = session.connection()
    create(connection, CATEGORY)
    starts = FACTS["starts"]
    person = (starts.c.contract_id, starts.c.client_id)
    latest = func.row_number().over(partition_by=person, order_by=starts.c.referred_on.desc())
    ranked = (
        select(*person, starts.c.client_category.label("category"), latest.label("place"))
        .where(standing_rows(starts, ids))
        .subquery()
    )
    names = [column.name for column in CATEGORY.columns]
    first = select(*(ranked.c[name] for name in names)).where(ranked.c.place == 1)
    connection.execute(insert(CATEGORY).from_select(names, first))
