"""Which interviews were booked, which were missed, and what happened in between?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sample_data.generate.months import LAST, between, days_after, month_end, month_of
from sample_data.generate.people import Appointment, Deferral, Provision

if TYPE_CHECKING:
    from sample_data.generate.dice import Dice
    from sample_data.generate.people import Journey

WFIS = 5
LAST_ALONE = 2
INTERVAL = 28
MISSES_BEFORE_GIVING_UP = 3
NEVER_COMES = 0.11
BACKLOG_DAYS = (4, 9, 14, 14, 10, 5)
SLOTS = ("09:30", "10:15", "11:00", "11:45", "13:30", "14:15", "15:00")
DEFERRAL_REASONS = {"awaiting treatment": 0.5, "seriously ill": 0.3, "disengaged": 0.2}
SHORTER_FROM = date(2009, 9, 1)
GROUPS = (date(2009, 10, 1), date(2010, 2, 28))
DOUBLE_BOOKED_FROM = date(2009, 4, 1)
STEPS = ("red", "amber", "green")


def attend(journey: Journey, dice: Dice) -> None:
    """Book interviews until the fifth is held, the client gives up or the story ends."""
    day, number, missed = _first_day(journey, dice), 1, 0
    absent = journey.mandatory and dice.chance(NEVER_COMES)
    while number <= WFIS and missed < MISSES_BEFORE_GIVING_UP and day <= month_end(LAST):
        appointment = _appointment(journey, dice, day, number, absent=absent)
        journey.appointments.append(appointment)
        if appointment.result == "attended":
            _after_interview(journey, dice, appointment)
            number, missed = number + 1, 0
            day = days_after(_put_off(journey, dice, day), INTERVAL + dice.early(0, 9))
        else:
            missed += appointment.result == "fta"
            day = days_after(day, dice.whole(9, 16))


def _first_day(journey: Journey, dice: Dice) -> date:
    """Give the day of the first interview: later while a start-up backlog is worked off."""
    month = month_of(journey.received_on)
    step = between(journey.plan.starts_on, month)
    backlog = BACKLOG_DAYS[step] if step < len(BACKLOG_DAYS) else 0
    lag = (dice.early(5, 22) + backlog) * journey.plan.factor("lag", month)
    return days_after(journey.received_on, int(lag))


def _appointment(
    journey: Journey, dice: Dice, day: date, number: int, *, absent: bool
) -> Appointment:
    """Give one appointment and what came of it; the absent never come."""
    miss = journey.plan.fta * journey.plan.factor("fta", month_of(day))
    miss *= 1.0 if journey.mandatory else 0.45
    result = dice.weighted({"fta": miss, "cancelled": 0.03, "attended": 0.97 - miss})
    result = "fta" if absent else result
    mode = _mode(journey, dice, day, number)
    return Appointment(
        scheduled_on=day,
        wfi_no=number,
        result=result,
        mode=mode,
        slot=_slot(journey, dice, day),
        minutes=_minutes(journey, dice, day, number) if result == "attended" else None,
        followed_up_on=_followed_up(dice, day) if result == "fta" else None,
    )


def _mode(journey: Journey, dice: Dice, day: date, number: int) -> str:
    """Give how it was held; Area 3 tried group sessions for a winter."""
    if (
        journey.plan.prefix == "C3"
        and number > LAST_ALONE
        and GROUPS[0] <= day <= GROUPS[1]
        and dice.chance(0.12)
    ):
        return "group"
    return dice.weighted(
        {"individual": 0.94, "telephone": 0.03, "joint_trigger": 0.02, "warm_up": 0.01}
    )


def _slot(journey: Journey, dice: Dice, day: date) -> str:
    """Give the slot where the provider writes it down, as Area 4 does since it double-books."""
    writes = journey.plan.prefix == "C4" and day >= DOUBLE_BOOKED_FROM
    return dice.pick(SLOTS) if writes else ""


def _minutes(journey: Journey, dice: Dice, day: date, number: int) -> int:
    """Give how long it took; Area 3's advisers were told to be brief."""
    if number == 1:
        return dice.whole(9, 12) * 5
    if journey.plan.prefix == "C3" and day >= SHORTER_FROM:
        return dice.whole(2, 3) * 5 if journey.band == "red" else dice.whole(3, 5) * 5
    return dice.whole(4, 6) * 5 + (10 if journey.band == "green" else 0)


