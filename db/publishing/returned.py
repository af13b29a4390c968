"""Which monthly cells follow from a return's figures?

A blank arrangement means the whole contract and category ``all`` everybody. Where whole and parts
were both returned the whole stands; where only parts were, the whole is their sum if all of them
are there, else it is unknown (architecture section 3, whole and part).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import or_, select

from db.models import FACTS
from db.publishing.cells import Cell, Figure
from monitoring.periods import first_of
from monitoring.vocabulary import (
    ALL_CATEGORIES,
    OWN_DELIVERY,
    WHOLE_CONTRACT,
    MissingReason,
    Source,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from sqlalchemy.orm import Session

CATEGORY, ARRANGEMENT = "category", "arrangement"
WHOLES = {CATEGORY: ALL_CATEGORIES, ARRANGEMENT: WHOLE_CONTRACT}
"""The two ways of dividing a figure, and what stands for the whole."""

PARTS_OF_EVERYBODY = frozenset({"mandatory", "voluntary"})
UNKNOWN = Figure(None, str(MissingReason.PART_MISSING))


class Running(NamedTuple):
    """The months in which an arrangement with targets ran."""

    arrangement: str
    first: date
    last: date | None


@dataclass(frozen=True, slots=True)
class Expected:
    """Which parts a whole is made of: the arrangements with targets, and the prime's own."""

    running: Mapping[int, list[Running]] = field(default_factory=dict)

    def parts(self, cell: Cell, way: str) -> frozenset[str]:
        """Give the parts of a whole along one way of dividing."""
        if way == CATEGORY:
            return PARTS_OF_EVERYBODY
        return frozenset(
            {OWN_DELIVERY}
            | {
                each.arrangement
                for each in self.running.get(cell.contract_id, ())
                if each.first <= cell.month and (each.last is None or cell.month <= each.last)
            }
        )


class Difference(NamedTuple):
    """A whole that was returned beside parts that do not add up to it."""

    cell: Cell
    way: str
    whole: int
    parts: tuple[tuple[str, int], ...]


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
    return with_wholes(figures, expected_parts(session, ids))


def divided(session: Session, ids: Iterable[int], source: Source) -> list[int]:
    """Give the contracts of which a source ever returned a part beside the whole."""
    table = FACTS["monthly_return"]
    part = or_(table.c.client_category != ALL_CATEGORIES, table.c.arrangement != WHOLE_CONTRACT)
    rows = session.scalars(
        select(table.c.contract_id)
        .where(table.c.contract_id.in_(sorted(ids)), table.c.source == str(source), part)
        .distinct()
    )
    return sorted(rows)


def expected_parts(session: Session, ids: list[int]) -> Expected:
    """Give the arrangements of each contract that have targets: those a whole is made of."""
    table = FACTS["arrangements"]
    found: dict[int, list[Running]] = defaultdict(list)
    rows = session.execute(
        select(table.c.contract_id, table.c.arrangement, table.c.starts_on, table.c.ends_on).where(
            table.c.contract_id.in_(ids), table.c.known_to.is_(None), table.c.has_targets
        )
    )
    for contract_id, arrangement, starts_on, ends_on in rows:
        last = first_of(ends_on) if ends_on else None
        found[contract_id].append(Running(arrangement, first_of(starts_on), last))
    return Expected(found)


def with_wholes(figures: Mapping[Cell, Figure], expected: Expected) -> dict[Cell, Figure]:
    """Add the wholes that were not returned but follow from their parts, either way."""
    complete = dict(figures)
    for way in (CATEGORY, ARRANGEMENT):
        for cell, parts in _divided(complete, way).items():
            if cell not in figures and complete.get(cell, UNKNOWN).value is None:
                complete[cell] = _sum_of(parts, expected.parts(cell, way))
    return complete


def differences(figures: Mapping[Cell, Figure], expected: Expected) -> list[Difference]:
    """Give the wholes whose parts disagree: all there and adding up to something else, or above it.

    Parts that were not all returned can only be too many.
    """
    found = []
    for way in (CATEGORY, ARRANGEMENT):
        for cell, parts in _divided(figures, way).items():
            whole = figures.get(cell, UNKNOWN).value
            known = {name: each.value for name, each in parts.items() if each.value is not None}
            total = sum(known.values())
            everything = expected.parts(cell, way) <= set(known)
            if whole is not None and (total > whole or (everything and total != whole)):
                found.append(Difference(cell, way, whole, tuple(sorted(known.items()))))
    return sorted(found)


def _divided(figures: Mapping[Cell, Figure], way: str) -> dict[Cell, dict[str, Figure]]:
    """Give the parts of each whole that has any, along one way of dividing."""
    groups: dict[Cell, dict[str, Figure]] = defaultdict(dict)
    for cell, figure in figures.items():
        name = cell.category if way == CATEGORY else cell.arrangement
        if name != WHOLES[way]:
            groups[_whole_of(cell, way)][name] = figure
    return groups


def _whole_of(cell: Cell, way: str) -> Cell:
    if way == CATEGORY:
        return cell._replace(category=ALL_CATEGORIES)
    return cell._replace(arrangement=WHOLE_CONTRACT)


def _sum_of(parts: Mapping[str, Figure], needed: frozenset[str]) -> Figure:
    """Give the sum of all parts, unknown unless all that are needed are there with a value."""
    values = [figure.value for figure in parts.values() if figure.value is not None]
    everything = needed <= set(parts) and len(values) == len(parts)
    return Figure(sum(values)) if everything else UNKNOWN
