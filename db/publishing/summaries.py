"""Which monthly cells does one publication affect, and what do they say now?"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from db.models import FACTS
from db.publishing import bands, cohorts, counted, derived
from db.publishing.caseload import MEASURES as OF_CASELOAD
from db.publishing.caseload import caseload_cells
from db.publishing.cells import Cell, Figure, Moved, Region, rewrite, standing
from db.publishing.clients import Clients
from db.publishing.returned import returned_cells
from db.publishing.ways import EVER, Ways, ways_of
from db.queries.destroyed import without_people
from monitoring.vocabulary import Origin, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from db.publishing.ways import Span, Way
    from monitoring.programmes import Programme


@dataclass
class Summing:
    """One publication's summing up: which contracts, under which numbers, counted in which ways.

    ``moved`` gathers every whole-contract figure that moved, whatever moved it.
    """

    session: Session
    numbers: Mapping[int, int]  # contract number to its new publication
    programmes: Mapping[str, Programme]
    moved: list[Moved] = field(default_factory=list)

    @cached_property
    def ways(self) -> Ways:
        """Give the ways in which the contracts are counted."""
        return ways_of(self.session, self.numbers, self.programmes)

    @cached_property
    def clients(self) -> Clients:
        """Give what is known of the contracts' clients."""
        return Clients(self.session, self.ids)

    @property
    def ids(self) -> list[int]:
        """Give the numbers of the contracts."""
        return sorted(self.numbers)

    @cached_property
    def countable(self) -> Summing:
        """Give the same without contracts whose rows about people were destroyed.

        What was counted from those rows stands for good: counted again it would be nought.
        """
        gone = without_people(self.session, self.numbers)
        return self.some(set(self.numbers) - gone) if gone else self

    def some(self, ids: Iterable[int]) -> Summing:
        """Give the same for some of the contracts."""
        wanted = set(ids)
        numbers = {number: step for number, step in self.numbers.items() if number in wanted}
        return Summing(self.session, numbers, self.programmes, self.moved)

    def rewrite(self, region: Region, wanted: Mapping[Cell, Figure]) -> list[Moved]:
        """Bring a region's cells to what is wanted, and say what moved."""
        moved = rewrite(self.session, region, wanted)
        self.moved += moved
        return moved


def refresh(summing: Summing, dataset: str, source: Source, months: Iterable[date]) -> list[Moved]:
    """Recompute the cells a publication of a dataset can affect.

    Returns
    -------
    The whole-contract figures of the dataset's own measures that moved; what merely follows from
    them (the caseload, a category borrowed from the starts) is no surprise of its own.
    """
    covered = sorted(set(months))
    moved: list[Moved] = []
    if dataset == "monthly_return":
        moved += _returned(summing, source, _touched(summing, dataset, "month", covered))
    if dataset in counted.MEASURES:
        moved += _counted(summing, dataset, source, _span(summing, dataset, source, covered))
    _follow(summing, dataset, source)
    return moved


def recount(summing: Summing) -> None:
    """Recompute what depends on the contracts' rules, after one of them was changed."""
    for dataset in (counted.STARTS, counted.CLAIMS):
        for source in _sources(summing, dataset):
            _counted(summing, dataset, source, EVER)
    _people(summing, cohorts.MEASURES)


def _follow(summing: Summing, dataset: str, source: Source) -> None:
    """Bring along the cells that follow from a dataset without being its own."""
    if dataset in derived.MADE_FROM:
        derived.refresh(summing.session, summing.numbers, summing.programmes)
    if dataset == "arrangements":  # they say which parts a whole is made of
        span = _all_months(summing, "monthly_return", "month")
        for each in _sources(summing, "monthly_return"):
            _returned(summing, each, span)
    if dataset == counted.STARTS:
        _borrowed(summing)
    if dataset == "readiness":
        by_band(summing)
    if source is Source.PROVIDER_MI:
        _starts_that_follow(summing, dataset)


def by_band(summing: Summing) -> None:
    """Recount everything of the contracts that are, or were, counted by readiness band."""
    wanted = summing.clients.banded | bands.counted_by_band(summing.session, summing.ids)
    if wanted:
        some = summing.some(wanted)
        for dataset in counted.MEASURES:
            for source in _sources(some, dataset):
                _counted(some, dataset, source, EVER)


