"""What did each record say of a client's results on a given day?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sample_data.generate.journey_rows import known

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sample_data.generate.journey_rows import Row
    from sample_data.generate.people import Claim, Job, Journey


def employment(journey: Journey, cutoff: date) -> Iterator[Row]:
    """Give the jobs the provider had heard of, and those a partner reports as well."""
    for job in journey.jobs:
        if job.reported and job.reported_on <= cutoff:
            row = _job(journey, job, cutoff)
            yield row
            if job.claimed_by_both:
                yield row | {
                    "arrangement": job.claimed_by_both,
                    "employer_ref": f"{job.employer_ref}-P",
                }


def _job(journey: Journey, job: Job, cutoff: date) -> Row:
    """Give one job as known on the cut-off day."""
    ended = job.end_reported_on is not None and job.end_reported_on <= cutoff
    return {
        "contract": journey.plan.contract,
        "client_ref": journey.ref,
        "job_started_on": job.started_on,
        "employer_ref": job.employer_ref,
        "referred_on": journey.told_on,
        "started_on": journey.started_on,
        "hours_per_week": hours_text(job.hours),
        "work_type": job.work_type,
        "job_ended_on": job.ended_on if ended else None,
        "arrangement": "" if job.claimed_by_both else journey.arrangement,
    }


def hours_text(hundredths: int) -> str:
    """Write hundredths of an hour as hours, without needless noughts."""
    whole, rest = divmod(hundredths, 100)
    return f"{whole}.{rest:02d}".rstrip("0") if rest else str(whole)


def claims(journey: Journey, cutoff: date) -> Iterator[Row]:
    """Give the provider's claims and how far they had come."""
    for each in journey.claims:
        if each.claimed_on <= cutoff and _reported(journey):
            yield _claim(journey, each, cutoff)


def payments(journey: Journey, cutoff: date) -> Iterator[Row]:
    """Give the claims the payment office had paid, reported by the provider or not."""
    for each in journey.claims:
        if each.paid_on is not None and each.paid_on <= cutoff:
            yield _claim(journey, each, cutoff)


def _reported(journey: Journey) -> bool:
    """Say whether the provider's own record holds the job a claim rests on."""
    return all(job.reported for job in journey.jobs)


def _claim(journey: Journey, each: Claim, cutoff: date) -> Row:
    """Give one claim as known on the cut-off day."""
    decided_on = known(each.decided_on, cutoff)
    paid_on = known(each.paid_on, cutoff)
    evidence_on = known(each.evidence_on, cutoff)
    return {
        "contract": journey.plan.contract,
        "client_ref": journey.ref,
        "referred_on": journey.told_on,
        "outcome": each.outcome,
        "started_on": journey.started_on,
        "job_started_on": each.job_started_on,
        "claimed_on": each.claimed_on,
        "evidence_type": each.evidence_type if evidence_on else "",
        "evidence_on": evidence_on,
        "decided_on": decided_on,
        "decision": each.decision if decided_on else "",
        "paid_on": paid_on,
        "amount_gbp": f"{each.amount_gbp}.00" if paid_on else "",
    }


def exits(journey: Journey, cutoff: date) -> Iterator[Row]:
    """Give the exit once the provider had written it down."""
    if (
        journey.exit is not None
        and journey.exit.recorded_on <= cutoff
        and journey.exit.exited_on >= journey.told_on
    ):
        yield _exit(journey)


def told_by_bdc(journey: Journey, cutoff: date) -> Iterator[Row]:
    """Give the exits the benefit delivery centre knows of: ineligible, or off benefit."""
    if (
        journey.exit is not None
        and journey.exit.exited_on <= cutoff
        and journey.in_lms
        and journey.exit.reason in {"ineligible_after_wca", "left_benefit"}
    ):
        yield _exit(journey) | {"referred_on": journey.referred_on}


def _exit(journey: Journey) -> Row:
    """Give the one row of an exit."""
    left = journey.exit
    return (
        {}
        if left is None
        else {
            "contract": journey.plan.contract,
            "client_ref": journey.ref,
            "exited_on": left.exited_on,
            "referred_on": journey.told_on,
            "reason": left.reason,
        }
    )


def assessments(journey: Journey, cutoff: date) -> Iterator[Row]:
    """Give the assessments asked for, with the results that had come."""
    for each in journey.assessments:
        if each.requested_on <= cutoff and journey.in_lms:
            received_on = known(each.received_on, cutoff)
            yield {
                "contract": journey.plan.contract,
                "client_ref": journey.ref,
                "kind": each.kind,
                "requested_on": each.requested_on,
                "completed_on": known(each.completed_on, cutoff),
                "received_on": received_on,
                "result": each.result if received_on else "",
            }


def references(journey: Journey, cutoff: date) -> Iterator[Row]:
    """Give the number Area 4's provider files a client under beside the case reference."""
    if journey.plan.prefix == "C4" and journey.received_on <= cutoff and not journey.returning:
        number = int(journey.ref.rsplit("-", 1)[1])
        yield {
            "contract": journey.plan.contract,
            "source": "provider_mi",
            "source_ref": f"P4-{700_000 + number * 3:06d}",
            "client_ref": journey.ref,
        }
