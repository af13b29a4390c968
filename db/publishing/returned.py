"""Which monthly cells follow from a return's figures?

A blank arrangement means the whole contract and category ``all`` everybody. Where whole and parts
were both returned the whole stands; where only parts were, the whole is their sum if all of them
are there, else it is unknown (architecture section 3, whole and part).
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import select

from db.models import FACTS
from db.publishing.cells import Cell, Figure
from monitoring.vocabulary import (
    ALL_CATEGORIES,
    OWN_DELIVERY,
    WHOLE_CONTRACT,
    MissingReason,
    Source,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from sqlalchemy.orm import Session

PARTS_OF_EVERYBODY = ("mandatory", "voluntary")
UNKNOWN = Figure(None, str(MissingReason.PART_MISSING))


def returned_cells(
    session: Session, contract_ids: Iterable[int], source: Source, first: date, last: date
) -> dict[Cell, Figure]:
    """Give every cell the open rows of the monthly returns make in these months."""
    table = FACTS["monthly_return"]
    ids = sorted(set(contract_ids))
    figures: dict[Cell, Figure] = {}
    for start in range(0, len(ids), 500):
        rows = session.execute(
            select(
                table.c.contract_id,
                table.c.measure,
                table.c.client_category,
                table.c.arrangement,
                table.c.month,
                table.c.value,
                table.c.missing_reason,
            ).where(
                table.c.contract_id.in_(ids[start : start + 500]),
                table.c.source == str(source),
                table.c.known_to.is_(None),
                table.c.month.between(first, last),
            )
        )
        for contract_id, measure, category, arrangement, month, value, why in rows:
            cell = Cell(contract_id, measure, category, arrangement or WHOLE_CONTRACT, "", month)
            figures[cell] = Figure(value, "" if value is not None else why or "not_returned")
    return with_wholes(figures, arrangements_expected(session, ids))


def arrangements_expected(session: Session, ids: list[int]) -> dict[int, frozenset[str]]:
    """Give the arrangements of each contract that have targets: those a whole is made of."""
    table = FACTS["arrangements"]
    found: dict[int, set[str]] = defaultdict(set)
    rows = session.execute(
        select(table.c.contract_id, table.c.arrangement).where(
            table.c.contract_id.in_(ids), table.c.known_to.is_(None), table.c.has_targets
        )
    )
    for contract_id, arrangement in rows:
        found[contract_id].add(arrangement)
    return {contract_id: frozenset(codes | {OWN_DELIVERY}) for contract_id, codes in found.items()}


def with_wholes(
    figures: Mapping[Cell, Figure], expected: Mapping[int, frozenset[str]]
) -> dict[Cell, Figure]:
    """Add the wholes that were not returned but follow from their parts."""
    complete = dict(figures)
    _add_wholes(complete, "category", lambda _: frozenset(PARTS_OF_EVERYBODY), ALL_CATEGORIES)
    _add_wholes(
        complete,
        "arrangement",
        lambda cell: expected.get(cell.contract_id, frozenset()),
        WHOLE_CONTRACT,
    )
    return complete


def _whole_of(cell: Cell, part: str, whole: str) -> Cell:
    """Give the cell a part belongs to, along one way of dividing."""
    if part == "category":
        return cell._replace(category=whole)
    return cell._replace(arrangement=whole)


def _add_wholes(
    figures: dict[Cell, Figure], part: str, parts_of: Callable[[Cell], frozenset[str]], whole: str
) -> None:
    """Add, along one way of dividing, each whole that has parts and was not returned."""
    groups: dict[Cell, dict[str, Figure]] = defaultdict(dict)
    for cell, figure in figures.items():
        if getattr(cell, part) != whole:
            groups[_whole_of(cell, part, whole)][getattr(cell, part)] = figure
    for cell, parts in groups.items():
        if cell not in figures:
            needed = parts_of(cell)
            values = [parts[name].value if name in parts else None for name in needed]
            known = [value for value in values if value is not None]
            everything = bool(needed) and len(known) == len(needed) and set(parts) <= needed
            figures[cell] = Figure(sum(known)) if everything else UNKNOWN
