"""Does a file of client rows name people by the reference the other record uses?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, and_, func, select

from db.models import FACTS
from monitoring import datasets
from monitoring.findings import Problem, attention
from monitoring.narrative.sources import NAMES
from monitoring.periods import add_months
from monitoring.same_references import Overlap
from monitoring.vocabulary import Source

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from db.publishing.bench import Bench
    from db.publishing.changes import Comparison

REFERRALS, STARTS = "referrals", "starts"
OTHER = {REFERRALS: (STARTS, Source.PROVIDER_MI)}
"""The record a dataset's people are looked for in; all but the referrals in the referrals."""

BY_REFERRAL = (REFERRALS, STARTS)
"""Datasets dated by the referral, so that their months can be compared."""


def different_references(bench: Bench) -> list[Problem]:
    """Note each contract in which under half of a file's people are in the other record."""
    comparison = bench.comparison
    name = comparison.dataset.name
    if "client_id" not in comparison.stage.c or name == "references":
        return []
    other, source = OTHER.get(name, (REFERRALS, Source.LMS))
    titles = [
        f"{datasets.dataset(each).title.lower()} from {NAMES[whose]}"
        for each, whose in ((name, Source(comparison.source)), (other, source))
    ]
    found = []
    for number in sorted(bench.touched):
        overlap = _overlap(comparison, number, other, source, bench.months.get(number, ()))
        if overlap.differ:
            said = overlap.sentence(*titles)
            message = f"Contract {bench.names[number]}: {said}"
            found.append(attention("different_references", message, column="client_ref"))
    return found


def _overlap(
    comparison: Comparison, number: int, other: str, source: Source, months: Iterable[date]
) -> Overlap:
    """Count the people of a contract in the file, in the other record, and in both."""
    stage, fact = comparison.stage, FACTS[other]
    own = stage.c.contract_id == number
    theirs = [
        fact.c.contract_id == number,
        fact.c.source == source.value,
        fact.c.known_to.is_(None),
        *_of_months(comparison.dataset.name, fact.c.referred_on, sorted(months)),
    ]
    both = and_(own, stage.c.client_id == fact.c.client_id, *theirs)
    count = comparison.connection.scalar
    return Overlap(
        count(select(func.count(stage.c.client_id.distinct())).where(own)) or 0,
        count(select(func.count(fact.c.client_id.distinct())).where(*theirs)) or 0,
        count(select(func.count(stage.c.client_id.distinct())).join_from(stage, fact, both)) or 0,
    )


def _of_months(
    name: str, day: ColumnElement[date], months: list[date]
) -> list[ColumnElement[bool]]:
    """Give the condition that a referral is of the file's months, where those can be compared."""
    if name not in BY_REFERRAL or not months:
        return []
    return [day >= months[0], day < add_months(months[-1], 1)]
