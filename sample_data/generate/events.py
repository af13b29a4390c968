"""Which countable things happened on a journey, in which month, and when did the provider know?"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from sample_data.generate.months import days_after, month_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from sample_data.generate.people import Journey

SEEN = 5  # days after the thirteenth week in which the provider looks
MEASURES = (
    "referrals",
    "starts",
    "wfi_1",
    "wfi_2",
    "wfi_3",
    "wfi_4",
    "wfi_5",
    "wfis_total",
    "job_starts",
    "job_outcomes",
    "sustained_job_outcomes",
    "ftas",
    "deferrals",
    "exits",
)


class Event(NamedTuple):
    """One thing a monthly return counts."""

    measure: str
    month: date
    known_on: date
    category: str
    arrangement: str


def by_month(events: Iterable[Event]) -> dict[date, list[Event]]:
    """Give events by their month."""
    found: defaultdict[date, list[Event]] = defaultdict(list)
    for event in events:
        found[event.month].append(event)
    return dict(found)


def provider_events(journeys: Iterable[Journey]) -> list[Event]:
    """Give everything the provider counts, of the clients in its own records."""
    return [
        Event(
            measure,
            month_of(day),
            known_on,
            journey.provider_category or journey.category,
            journey.arrangement,
        )
        for journey in journeys
        if journey.with_provider
        for measure, day, known_on in (*_journey(journey), *_results(journey))
    ]


def _journey(journey: Journey) -> Iterator[tuple[str, date, date]]:
    """Give referral, start, interviews, missed appointments and deferrals."""
    yield "referrals", journey.told_on, journey.received_on
    if journey.started_on is not None:
        yield "starts", journey.started_on, journey.started_on
    for each in journey.appointments:
        if each.result == "fta":
            yield "ftas", each.scheduled_on, each.scheduled_on
        elif each.result == "attended" and each.mode != "group":
            yield f"wfi_{each.wfi_no}", each.scheduled_on, each.scheduled_on
            yield "wfis_total", each.scheduled_on, each.scheduled_on
    for deferral in journey.deferrals:
        yield "deferrals", deferral.from_on, deferral.from_on


def _results(journey: Journey) -> Iterator[tuple[str, date, date]]:
    """Give job starts, outcomes and the exit; a sustained one counts where it can be claimed."""
    for job in journey.jobs:
        if job.reported:
            yield "job_starts", job.started_on, job.reported_on
            if job.outcome:
                yield "job_outcomes", job.started_on, job.reported_on
    for claim in journey.claims:
        if (
            claim.outcome == "sustained_job_outcomes"
            and journey.sustained_on is not None
            and all(job.reported for job in journey.jobs)
        ):
            yield claim.outcome, journey.sustained_on, days_after(journey.sustained_on, SEEN)
    if journey.exit is not None:
        yield "exits", journey.exit.exited_on, journey.exit.recorded_on


def payment_events(journeys: Iterable[Journey]) -> list[Event]:
    """Give the outcomes by the month they were paid in."""
    return [
        Event(
            claim.outcome,
            month_of(claim.paid_on),
            days_after(claim.paid_on, 3),
            journey.category,
            journey.arrangement,
        )
        for journey in journeys
        for claim in journey.claims
        if claim.paid_on is not None
    ]


def jobcentre_events(journeys: Iterable[Journey]) -> list[Event]:
    """Give the Jobcentre's referrals, as its clerks count them from the paper."""
    return [
        Event("referrals", month_of(journey.referred_on), journey.referred_on, journey.category, "")
        for journey in journeys
        if journey.in_lms
    ]
