"""What stands in a store: open rows and cells, whatever the publications they came by."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from sqlalchemy import Table, select

from db import doors
from db.models import Base

if TYPE_CHECKING:
    from db.store import Store

HOW = {"known_from", "known_to", "row_id"}
VERSIONED = [table for table in Base.metadata.sorted_tables if "known_to" in table.c]


def stands(store: Store, contract_id: int | None = None) -> dict[str, Counter[Any]]:
    """Give what is open in every table of facts and figures, each row as often as it stands."""
    with doors.owner(store) as session:
        return {
            table.name: found
            for table in VERSIONED
            if (found := Counter(_rows(session, table, contract_id)))
        }


def _rows(session: Any, table: Table, contract_id: int | None) -> list[Any]:
    names = [column.name for column in table.columns if column.name not in HOW]
    query = select(*(table.c[name] for name in names)).where(table.c.known_to.is_(None))
    if contract_id is not None:
        query = query.where(table.c.contract_id == contract_id)
    return [tuple(row) for row in session.execute(query)]
