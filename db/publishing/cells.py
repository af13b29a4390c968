"""How do monthly cells follow the rows: which are new, which change, which go?

A region (contracts, measures, one source, one origin, months) is worked out afresh and compared
with the cells that stand open in it. Only what differs is closed and added.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select, true

from db.models import MeasureValue
from db.publishing.versions import Versioned
from monitoring.vocabulary import (
    ALL_CATEGORIES,
    OWN_DELIVERY,
    WHOLE_CONTRACT,
    Origin,
    Source,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy.orm import Session


class Cell(NamedTuple):
    """Which monthly figure: everything that tells one cell from another."""

    contract_id: int
    measure: str
    category: str
    arrangement: str
    band: str
    month: date


class Figure(NamedTuple):
    """What a cell says: a value, or why there is none."""

    value: int | None
    missing_reason: str = ""


CELLS = Versioned("measure_value", (*Cell._fields, "source", "origin"), Figure._fields)


@dataclass(frozen=True, slots=True)
class Region:
    """The cells one publication can affect."""

    numbers: Mapping[int, int]  # contract number to its new publication
    measures: tuple[str, ...]  # empty: every measure of this source and origin
    source: Source
    origin: Origin
    first: date
    last: date


class Moved(NamedTuple):
    """A whole-contract figure that stood before and stands otherwise, or newly, now."""

    contract_id: int
    measure: str
    month: date
    before: int | None
    after: int | None


def levels(category: str | None, arrangement: str | None) -> list[tuple[str, str]]:
    """Give every category and arrangement a client's row counts in.

    A blank arrangement is the prime's own delivery; None stands for rows that name none.
    """
    kinds = {ALL_CATEGORIES, category or ALL_CATEGORIES}
    parts = {WHOLE_CONTRACT}
    if arrangement is not None:
        parts.add(arrangement or OWN_DELIVERY)
    return list(product(kinds, parts))


def standing(session: Session, region: Region) -> dict[Cell, Figure]:
    """Give the cells of the region that are open now."""
    found: dict[Cell, Figure] = {}
    ids = sorted(region.numbers)
    columns = (
        MeasureValue.contract_id,
        MeasureValue.measure,
        MeasureValue.category,
        MeasureValue.arrangement,
        MeasureValue.band,
        MeasureValue.month,
        MeasureValue.value,
        MeasureValue.missing_reason,
    )
    for start in range(0, len(ids), 500):
        rows = session.execute(
            select(*columns).where(
                MeasureValue.contract_id.in_(ids[start : start + 500]),
                MeasureValue.measure.in_(region.measures) if region.measures else true(),
                MeasureValue.source == str(region.source),
                MeasureValue.origin == str(region.origin),
                MeasureValue.month.between(region.first, region.last),
                MeasureValue.known_to.is_(None),
            )
        )
        for row in rows:
            found[Cell(*row[:6])] = Figure(row[6], row[7])
    return found


def rewrite(session: Session, region: Region, wanted: Mapping[Cell, Figure]) -> list[Moved]:
    """Bring the region's cells to what is wanted, and say which whole-contract figures moved."""
    before = standing(session, region)
    said = (str(region.source), str(region.origin))
    moved = CELLS.follow(
        session.connection(),
        region.numbers,
        {(*cell, *said): figure for cell, figure in before.items()},
        {(*cell, *said): figure for cell, figure in wanted.items()},
    )
    nothing = Figure(None)
    return [
        Moved(
            cell.contract_id,
            cell.measure,
            cell.month,
            before.get(cell, nothing).value,
            wanted.get(cell, nothing).value,
        )
        for cell in (Cell(*key[: len(Cell._fields)]) for key in moved)
        if (cell.category, cell.arrangement, cell.band) == (ALL_CATEGORIES, WHOLE_CONTRACT, "")
    ]
