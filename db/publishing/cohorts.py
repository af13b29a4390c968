"""How many of the people who started in a month had reached an outcome by so many months later?

A cohort is the starts of one month. ``people`` is cumulative: how many of the cohort had reached
the measure by the end of the month ``elapsed`` months after the cohort's own (0: the same month),
each start counted once, at its first event. A row stands only where the number rises, so the count
at any month is that of the last row not after it. The measure ``starts`` at 0 is the cohort's size.
A cohort is counted under the rules in force on the first day of its month.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Integer, func, literal, select

from db.models import FACTS, CohortCount
from db.publishing import counted, events
from db.publishing.cells import levels
from db.publishing.counted import month_named, month_of
from db.publishing.versions import Versioned
from monitoring.periods import add_months, ordinal
from monitoring.vocabulary import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from db.publishing.cells import Cell, Figure
    from db.publishing.counted import Rule
    from db.publishing.ways import Stretch

OF_DATASET = {
    counted.STARTS: ("starts",),
    "employment": ("job_starts",),
    counted.CLAIMS: counted.OUTCOMES,
    "appointments": ("wfi_5",),
}
"""What a cohort may reach, by the dataset that tells of it."""

MEASURES = tuple(measure for measures in OF_DATASET.values() for measure in measures)
MINE = Source.PROVIDER_MI


class Reached(NamedTuple):
    """One number of a cohort: everything that tells it from another."""

    contract_id: int
    measure: str
    category: str
    arrangement: str
    cohort: date
    elapsed: int


COHORTS = Versioned("cohort_count", (*Reached._fields, "band", "source"), ("people",))


def refresh(
    session: Session,
    numbers: Mapping[int, int],
    measures: Sequence[str],
    stretches: Iterable[Stretch],
    starts: Mapping[Cell, Figure],
) -> None:
    """Work out some measures of the contracts' cohorts afresh; only what changes is written.

    Parameters
    ----------
    session
        A publisher's session.
    numbers
        The new publication of each contract.
    measures
        Some of ``MEASURES``.
    stretches
        The contracts with the ways in which they are counted.
    starts
        The counted starts of the contracts, every level and month.
    """
    steps = _sizes(starts) if "starts" in measures else Counter()
    for stretch in stretches:
        for dataset, told in OF_DATASET.items():
            if dataset != counted.STARTS and set(told) & set(measures):
                steps.update(_steps(session, dataset, stretch))
    wanted = {
        (*reached, "", str(MINE)): (people,)
        for reached, people in _cumulative(steps).items()
        if reached.measure in measures
    }
    before = _standing(session, sorted(numbers), measures)
    COHORTS.follow(session.connection(), numbers, before, wanted)


def _standing(
    session: Session, ids: Sequence[int], measures: Sequence[str]
) -> dict[tuple[Any, ...], tuple[int]]:
    table = CohortCount.__table__.c
    found: dict[tuple[Any, ...], tuple[int]] = {}
    for start in range(0, len(ids), 500):
        rows = session.execute(
            select(*(table[name] for name in COHORTS.key), table.people).where(
                table.contract_id.in_(ids[start : start + 500]),
                table.measure.in_(measures),
                table.source == str(MINE),
                table.known_to.is_(None),
            )
        )
        found |= {tuple(row[:-1]): (row[-1],) for row in rows}
    return found


def _sizes(starts: Mapping[Cell, Figure]) -> Counter[Reached]:
    """Give the size of every cohort from the counted starts."""
    return Counter(
        {
            Reached(
                cell.contract_id, cell.measure, cell.category, cell.arrangement, cell.month, 0
            ): figure.value
            for cell, figure in starts.items()
            if figure.value and not cell.band
        }
    )


def _steps(session: Session, dataset: str, stretch: Stretch) -> Counter[Reached]:
    """Give by how much each cohort's numbers rise in each month after its start."""
    steps: Counter[Reached] = Counter()
    for rule in counted.rules_of(dataset, MINE, stretch.way):
        if rule.measure in OF_DATASET[dataset]:
            for row in _finest(session, dataset, rule, stretch):
                contract_id, began, reached, category, arrangement, people = row
                cohort = month_named(began)
                elapsed = ordinal(month_named(reached)) - ordinal(cohort)
                for kind, part in levels(category, arrangement or ""):
                    steps[Reached(contract_id, rule.measure, kind, part, cohort, elapsed)] += people
    return steps


def _finest(session: Session, dataset: str, rule: Rule, stretch: Stretch) -> Iterable[Any]:
    """Count in the engine: contract, months of start and event, category, arrangement, people."""
    fact = FACTS[dataset]
    standing = [
        events.standing_rows(fact, stretch.ids, MINE),
        *counted.conditions(fact, rule),
    ]
    if session.scalar(select(literal(1, Integer)).where(*standing).limit(1)) is None:
        return []
    begun = events.starts(stretch.ids, stretch.way)
    day = fact.c[counted.dated_by(dataset, MINE, stretch.way)]
    said = (begun.c.contract_id, begun.c.day, begun.c.category, begun.c.arrangement)
    who = (*said, begun.c.client_id, begun.c.referred_on)
    first = (
        select(*said, func.min(day).label("reached_on"))
        .join_from(begun, fact, events.belongs(fact, begun, day))
        .where(
            *standing,
            day >= begun.c.day,
            begun.c.day >= stretch.first,
            begun.c.day < add_months(stretch.last, 1),
        )
        .group_by(*who)
        .subquery("first")
    )
    connection = session.connection()
    months = [month_of(connection, first.c[name]) for name in ("day", "reached_on")]
    keys = (first.c.contract_id, *months, first.c.category, first.c.arrangement)
    return session.execute(select(*keys, func.count()).group_by(*keys))


def _cumulative(steps: Mapping[Reached, int]) -> dict[Reached, int]:
    """Add each cohort's rises up, month by month."""
    by_cohort: dict[Reached, list[tuple[int, int]]] = defaultdict(list)
    for step, people in steps.items():
        by_cohort[step._replace(elapsed=0)].append((step.elapsed, people))
    found: dict[Reached, int] = {}
    for cohort, rises in by_cohort.items():
        total = 0
        for elapsed, people in sorted(rises):
            total += people
            found[cohort._replace(elapsed=elapsed)] = total
    return found
