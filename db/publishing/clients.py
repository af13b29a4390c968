"""What is known of the clients whose rows are counted: their category and readiness band?

Datasets that do not say it take it from temporary tables of the publishing transaction, worked out
once for all measures.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, Integer, MetaData, String, Table, func, insert, select

from db.models import FACTS
from db.publishing import bands
from db.publishing.staging import create
from db.queries.knowledge import as_known
from monitoring.vocabulary import Source

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Select
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
    _bands: bool = field(default=False, init=False)

    @cached_property
    def banded(self) -> frozenset[int]:
        """Give the contracts whose figures are counted by readiness band too."""
        return bands.banded(self.session, self.ids)

    def bands(self) -> Table:
        """Give the bands of the clients of those contracts, and the days they held."""
        if not self._bands:
            bands.write_bands(self.session, self.banded)
            self._bands = True
        return bands.BAND

    def categories(self) -> Table:
        """Give each client's category: that of the latest start the provider reported."""
        if not self._categories:
            _write_categories(self.session, self.ids)
            self._categories = True
        return CATEGORY


def _write_categories(session: Session, ids: Iterable[int]) -> None:
    connection = session.connection()
    create(connection, CATEGORY)
    names = [column.name for column in CATEGORY.columns]
    connection.execute(insert(CATEGORY).from_select(names, latest_categories(ids)))


def latest_categories(ids: Iterable[int], as_at: datetime | None = None) -> Select[Any]:
    """Give each client's category: that of the latest start the provider reported.

    Parameters
    ----------
    ids
        The numbers of the contracts.
    as_at
        As known at that instant; None for now.
    """
    starts = FACTS["starts"]
    person = (starts.c.contract_id, starts.c.client_id)
    latest = func.row_number().over(partition_by=person, order_by=starts.c.referred_on.desc())
    reported = select(
        *person, starts.c.client_category.label("category"), latest.label("place")
    ).where(starts.c.contract_id.in_(sorted(ids)), starts.c.source == str(Source.PROVIDER_MI))
    ranked = as_known(reported, starts, as_at).subquery()
    return select(*(ranked.c[column.name] for column in CATEGORY.columns)).where(
        ranked.c.place == 1
    )
