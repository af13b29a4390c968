"""Which contracts of a programme are there, and which arrangements stand under them?

The arrangements are read beside the contracts and not joined to them, so that a reader gets the
rows of each that are theirs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from sqlalchemy import select

from db import registers
from db.models import FACTS
from db.queries import contracts
from db.queries.knowledge import as_known
from monitoring import supply_chain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from db.queries.contracts import Terms
    from monitoring.supply_chain import Chain

TABLE = FACTS["arrangements"]
OF_TERMS = ("arrangement", "starts_on", "ends_on", "partner", "model", "area")


def chain(session: Session, programme: str, as_at: datetime | None, now: datetime) -> Chain:
    """Give the contracts of a programme the reader may see, with what stands under them.

    Parameters
    ----------
    session
        A session that reads what the reader may see.
    programme
        The programme's code.
    as_at
        The instant of what was known; None for now.
    now
        This moment, which decides the day where the programme has no working date.
    """
    of = registers.programmes(session).get(programme)
    rows = contracts.terms(session, None, as_at, programme)
    day = registers.working_date(of, as_at or now)
    if as_at is not None:
        day = min(day, as_at.date())
    return supply_chain.chain(_register(rows), _links(session, rows, as_at), day)


def _register(rows: Sequence[Terms]) -> pd.DataFrame:
    told = [
        (
            each.reference,
            each.prime,
            each.district,
            each.phase or "",
            each.starts_on,
            each.last_day,
        )
        for each in rows
    ]
    names = ["contract", "prime", "district", "service", "starts_on", "ends_on"]
    return pd.DataFrame(told, columns=names)


def _links(session: Session, rows: Sequence[Terms], as_at: datetime | None) -> pd.DataFrame:
    """Give the terms of every arrangement of the contracts, by the contracts' references."""
    references = {each.contract_id: each.reference for each in rows}
    query = select(TABLE.c.contract_id, *(TABLE.c[name] for name in OF_TERMS)).where(
        TABLE.c.contract_id.in_(sorted(references))
    )
    found = session.execute(as_known(query, TABLE, as_at))
    told = [(references[number], *terms) for number, *terms in found]
    return pd.DataFrame(told, columns=["contract", *OF_TERMS])