def _starts_that_follow(summing: Summing, dataset: str) -> None:
    """Recount the starts that another dataset decides, and the people who follow from them."""
    if dataset == counted.STARTS:
        _people(summing, cohorts.MEASURES)
        return
    decided = summing.ways.where(lambda way: dataset in _deciding_starts(way))
    if decided:  # a figure is written once a publication: starts first, then who follows from them
        _counted(summing.some(decided), counted.STARTS, Source.PROVIDER_MI, EVER)
        _people(summing.some(decided), cohorts.MEASURES)
    others = summing.some(set(summing.ids) - set(decided))
    if others.ids and (dataset == "exits" or dataset in cohorts.OF_DATASET):
        _people(others, cohorts.OF_DATASET.get(dataset, ()), caseload=dataset == "exits")


def _deciding_starts(way: Way) -> set[str]:
    """Give the datasets besides the starts that say which starts there were."""
    interviews = {"appointments"} if way.start_event == "wfi1_attended" else set()
    return interviews | (set() if way.ineligible_counts else {"exits"})


def _borrowed(summing: Summing) -> None:
    """Recount what takes its client's category from the starts."""
    for dataset in counted.BORROWING:
        for source in _sources(summing, dataset):
            _counted(summing, dataset, source, EVER)


def _returned(summing: Summing, source: Source, span: Span | None) -> list[Moved]:
    if span is None:
        return []
    session, numbers = summing.session, summing.numbers
    region = Region(numbers, (), source, Origin.RETURNED, *span)
    return summing.rewrite(region, returned_cells(session, numbers, source, *span))


def _counted(summing: Summing, dataset: str, source: Source, span: Span | None) -> list[Moved]:
    summing = summing.countable
    if span is None or not summing.ids:
        return []
    stretches = summing.ways.stretches(span, counted.deciding(dataset))
    region = Region(summing.numbers, counted.MEASURES[dataset], source, Origin.COUNTED, *span)
    cells = counted.counted_cells(summing.clients, dataset, source, stretches, span)
    return summing.rewrite(region, cells)


def _people(summing: Summing, reached: Sequence[str], *, caseload: bool = True) -> None:
    """Work out who is on the programme at each month's end, and how far each cohort has come."""
    summing = summing.countable
    if not summing.ids:
        return
    session, numbers, mine = summing.session, summing.numbers, Source.PROVIDER_MI
    starts = standing(session, Region(numbers, (counted.STARTS,), mine, Origin.COUNTED, *EVER))
    if caseload:
        stretches = summing.ways.stretches(EVER, counted.deciding(counted.STARTS))
        region = Region(numbers, OF_CASELOAD, mine, Origin.COUNTED, *EVER)
        summing.rewrite(region, caseload_cells(session, starts, stretches))
    if reached:
        cohorts.refresh(session, numbers, reached, summing.ways.stretches(EVER), starts)


def _span(summing: Summing, dataset: str, source: Source, covered: list[date]) -> Span | None:
    """Give the months a publication can move: all of them where a contract counts its own way."""
    if summing.ways.where(lambda way: not counted.is_usual(dataset, source, way)):
        return EVER
    return _touched(summing, dataset, counted.DATED[dataset], covered)


def _touched(summing: Summing, dataset: str, by: str, covered: list[date]) -> Span | None:
    """Give the first and last month a publication changed or covers."""
    span = counted.days_touched(summing.session, dataset, by, summing.numbers)
    days = [*(span or ()), *covered]
    return (min(days).replace(day=1), max(days).replace(day=1)) if days else None


def _all_months(summing: Summing, dataset: str, by: str) -> Span | None:
    column = FACTS[dataset].c[by]
    low, high = summing.session.execute(
        select(func.min(column), func.max(column)).where(
            FACTS[dataset].c.contract_id.in_(summing.ids)
        )
    ).one()
    return (low.replace(day=1), high.replace(day=1)) if low else None


def _sources(summing: Summing, dataset: str) -> list[Source]:
    table = FACTS[dataset]
    rows: Any = summing.session.scalars(
        select(table.c.source).where(table.c.contract_id.in_(summing.ids)).distinct()
    )
    return [Source(each) for each in sorted(rows)]
