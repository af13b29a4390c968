"""How do the contracts of a programme compare, month by month, without saying whose is whose?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from sqlalchemy import select

from db.models import REFERENCE_STREAM, BenchmarkValue
from db.queries.knowledge import as_known
from monitoring.frames import BENCHMARK
from monitoring.funnel import FEWEST_UNITS

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session


def benchmark(
    session: Session, programme: str, measure: str, as_at: datetime | None = None
) -> pd.DataFrame:
    """Give every unit's count of a measure in the months that enough units have: BENCHMARK.

    A unit's own token is ``db.publishing.benchmarks.token``.
    """
    table = BenchmarkValue.__table__
    query = select(table.c.month, table.c.unit, table.c.value).where(
        table.c.contract_id == REFERENCE_STREAM,
        table.c.programme == programme,
        table.c.measure == measure,
        table.c.value.is_not(None),
    )
    rows = [tuple(row) for row in session.execute(as_known(query, table, as_at))]
    frame = BENCHMARK.check(pd.DataFrame(rows, columns=["month", "unit", "value"]))
    units = frame.groupby("month")["unit"].transform("size")
    enough: pd.DataFrame = frame[units >= FEWEST_UNITS]
    return enough.sort_values(["month", "unit"], ignore_index=True)
