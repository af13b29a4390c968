"""What did each record say of a client's journey on a given day?

Every function gives the rows of one dataset as they were known on the cut-off day: an event that
had not happened, or had not been written down, is not in them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sample_data.generate.people import Journey

Row = dict[str, Any]

LISTS_ITS_OWN = "E2E-LOCAL"
LONG_ON_BENEFIT = 18
DONE = ("end_of_programme", "job")


def known(day: date | None, cutoff: date) -> date | None:
    """Give the day if it had come by the cut-off."""
    return day if day is not None and day <= cutoff else None


def referrals(journey: Journey, cutoff: date) -> Iterator[Row]:
    """Give the Jobcentre's own record of the referral."""
    if journey.in_lms and journey.referred_on <= cutoff:
        yield {
            "contract": journey.plan.contract,
            "client_ref": journey.ref,
            "referred_on": journey.referred_on,
            "client_category": journey.category,
            "benefit": journey.benefit,
            "office": journey.office,
            "notified_on": known(journey.notified_on, cutoff),
        }


def starts(journey: Journey, cutoff: date) -> Iterator[Row]:
    """Give the provider's record of the referral, and once more where it was keyed twice."""
    if journey.received_on > cutoff or not (journey.with_provider or journey.wrong_contract):
        return
    row = _start(journey, cutoff)
    yield row
    if journey.duplicate_on is not None and journey.duplicate_on <= cutoff:
        yield row | {
            "referred_on": journey.duplicate_on,
            "received_on": journey.duplicate_on,
            "started_on": None,
            "status": "",
        }


def _start(journey: Journey, cutoff: date) -> Row:
    """Give the one row of the provider's record."""
    started_on = known(journey.started_on, cutoff)
    received_on = max(journey.received_on, journey.told_on)
    return {
        "contract": journey.wrong_contract or journey.plan.contract,
        "client_ref": journey.ref,
        "referred_on": journey.told_on,
        "received_on": received_on,
        "started_on": started_on,
        "client_category": journey.provider_category or journey.category,
        "site": "" if journey.wrong_contract else journey.site,
        "arrangement": "" if journey.wrong_contract else journey.arrangement,
        "status": _status(journey, cutoff) if started_on else "",
        "adviser_ref": "" if journey.wrong_contract else journey.adviser_ref,
    }


def _status(journey: Journey, cutoff: date) -> str:
    """Give where the client stood on the cut-off day, as the provider had written it down."""
    if journey.exit is not None and journey.exit.recorded_on <= cutoff:
        return "completed" if journey.exit.reason in DONE else "left"
    if any(
        each.from_on <= cutoff and (each.to_on is None or each.to_on > cutoff)
        for each in journey.deferrals
    ):
        return "deferred"
    return "active"


def client_facts(journey: Journey, cutoff: date) -> Iterator[Row]:
    """Give what was written down about the client at the first interview."""
    if journey.started_on is not None and journey.started_on <= cutoff and not journey.returning:
        yield {
            "contract": journey.plan.contract,
            "client_ref": journey.ref,
            "as_of": journey.started_on,
            "age_band": journey.age_band,
            "benefit_months": journey.benefit_months,
            "needs": ";".join(journey.needs),
        }


def appointments(journey: Journey, cutoff: date) -> Iterator[Row]:
    """Give the appointments that had been due by the cut-off."""
    for each in journey.appointments:
        if each.scheduled_on <= cutoff:
            yield {
                "contract": journey.plan.contract,
                "client_ref": journey.ref,
                "scheduled_on": each.scheduled_on,
                "slot": each.slot,
                "wfi_no": each.wfi_no,
                "result": each.result,
                "minutes": each.minutes,
                "mode": each.mode,
                "site": journey.site,
                "arrangement": journey.arrangement,
                "adviser_ref": journey.adviser_ref,
                "followed_up_on": known(each.followed_up_on, cutoff),
            }


def partner_appointments(journey: Journey, cutoff: date) -> Iterator[Row]:
    """Give what the one partner with a list of its own says: cancelled is not attended there."""
    if journey.arrangement == LISTS_ITS_OWN:
        for row in appointments(journey, cutoff):
            if row["result"] == "cancelled":
                row["result"] = "fta"
            yield row


def deferrals(journey: Journey, cutoff: date) -> Iterator[Row]:
    """Give the deferrals granted by the cut-off."""
    for each in journey.deferrals:
        if each.from_on <= cutoff:
            yield {
                "contract": journey.plan.contract,
                "client_ref": journey.ref,
                "from_on": each.from_on,
                "reason": each.reason,
                "review_on": each.review_on,
                "to_on": known(each.to_on, cutoff),
                "approved_by_role": each.approved_by_role,
            }


def readiness(journey: Journey, cutoff: date) -> Iterator[Row]:
    """Give the ratings in the provider's own scheme; Area 2 runs two side by side."""
    schemes = {"C2": ("one_to_five", "rag")}.get(journey.plan.prefix, (journey.plan.scheme,))
    for day, band in journey.ratings:
        if day <= cutoff:
            for scheme in schemes:
                yield {
                    "contract": journey.plan.contract,
                    "client_ref": journey.ref,
                    "rated_on": day,
                    "scheme": scheme,
                    "code": _code(scheme, band, journey.benefit_months),
                }


def _code(scheme: str, band: str, benefit_months: int) -> str:
    """Spell a band in a scheme: numbers rise with the distance from work."""
    long = benefit_months > LONG_ON_BENEFIT
    return {
        "rag": {"green": "green", "amber": "amber", "red": "red"},
        "one_to_five": {"green": "1", "amber": "3" if long else "2", "red": "5" if long else "4"},
        "one_to_four": {"green": "1", "amber": "2", "red": "4" if long else "3"},
    }[scheme][band]


def provision(journey: Journey, cutoff: date) -> Iterator[Row]:
    """Give the services the client had been sent to."""
    for each in journey.provision:
        if each.referred_on <= cutoff:
            yield {
                "contract": journey.plan.contract,
                "client_ref": journey.ref,
                "referred_on": each.referred_on,
                "service": each.service,
                "arrangement": each.arrangement,
                "need": each.need,
                "initiated_by": each.initiated_by,
                "attended_on": known(each.attended_on, cutoff),
                "completed_on": known(each.completed_on, cutoff),
                "feedback_on": known(each.feedback_on, cutoff),
            }
