"""Who found work, for how long, and what was claimed for it?

The rules of outcomes are worked out here once more, apart from the product's own, so that the
answer key does not lean on what it is meant to test.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from sample_data.generate.months import LAST, days_after, month_end, month_of
from sample_data.generate.people import Claim, Exit, Job
from sample_data.generate.story import economy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sample_data.generate.dice import Dice
    from sample_data.generate.people import Journey

READY = {"green": 2.5, "amber": 1.10, "red": 0.34}
JOB_OUTCOME_HOURS = 800  # hundredths of an hour a week
SUSTAINED_HOURS = 1600
WINDOW_DAYS = 42
SUSTAINED_WEEKS = 13
PREVIOUS_WEEKS = 26
JOB_OUTCOME_GBP = 950
SUSTAINED_GBP = 640
LONG_AFTER_LEAVING = 60
SPELLS = {(1, 7): 0.06, (8, 28): 0.09, (29, 91): 0.15, (92, 182): 0.12, (183, 500): 0.22}
STAYS = 0.36


def find_work(journey: Journey, dice: Dice) -> None:
    """Give the client a first job, and sometimes a second after losing it."""
    if journey.started_on is None:
        return
    day = days_after(journey.started_on, dice.early(18, 400))
    rate = journey.plan.job_rate if journey.mandatory else journey.plan.voluntary_job_rate
    chance = rate * (READY[journey.band] if journey.mandatory else 1.0)
    chance *= economy(month_of(day)) * journey.plan.factor("jobs", month_of(day))
    chance *= 0.88 if journey.benefit == "ESA" else 1.06
    chance *= 0.72 if journey.arrangement else 1.03
    if dice.chance(chance) and not _too_late(journey, day):
        _take(journey, dice, day)


def _too_late(journey: Journey, day: date) -> bool:
    """Say whether nobody would have heard of a job so long after the client left."""
    left = journey.exit.exited_on if journey.exit else None
    ineligible = journey.exit is not None and journey.exit.reason == "ineligible_after_wca"
    longest = 0 if ineligible else LONG_AFTER_LEAVING
    return day > month_end(LAST) or (left is not None and day > left + timedelta(days=longest))


def _take(journey: Journey, dice: Dice, day: date) -> None:
    """Start a job; a client still on the programme then leaves it for the job."""
    job = _job(journey, dice, day)
    journey.jobs.append(job)
    if journey.exit is None or journey.exit.exited_on > day:
        left = days_after(day, dice.early(0, 40))
        journey.exit = Exit(left, "job", days_after(left, dice.early(3, 30)))
    if job.ended_on and len(journey.jobs) == 1 and dice.chance(0.22):
        second = days_after(job.ended_on, dice.whole(10, 70))
        if second <= month_end(LAST):
            journey.jobs.append(_job(journey, dice, second))


def _job(journey: Journey, dice: Dice, day: date) -> Job:
    """Give one job with its hours and its end."""
    hours = dice.weighted({"few": 0.09, "part": 0.25, "most": 0.66})
    spell = None if dice.chance(STAYS) else dice.whole(*dice.weighted(SPELLS))
    ended_on = day + timedelta(days=spell) if spell else None
    return Job(
        started_on=day,
        hours=_hours(dice, hours),
        ended_on=ended_on,
        work_type="self_employed" if dice.chance(0.07) else "employed",
        employer_ref=f"{journey.plan.prefix}-E{dice.whole(1, 320):03d}",
        reported_on=days_after(day, dice.early(1, 38)),
        end_reported_on=days_after(ended_on, dice.early(3, 50)) if ended_on else None,
    )


def _hours(dice: Dice, size: str) -> int:
    """Give hours a week in hundredths: the usual contracts, some with half an hour."""
    low, high = {"few": (4, 7), "part": (8, 15), "most": (16, 40)}[size]
    return dice.whole(low, high) * 100 + (50 if size != "most" and dice.chance(0.2) else 0)


def judge(journey: Journey) -> None:
    """Mark the job that is the referral's one job outcome, and the day it was sustained."""
    left = journey.exit.exited_on if journey.exit else None
    for job in sorted(journey.jobs, key=lambda job: (job.started_on, job.employer_ref)):
        in_time = left is None or job.started_on <= left + timedelta(days=WINDOW_DAYS)
        if job.hours >= JOB_OUTCOME_HOURS and in_time:
            job.outcome = True
            break
    if any(job.outcome for job in journey.jobs):
        journey.sustained_on = sustained_on(journey.jobs)


def sustained_on(jobs: Iterable[Job]) -> date | None:
    """Give the day on which 13 of the previous 26 weeks held 16 hours or more, if it came."""
    weeks = sorted(week for job in jobs for week in _weeks_worked(job))
    for first, last in zip(weeks, weeks[SUSTAINED_WEEKS - 1 :], strict=False):
        if last + timedelta(days=6) < first + timedelta(weeks=PREVIOUS_WEEKS):
            return last + timedelta(days=6)
    return None


def _weeks_worked(job: Job) -> list[date]:
    """Give the first days of the whole weeks worked at 16 hours or more."""
    if job.hours < SUSTAINED_HOURS:
        return []
    end = job.ended_on or month_end(LAST)
    whole = ((end - job.started_on).days + 1) // 7
    return [job.started_on + timedelta(weeks=step) for step in range(whole)]


def claim(journey: Journey, dice: Dice) -> None:
    """Claim the outcomes: evidence, decision and payment as far as they came."""
    job = next((job for job in journey.jobs if job.outcome), None)
    if job is None:
        return
    first = _claim(dice, "job_outcomes", job, job.reported_on, JOB_OUTCOME_GBP)
    journey.claims.append(first)
    if journey.sustained_on and first.decision == "accepted":
        known = max(
            days_after(journey.sustained_on, dice.early(2, 30)), first.decided_on or job.reported_on
        )
        journey.claims.append(_claim(dice, "sustained_job_outcomes", job, known, SUSTAINED_GBP))


def _claim(dice: Dice, outcome: str, job: Job, known_on: date, price: int) -> Claim:
    """Give one claim: three in four get their evidence, most of those are accepted."""
    made = Claim(outcome, job.started_on, days_after(known_on, dice.early(1, 21)))
    self_employed = job.work_type == "self_employed"
    if dice.chance(0.42 if self_employed else 0.79):
        made.evidence_type = "self_employment" if self_employed else "employer_evidence"
        made.evidence_on = days_after(known_on, dice.early(3, 90))
        made.decided_on = days_after(max(made.claimed_on, made.evidence_on), dice.early(4, 30))
        made.decision = "accepted" if dice.chance(0.92) else "rejected"
    elif dice.chance(0.3):
        made.evidence_type = "off_benefit_check"
        made.evidence_on = days_after(known_on, dice.whole(40, 120))
    if made.decision == "accepted" and made.decided_on:
        made.paid_on = days_after(made.decided_on, dice.early(8, 45))
        made.amount_gbp = price
    return made
