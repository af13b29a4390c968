"""What do the cells say? Small reads of the summaries, and stores ready to be counted."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from db import doors
from db.models import CohortCount, MeasureValue
from db.queries.knowledge import as_known
from db.scope import OPERATOR
from monitoring.vocabulary import Source
from tests.db.returns import CONTRACTS, send, with_programmes

if TYPE_CHECKING:
    from db.store import Store

SIGNED = datetime(2008, 12, 1, tzinfo=UTC)
ARRANGEMENTS = """
    contract | arrangement | starts_on  | partner   | model      | has_targets | is_paid
    CPA-1    | A1          | 2009-01-01 | Partner 1 | end_to_end | yes         | yes
    CPA-1    | A2          | 2009-01-01 | Partner 2 | end_to_end | yes         | yes
"""


def ready(store: Store) -> Store:
    """Give the store with two contracts, the first with two arrangements."""
    with_programmes(store)
    assert send(store, "contracts", CONTRACTS, now=SIGNED).status == "published"
    assert send(store, "arrangements", ARRANGEMENTS, now=SIGNED).status == "published"
    return store


def months(*numbers: int) -> tuple[date, ...]:
    """Give months of 2009."""
    return tuple(date(2009, number, 1) for number in numbers)


def values(  # noqa: PLR0913 - one a part of a cell
    store: Store,
    measure: str,
    *,
    category: str = "all",
    arrangement: str = "",
    band: str = "",
    source: Source = Source.PROVIDER_MI,
    origin: str = "counted",
    contract: int = 1,
    as_at: datetime | None = None,
) -> dict[int, int | None]:
    """Give a measure's open cells of 2009 by month, at one level."""
    table = MeasureValue.__table__
    told = {
        "measure": measure,
        "category": category,
        "arrangement": arrangement,
        "band": band,
        "source": str(source),
        "origin": origin,
        "contract_id": contract,
    }
    query = select(table.c.month, table.c.value).where(
        *(table.c[name] == value for name, value in told.items())
    )
    with doors.scoped_session(store, OPERATOR) as session:
        rows = session.execute(as_known(query, table, as_at).order_by(table.c.month))
        return {month.month + 12 * (month.year - 2009): value for month, value in rows}


def cohorts(store: Store, measure: str, **level: Any) -> dict[tuple[int, int], int]:
    """Give a measure's open cohort counts by month of 2009 and months elapsed, at one level."""
    table = CohortCount.__table__
    told = {"measure": measure, "category": "all", "arrangement": "", "contract_id": 1} | level
    query = select(table.c.cohort, table.c.elapsed, table.c.people).where(
        *(table.c[name] == value for name, value in told.items())
    )
    with doors.scoped_session(store, OPERATOR) as session:
        rows = session.execute(as_known(query, table, None))
        return {(cohort.month, elapsed): people for cohort, elapsed, people in sorted(rows)}
