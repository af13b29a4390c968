"""What do the client rows count to, worked out once more and in the plainest way?

Nothing of the product is used: these totals are what its own counts are tested against. They are
those of the last cut-off day; a later day would know more.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from sample_data.generate.batches import CUTOFFS, known_rows
from sample_data.generate.datasets import RECORDS
from sample_data.generate.jobs import judge
from sample_data.generate.months import month_of, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from sample_data.generate.journey_rows import Row
    from sample_data.generate.people import Exit, Journey

LAST_DAY = CUTOFFS[-1]
BY_STEM = {record.stem: record for record in RECORDS}

Totals = Counter[tuple[str, str, str]]


def rows_of(stem: str, journeys: Iterable[Journey]) -> list[Row]:
    """Give every row of a record as known on the last day."""
    return list(known_rows(BY_STEM[stem], journeys, LAST_DAY))


def counted(contract: str, journeys: list[Journey], neighbours: list[Journey]) -> Totals:
    """Count a contract's client rows by measure, month and category, everybody included."""
    found: Totals = Counter()
    for measure, day, category in _things(contract, journeys, neighbours):
        for each in ("all", category):
            found[measure, text(month_of(day)), each] += 1
    return found


def accepted(journeys: list[Journey]) -> dict[str, Totals]:
    """Count the outcomes accepted by the month of the decision, in each record of claims."""
    found: dict[str, Totals] = {}
    for source in ("provider_mi", "payments"):
        found[source] = Counter(
            (row["outcome"], text(month_of(row["decided_on"])), "all")
            for row in rows_of(f"claims_{source}", journeys)
            if row["decision"] == "accepted"
        )
    return found


def _things(
    contract: str,
    journeys: list[Journey],
    neighbours: list[Journey],
) -> Iterator[tuple[str, date, str]]:
    """Give everything to be counted: the measure, its day and the client's category."""
    for row in rows_of("referrals_lms", journeys):
        yield "referrals", row["referred_on"], row["client_category"]
    for row in rows_of("starts_provider_mi", [*journeys, *neighbours]):
        if row["contract"] == contract and row["started_on"]:
            yield "starts", row["started_on"], row["client_category"]
    yield from _with_provider([each for each in journeys if each.with_provider])


def _with_provider(journeys: list[Journey]) -> Iterator[tuple[str, date, str]]:
    """Give what only the provider's own records hold."""
    for journey in journeys:
        category = journey.provider_category or journey.category
        for each in journey.appointments:
            if each.result == "fta" and each.scheduled_on <= LAST_DAY:
                yield "ftas", each.scheduled_on, category
            elif (
                each.result == "attended" and each.mode != "group" and each.scheduled_on <= LAST_DAY
            ):
                yield f"wfi_{each.wfi_no}", each.scheduled_on, category
        if journey.exit is not None and journey.exit.recorded_on <= LAST_DAY:
            yield "exits", journey.exit.exited_on, category
        for measure, day in _outcomes(journey):
            yield measure, day, category


def _outcomes(journey: Journey) -> Iterator[tuple[str, date]]:
    """Give the job starts and the one job outcome, from the jobs the provider had reported."""
    jobs = [
        replace(job, outcome=False)
        for job in journey.jobs
        if job.reported and job.reported_on <= LAST_DAY
    ]
    known = replace(journey, jobs=jobs, exit=_known_exit(journey), sustained_on=None)
    judge(known)
    for job in jobs:
        yield "job_starts", job.started_on
        if job.outcome:
            yield "job_outcomes", job.started_on


def _known_exit(journey: Journey) -> Exit | None:
    """Give the exit if it had been written down."""
    left = journey.exit
    return left if left is not None and left.recorded_on <= LAST_DAY else None
