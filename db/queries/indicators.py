"""Which published figures about a district are known?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from sqlalchemy import select

from db.models import FACTS
from db.queries.knowledge import as_known

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.orm import Session

TABLE = FACTS["area_indicators"]


def series(
    session: Session, district: str, indicators: Iterable[str], as_at: datetime | None = None
) -> pd.DataFrame:
    """Give the monthly figures of some indicators: ``indicator``, ``month``, ``value``."""
    query = select(TABLE.c.indicator, TABLE.c.month, TABLE.c.value).where(
        TABLE.c.district == district, TABLE.c.indicator.in_(sorted(set(indicators)))
    )
    rows = [tuple(row) for row in session.execute(as_known(query, TABLE, as_at))]
    return pd.DataFrame(rows, columns=["indicator", "month", "value"])
