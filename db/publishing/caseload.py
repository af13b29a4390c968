"""How many people had started and not left at the end of each month?

Source: architecture section 3, counted measures; requirements.md C.6 M27 (client months).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import func, literal, select

from db.models import FACTS
from db.publishing import events
from db.publishing.cells import Cell, Figure, levels
from db.publishing.counted import month_named, month_of
from db.publishing.ways import EVER
from monitoring.periods import add_months
from monitoring.vocabulary import WHOLE_CONTRACT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from sqlalchemy.orm import Session

    from db.publishing.ways import Stretch

MEASURES = ("caseload", "client_months")


class Group(NamedTuple):
    """The people one line of caseload figures is about."""

    contract_id: int
    category: str
    arrangement: str


Flows = dict[Group, Counter["date"]]
"""By how many people the caseload of each group rises or falls in each month."""


def caseload_cells(
    session: Session, starts: Mapping[Cell, Figure], stretches: Iterable[Stretch]
) -> dict[Cell, Figure]:
    """Give caseload and client months of every month the counted starts cover.

    Parameters
    ----------
    session
        A publisher's session.
    starts
        The counted starts of the contracts, every level and month.
    stretches
        The contracts with the ways in which their starts are counted.
    """
    flows = _arrivals(starts)
    _take_out_the_left(session, flows, stretches)
    covered: dict[int, set[date]] = defaultdict(set)
    for cell in starts:
        if cell.arrangement == WHOLE_CONTRACT:
            covered[cell.contract_id].add(cell.month)
    cells: dict[Cell, Figure] = {}
    for group, months in flows.items():
        people = 0
        for month in sorted(covered[group.contract_id] | set(months)):
            people += months[month]
            if month in covered[group.contract_id]:
                for measure in MEASURES:
                    cells[_cell(group, measure, month)] = Figure(people)
    return cells


def _cell(group: Group, measure: str, month: date) -> Cell:
    return Cell(group.contract_id, measure, group.category, group.arrangement, "", month)


def _arrivals(starts: Mapping[Cell, Figure]) -> Flows:
    flows: Flows = defaultdict(Counter)
    for cell, figure in starts.items():
        if cell.band:
            continue
        group = Group(cell.contract_id, cell.category, cell.arrangement)
        flows[group][cell.month] += figure.value or 0
    return flows


def _take_out_the_left(session: Session, flows: Flows, stretches: Iterable[Stretch]) -> None:
    """Lower the caseload in the month each person left, or at once if they left before."""
    for stretch in stretches:
        for contract_id, start, end, category, arrangement, people in _leavers(session, stretch):
            month = max(month_named(start), month_named(end))
            for kind, part in levels(category, arrangement or ""):
                flows[Group(contract_id, kind, part)][month] -= people


def _leavers(session: Session, stretch: Stretch) -> Iterable[Any]:
    """Count who started and left: contract, months of start and exit, category, arrangement."""
    exits = FACTS["exits"]
    standing = events.standing_rows(exits, stretch.ids)
    if session.scalar(select(literal(1)).where(standing).limit(1)) is None:
        return []
    begun = events.starts(stretch.ids, stretch.way)
    who = (begun.c.contract_id, begun.c.client_id, begun.c.referred_on)
    said = (begun.c.day, begun.c.category, begun.c.arrangement)
    left = (
        select(*who, *said, func.min(exits.c.exited_on).label("left_on"))
        .join_from(begun, exits, events.belongs(exits, begun, exits.c.exited_on))
        .where(
            standing,
            begun.c.day >= stretch.first,
            begun.c.day < add_months(min(stretch.last, EVER[1]), 1),
        )
        .group_by(*who, *said)
        .subquery("left")
    )
    connection = session.connection()
    months = [month_of(connection, left.c[name]) for name in ("day", "left_on")]
    keys = (left.c.contract_id, *months, left.c.category, left.c.arrangement)
    return session.execute(select(*keys, func.count()).group_by(*keys))
