"""How do monthly cells follow the rows: which are new, which change, which go?

A region (contracts, measures, one source, one origin, months) is worked out afresh and compared
with the cells that stand open in it. Only what differs is closed and added.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Connection, select, true

from db.models import MeasureValue
from monitoring.vocabulary import (
    ALL_CATEGORIES,
    OWN_DELIVERY,
    WHOLE_CONTRACT,
    Origin,
    Source,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
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
    gone = [cell for cell in before if cell not in wanted]
    other = [cell for cell, figure in wanted.items() if before.get(cell) != figure]
    _close(session.connection(), region, [*gone, *(cell for cell in other if cell in before)])
    _add(session.connection(), region, {cell: wanted[cell] for cell in other})
    nothing = Figure(None)
    return [
        Moved(
            cell.contract_id,
            cell.measure,
            cell.month,
            before.get(cell, nothing).value,
            wanted.get(cell, nothing).value,
        )
        for cell in (*gone, *other)
        if (cell.category, cell.arrangement, cell.band) == (ALL_CATEGORIES, WHOLE_CONTRACT, "")
    ]


def _close(connection: Connection, region: Region, cells: Iterable[Cell]) -> None:
    rows = [
        (
            region.numbers[cell.contract_id],
            cell.contract_id,
            cell.measure,
            cell.category,
            cell.arrangement,
            cell.band,
            str(region.source),
            str(region.origin),
            _day(connection, cell),
        )
        for cell in cells
    ]
    _many(
        connection,
        "UPDATE measure_value SET known_to = {0} WHERE contract_id = {0} AND measure = {0} "
        "AND category = {0} AND arrangement = {0} AND band = {0} AND source = {0} "
        "AND origin = {0} AND month = {0} AND known_to IS NULL",
        rows,
    )


def _add(connection: Connection, region: Region, cells: Mapping[Cell, Figure]) -> None:
    rows = [
        (
            cell.contract_id,
            cell.measure,
            cell.category,
            cell.arrangement,
            cell.band,
            str(region.source),
            str(region.origin),
            _day(connection, cell),
            region.numbers[cell.contract_id],
            figure.value,
            figure.missing_reason,
        )
        for cell, figure in cells.items()
    ]
    _many(
        connection,
        "INSERT INTO measure_value (contract_id, measure, category, arrangement, band, source, "
        "origin, month, known_from, value, missing_reason) "
        "VALUES ({0}, {0}, {0}, {0}, {0}, {0}, {0}, {0}, {0}, {0}, {0})",
        rows,
    )


def _day(connection: Connection, cell: Cell) -> Any:  # noqa: ANN401 - text on one engine, a date on the other
    return cell.month.isoformat() if connection.dialect.name == "sqlite" else cell.month


def _many(connection: Connection, statement: str, rows: list[tuple[Any, ...]]) -> None:
    """Run one statement for many rows through the driver's own cursor."""
    if rows:
        mark = "?" if connection.dialect.name == "sqlite" else "%s"
        connection.connection.cursor().executemany(statement.replace("{0}", mark), rows)
