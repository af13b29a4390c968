"""Which contracts may this person see, and on what terms do they run?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from db.models import FACTS, Contract
from db.queries.knowledge import as_known
from monitoring.periods import add_months

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

TABLE = FACTS["contracts"]
FEW = 500  # numbers put to the engine at once; of more, every contract in view is read


@dataclass(frozen=True, slots=True)
class Terms:
    """A contract's terms. ``value_gbp`` is in pence, and None to who may not see prices."""

    contract_id: int
    reference: str
    programme: str
    prime: str
    district: str
    phase: str | None
    starts_on: date
    length_months: int | None
    value_gbp: int | None
    risk_rating: str | None
    cm: str | None
    tppm: str | None

    @property
    def first_month(self) -> date:
        """Give the contract's first month."""
        return self.starts_on.replace(day=1)

    @property
    def last_month(self) -> date | None:
        """Give the contract's last month; None where it has no agreed length."""
        return add_months(self.starts_on, self.length_months - 1) if self.length_months else None

    @property
    def last_day(self) -> date | None:
        """Give the last day of the contract's last month."""
        return add_months(self.last_month, 1) - timedelta(days=1) if self.last_month else None


def terms(
    session: Session,
    ids: Iterable[int] | None = None,
    as_at: datetime | None = None,
    programme: str | None = None,
) -> list[Terms]:
    """Give the terms of contracts, by reference: all that may be seen, or those of some numbers."""
    columns = [
        TABLE.c[name]
        for name in (
            "prime",
            "district",
            "phase",
            "starts_on",
            "length_months",
            "value_gbp",
            "risk_rating",
            "cm",
            "tppm",
        )
    ]
    query = (
        select(Contract.contract_id, Contract.reference, Contract.programme, *columns)
        .join(TABLE, TABLE.c.contract_id == Contract.contract_id)
        .order_by(Contract.reference)
    )
    if programme is not None:
        query = query.where(Contract.programme == programme)
    wanted = None if ids is None else set(ids)
    if wanted is not None and len(wanted) <= FEW:
        query = query.where(Contract.contract_id.in_(sorted(wanted)))
    known = as_known(query, TABLE, as_at)
    rows = [Terms(*row) for row in session.execute(known)]
    return [row for row in rows if wanted is None or row.contract_id in wanted]
