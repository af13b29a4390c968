"""Which figures were proposed and agreed for a contract, and what do the sources say by now?"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from db.models import AgreedStep
from db.queries import figures
from db.queries.figures import Level
from db.queries.governance import written
from db.queries.governance.written import writer
from monitoring.agreed_figures import Did, Figure, Rests, Step, needs
from monitoring.vocabulary import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from monitoring.programmes import Programme
    from monitoring.vocabulary import Role

Key = tuple[str, str, str, "date"]
"""Contract, measure, category and month of a figure."""


def figures_of(
    session: Session,
    contracts: Mapping[int, str],
    programme: Programme,
    as_at: datetime | None = None,
) -> list[Figure]:
    """Give every figure of some contracts of a programme as last proposed, by month and measure."""
    order = ("contract_id", "month", "measure", "category", "step")
    rows = written.rows(session, AgreedStep, contracts, as_at, *order)
    own: dict[Key, list[Any]] = defaultdict(list)
    for row in rows:
        own[contracts[row.contract_id], row.measure, row.category, row.month].append(row)
    known = programme.by_code
    return [
        standing(contract, found, needs(known[measure].owner))
        for (contract, measure, *_), found in own.items()
        if measure in known
    ]


def standing(contract: str, rows: list[Any], signing: tuple[Role, ...]) -> Figure:
    """Give a figure from its last proposal on; the steps of earlier ones stay to be read."""
    last = max(at for at, row in enumerate(rows) if row.did == Did.PROPOSED)
    first = rows[last]
    return Figure(
        contract=contract,
        measure=first.measure,
        category=first.category,
        month=first.month,
        value=first.value,
        rests_on=tuple(Rests(**told) for told in first.rests_on),
        steps=tuple(
            Step(
                did=Did(row.did),
                by=row.by_user,
                who=writer(row),
                at=row.at,
                role=row.role,
                text=row.text,
            )
            for row in rows[last:]
        ),
        needs=signing,
        answer_by=first.answer_by,
    )


def sources_now(
    session: Session,
    contracts: Mapping[int, str],
    measures: Iterable[str],
    category: str,
    as_at: datetime | None = None,
) -> dict[tuple[str, str, date], tuple[Rests, ...]]:
    """Give what each source says of some measures, by contract, measure and month."""
    cells = figures.cells(session, list(contracts), measures, Level(category), as_at)
    found: dict[tuple[str, str, date], list[Rests]] = defaultdict(list)
    for row in cells[cells["source"] != Source.AGREED.value].itertuples(index=False):
        cell: Any = row
        told = Rests(
            cell.source, cell.origin, _whole(cell.submission), _whole(cell.value)
        )
        found[cell.contract, cell.measure, cell.month.date()].append(told)
    return {key: tuple(rests) for key, rests in found.items()}


def _whole(value: float) -> int | None:
    return None if value != value else int(value)  # noqa: PLR0124 - NaN is the one that differs