def _followed_up(dice: Dice, day: date) -> date | None:
    """Give the day a missed interview was followed up, if it was."""
    if dice.chance(0.16):
        return None
    return days_after(day, dice.early(1, 12))


def _after_interview(journey: Journey, dice: Dice, appointment: Appointment) -> None:
    """Note what an interview leads to: the start, a rating, a service."""
    if appointment.wfi_no == 1:
        journey.started_on = appointment.scheduled_on
    if appointment.wfi_no in {1, 3, 5}:
        journey.ratings.append((appointment.scheduled_on, _rate(journey, dice)))
    if appointment.wfi_no in {1, 2}:
        _send_on(journey, dice, appointment.scheduled_on)


def _rate(journey: Journey, dice: Dice) -> str:
    """Give the band found at an interview: the first time as it is, later a step up or down."""
    if journey.ratings:
        place = STEPS.index(journey.ratings[-1][1])
        step = dice.weighted({0: 0.79, 1: 0.16, -1: 0.05})
        return STEPS[min(max(place + step, 0), len(STEPS) - 1)]
    return journey.band


def _put_off(journey: Journey, dice: Dice, day: date) -> date:
    """Give the day from which the next interview counts, after a deferral if there is one."""
    if journey.deferrals or not dice.chance(0.025 if journey.mandatory else 0.008):
        return day
    reason = dice.weighted(DEFERRAL_REASONS)
    from_on = days_after(day, dice.whole(3, 14))
    review_on = days_after(from_on, 28 if dice.chance(0.6) else 42)
    to_on = days_after(from_on, dice.whole(30, 110)) if dice.chance(0.85) else None
    role = "adviser manager" if dice.chance(0.8) else "adviser"
    journey.deferrals.append(Deferral(from_on, reason, review_on, to_on, role))
    return to_on or days_after(review_on, 60)


def _send_on(journey: Journey, dice: Dice, day: date) -> None:
    """Send the client to the services of partners whose need or turn it is."""
    seen = {spell.service for spell in journey.provision}
    for terms in journey.plan.terms:
        wanted = not terms.need or terms.need in journey.needs
        if (
            terms.service
            and terms.service not in seen
            and wanted
            and terms.stands_on(day)
            and dice.chance(terms.use / 2 * (1.3 if journey.band != "green" else 0.6))
        ):
            journey.provision.append(
                _provision(dice, day, terms.service, terms.arrangement, terms.need)
            )
    if "Job club" not in seen and dice.chance(0.10):
        journey.provision.append(_provision(dice, day, "Job club", "", ""))


def _provision(dice: Dice, day: date, service: str, arrangement: str, need: str) -> Provision:
    """Give one service and how far the client got with it."""
    attended_on = days_after(day, dice.early(5, 40)) if dice.chance(0.68) else None
    completed_on = (
        days_after(attended_on, dice.whole(20, 90)) if attended_on and dice.chance(0.66) else None
    )
    base = completed_on or attended_on
    feedback_on = days_after(base, dice.early(2, 40)) if base and dice.chance(0.6) else None
    return Provision(
        day,
        service,
        arrangement,
        need,
        dice.weighted({"adviser": 0.7, "client": 0.2, "partner": 0.1}),
        attended_on,
        completed_on,
        feedback_on,
    )


def last_interview(journey: Journey) -> date:
    """Give the day of the last appointment, or of the referral's receipt."""
    return journey.appointments[-1].scheduled_on if journey.appointments else journey.received_on


def drop_after_leaving(journey: Journey) -> None:
    """Take away what could not have happened once the client had left."""
    if journey.exit is None:
        return
    end = journey.exit.exited_on
    journey.appointments = [each for each in journey.appointments if each.scheduled_on <= end]
    journey.ratings = [each for each in journey.ratings if each[0] <= end]
    journey.deferrals = [each for each in journey.deferrals if each.from_on <= end]
    journey.provision = [each for each in journey.provision if each.referred_on <= end]
    if journey.started_on and journey.started_on > end:
        journey.started_on = None
