"""Which monthly cells does one publication affect, and what do they say now?"""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from db.models import FACTS
from db.publishing import counted
from db.publishing.cells import Cell, Figure, Moved, Region, rewrite, standing
from db.publishing.returned import returned_cells
from monitoring.vocabulary import WHOLE_CONTRACT, Origin, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy.orm import Session

    from db.publishing.counted import Span


def refresh(
    session: Session,
    dataset: str,
    source: Source,
    numbers: Mapping[int, int],
    months: Iterable[date],
) -> list[Moved]:
    """Recompute the cells a publication can affect.

    Returns
    -------
    The whole-contract figures of the dataset's own measures that moved; what merely follows from
    them (the caseload, a category borrowed from the starts) is no surprise of its own.
    """
    covered = sorted(set(months))
    moved: list[Moved] = []
    if dataset == "monthly_return":
        span = _touched(session, dataset, "month", numbers, covered)
        moved += _returned(session, source, numbers, span)
    if dataset in counted.BORROWING:
        counted.work_out_categories(session, sorted(numbers))
    for rules in counted.GROUPS.get(dataset, ()):
        span = _touched(session, dataset, rules[0].by, numbers, covered)
        moved += _counted(session, rules, source, numbers, span)
    _follow(session, dataset, source, numbers)
    return moved


def _follow(session: Session, dataset: str, source: Source, numbers: Mapping[int, int]) -> None:
    """Bring along the cells that follow from a dataset without being its own."""
    if dataset == "arrangements":  # they say which parts a whole is made of
        span = _all_months(session, "monthly_return", "month", numbers)
        for each in _sources(session, "monthly_return", numbers):
            _returned(session, each, numbers, span)
    if dataset == "starts":
        _borrowed(session, numbers)
    if dataset in {"starts", "exits"}:
        _caseload(session, source, numbers)


def _borrowed(session: Session, numbers: Mapping[int, int]) -> None:
    """Recount what takes its client's category from the starts."""
    sources = {name: _sources(session, name, numbers) for name in counted.BORROWING}
    if not any(sources.values()):
        return
    counted.work_out_categories(session, sorted(numbers))
    for dataset, each in sources.items():
        for source, rules in product(each, counted.GROUPS[dataset]):
            span = _all_months(session, dataset, rules[0].by, numbers)
            _counted(session, rules, source, numbers, span)


def _returned(
    session: Session, source: Source, numbers: Mapping[int, int], span: Span | None
) -> list[Moved]:
    if span is None:
        return []
    region = Region(numbers, (), source, Origin.RETURNED, *span)
    return rewrite(session, region, returned_cells(session, numbers, source, *span))


def _counted(
    session: Session,
    rules: Sequence[counted.Rule],
    source: Source,
    numbers: Mapping[int, int],
    span: Span | None,
) -> list[Moved]:
    if span is None:
        return []
    measures = tuple(rule.measure for rule in rules)
    region = Region(numbers, measures, source, Origin.COUNTED, *span)
    return rewrite(
        session, region, counted.counted_cells(session, rules, source, sorted(numbers), span)
    )


def _caseload(session: Session, source: Source, numbers: Mapping[int, int]) -> list[Moved]:
    """Work out who has started and not left at each month's end, from the counted cells."""
    ever = (date(1, 1, 1), date(9999, 12, 1))
    flows = standing(session, Region(numbers, ("starts", "exits"), source, Origin.COUNTED, *ever))
    region = Region(numbers, ("caseload",), source, Origin.COUNTED, *ever)
    return rewrite(session, region, caseload_cells(flows))


def caseload_cells(flows: Mapping[Cell, Figure]) -> dict[Cell, Figure]:
    """Give the caseload of every month with counted starts: starts less exits, to date."""
    by_group: dict[tuple[int, str], dict[date, int]] = {}
    for cell, figure in flows.items():
        if cell.arrangement == WHOLE_CONTRACT:
            change = (figure.value or 0) * (1 if cell.measure == "starts" else -1)
            months = by_group.setdefault((cell.contract_id, cell.category), {})
            months[cell.month] = months.get(cell.month, 0) + change
    known = {(cell.contract_id, cell.month) for cell in flows if cell.measure == "starts"}
    cells: dict[Cell, Figure] = {}
    for (contract_id, category), months in by_group.items():
        people = 0
        for month in sorted(months):
            people += months[month]
            if (contract_id, month) in known:
                cell = Cell(contract_id, "caseload", category, WHOLE_CONTRACT, "", month)
                cells[cell] = Figure(max(people, 0))
    return cells


def _touched(
    session: Session, dataset: str, by: str, numbers: Mapping[int, int], covered: list[date]
) -> Span | None:
    """Give the first and last month a publication changed or covers."""
    span = counted.days_touched(session, dataset, by, numbers)
    days = [*(span or ()), *covered]
    return (min(days).replace(day=1), max(days).replace(day=1)) if days else None


def _all_months(session: Session, dataset: str, by: str, numbers: Mapping[int, int]) -> Span | None:
    column = FACTS[dataset].c[by]
    ids = sorted(numbers)
    low, high = session.execute(
        select(func.min(column), func.max(column)).where(FACTS[dataset].c.contract_id.in_(ids))
    ).one()
    return (low.replace(day=1), high.replace(day=1)) if low else None


def _sources(session: Session, dataset: str, numbers: Mapping[int, int]) -> list[Source]:
    table = FACTS[dataset]
    rows: Any = session.scalars(
        select(table.c.source).where(table.c.contract_id.in_(sorted(numbers))).distinct()
    )
    return [Source(each) for each in sorted(rows)]
