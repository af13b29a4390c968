"""Which disagreements were put into the records on purpose, and where?

Each is one class of ``requirements.md`` C.3 (discrepancy_class) or of the issue's list. What is
planted is written down as it is planted; the answer key is made of nothing else.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sample_data.generate.dice import Dice
from sample_data.generate.months import add_months, days_after, month_end, month_of
from sample_data.generate.people import Exit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sample_data.generate.people import Journey

UNTIL = date(2010, 11, 5)
SIZES = {"PLP-A1": 1.0, "PLP-A2": 0.8, "PLP-A3": 1.7, "PLP-A4": 1.0}
NEIGHBOUR = {"PLP-A1": "PLP-A2", "PLP-A2": "PLP-A1", "PLP-A3": "PLP-A4", "PLP-A4": "PLP-A3"}
LATE_NOTICE = (30, 44)
SLOW_DAYS = 12
LAST_DAYS = 4
LONG_BEFORE = timedelta(days=75)


@dataclass(slots=True)
class Planted:
    """One kind of disagreement in one contract: what was done, and to which rows."""

    kind: str
    contract: str
    sentence: str
    keys: list[dict[str, str]] = field(default_factory=list)


def plant(plan_journeys: list[Journey]) -> list[Planted]:
    """Spoil the records of one contract and give what was done."""
    contract = plan_journeys[0].plan.contract
    dice = Dice("planted", contract)
    chosen = _chooser(plan_journeys, dice)
    planted = {
        kind: _each(kind, contract, chosen(round(size * SIZES[contract]), fits), change, dice)
        for kind, size, fits, change in CHANGES
    }
    _put_in_months(planted)
    return [found for found in planted.values() if found.keys]


def _put_in_months(planted: dict[str, Planted]) -> None:
    """Count a day that was moved over the end of a month as timing, not as a date."""
    moved = planted["date"].keys
    over = [key for key in moved if key["provider_referred_on"][:7] != key["referred_on"][:7]]
    planted["date"].keys = [key for key in moved if key not in over]
    planted["timing"].keys += over


def _each(
    kind: str,
    contract: str,
    journeys: Iterable[Journey],
    change: Callable[[Journey, Dice], None],
    dice: Dice,
) -> Planted:
    """Change some journeys' records and note them."""
    planted = Planted(kind, contract, SENTENCES[kind])
    for journey in journeys:
        change(journey, dice)
        planted.keys.append(_key(kind, journey))
    return planted


def _key(kind: str, journey: Journey) -> dict[str, str]:
    """Name a spoilt row so that a test can find it."""
    key = {"client_ref": journey.ref, "referred_on": journey.referred_on.isoformat()}
    if journey.provider_referred_on is not None:
        key["provider_referred_on"] = journey.provider_referred_on.isoformat()
    if journey.duplicate_on is not None:
        key["duplicate_on"] = journey.duplicate_on.isoformat()
    if journey.wrong_contract:
        key["reported_under"] = journey.wrong_contract
    job = next((job for job in journey.jobs if job.outcome), None)
    if kind in JOB_KINDS and job is not None:
        key["job_started_on"] = job.started_on.isoformat()
    return key


def _chooser(
    journeys: list[Journey],
    dice: Dice,
) -> Callable[[int, Callable[[Journey], bool]], Iterator[Journey]]:
    """Give a way to draw journeys of single referrals, not drawn before, that fit a kind."""
    seen = Counter(journey.ref for journey in journeys)
    left = [
        journey for journey in journeys if journey.referred_on <= UNTIL and seen[journey.ref] == 1
    ]

    def chosen(count: int, fits: Callable[[Journey], bool]) -> Iterator[Journey]:
        fitting = [journey for journey in left if fits(journey)]
        for _ in range(min(count, len(fitting))):
            journey = fitting.pop(dice.whole(0, len(fitting) - 1))
            left.remove(journey)
            yield journey

    return chosen


def _always(journey: Journey) -> bool:
    """Fit every journey that is in both records."""
    return journey.with_provider


def _quiet(journey: Journey) -> bool:
    """Fit journeys from which nothing followed, so that their absence loses nothing else."""
    return not journey.jobs and not journey.provision and not journey.deferrals


def _slow(journey: Journey) -> bool:
    """Fit journeys whose first interview came late enough for a later date of referral."""
    first = journey.appointments[0].scheduled_on if journey.appointments else None
    return first is not None and (first - journey.referred_on).days >= SLOW_DAYS


def _month_end(journey: Journey) -> bool:
    """Fit journeys referred in the last days of a month and heard of in the next."""
    return (
        _slow(journey)
        and (month_end(month_of(journey.referred_on)) - journey.referred_on).days <= LAST_DAYS
    )


def _very_slow(journey: Journey) -> bool:
    """Fit journeys that never came to an interview, who may have been told of late."""
    return (
        journey.started_on is None
        and _quiet(journey)
        and journey.referred_on <= UNTIL - LONG_BEFORE
    )


def _esa_waiting(journey: Journey) -> bool:
    """Fit ESA claimants who never started."""
    return journey.benefit == "ESA" and _very_slow(journey)


def _only_deferred(journey: Journey) -> bool:
    """Fit journeys of which a deferral is all that need be left."""
    return (
        not journey.jobs
        and not journey.provision
        and any(each.from_on <= UNTIL for each in journey.deferrals)
    )


def _paid_outcome(journey: Journey) -> bool:
    """Fit journeys with one job, whose outcome was paid by the end."""
    return (
        len(journey.jobs) == 1
        and not journey.arrangement
        and any(claim.paid_on and claim.paid_on <= UNTIL for claim in journey.claims)
    )


def _partner_outcome(journey: Journey) -> bool:
    """Fit journeys with an end-to-end partner and a job outcome that was heard of."""
    return bool(journey.arrangement) and any(
        job.outcome and job.reported_on <= UNTIL for job in journey.jobs
    )


def _lose(journey: Journey, dice: Dice) -> None:  # noqa: ARG001 - every change is called alike
    """Let the provider know nothing of the client."""
    journey.with_provider = False


def _unrefer(journey: Journey, dice: Dice) -> None:  # noqa: ARG001 - every change is called alike
    """Let the Jobcentre's system know nothing of the referral."""
    journey.in_lms = False


def _shift(low: int, high: int) -> Callable[[Journey, Dice], None]:
    """Let the provider write down a day so many days later."""

    def change(journey: Journey, dice: Dice) -> None:
        journey.provider_referred_on = journey.referred_on + timedelta(days=dice.whole(low, high))
        journey.received_on = max(journey.received_on, journey.provider_referred_on)

    return change


def _next_month(journey: Journey, dice: Dice) -> None:
    """Let the provider write down one of the first days of the next month."""
    first = add_months(month_of(journey.referred_on), 1)
    day = days_after(first, dice.whole(0, 3))
    journey.provider_referred_on = max(day, journey.referred_on + timedelta(days=3))
    journey.received_on = max(journey.received_on, journey.provider_referred_on)


def _recategorise(journey: Journey, dice: Dice) -> None:  # noqa: ARG001 - every change is called alike
    """Let the provider take a mandatory client for a voluntary one, or the other way."""
    journey.provider_category = "voluntary" if journey.mandatory else "mandatory"


def _double(journey: Journey, dice: Dice) -> None:
    """Let the provider key the client twice."""
    journey.duplicate_on = journey.referred_on + timedelta(days=dice.whole(4, 20))


def _misfile(journey: Journey, dice: Dice) -> None:
    """Let another contract's provider report the client."""
    _lose(journey, dice)
    journey.wrong_contract = NEIGHBOUR[journey.plan.contract]


def _notify_late(journey: Journey, dice: Dice) -> None:
    """Let the notice of the referral come weeks late; the provider dates it by the notice."""
    journey.notified_on = days_after(journey.referred_on, dice.whole(*LATE_NOTICE))
    journey.provider_referred_on = journey.notified_on
    journey.received_on = days_after(journey.notified_on, 1)
    journey.appointments.clear()
    if journey.exit is not None:
        left = days_after(journey.received_on, 90)
        journey.exit = Exit(left, "other", days_after(left, 5))


def _ineligible(journey: Journey, dice: Dice) -> None:
    """Let the client be found ineligible before the provider wrote anything down."""
    _lose(journey, dice)
    left = days_after(journey.referred_on, dice.whole(30, 70))
    journey.exit = Exit(left, "ineligible_after_wca", left)


def _hide_job(journey: Journey, dice: Dice) -> None:  # noqa: ARG001 - every change is called alike
    """Let the provider leave the job out of its return though the office paid for it."""
    for job in journey.jobs:
        job.reported = False


def _claim_twice(journey: Journey, dice: Dice) -> None:  # noqa: ARG001 - every change is called alike
    """Let the partner and the prime both report the job as theirs."""
    for job in journey.jobs:
        if job.outcome:
            job.claimed_by_both = journey.arrangement


JOB_KINDS = ("paid_not_reported", "claimed_by_both")
CHANGES: tuple[tuple[str, int, Callable[[Journey], bool], Callable[[Journey, Dice], None]], ...] = (
    ("paid_not_reported", 4, _paid_outcome, _hide_job),
    ("claimed_by_both", 5, _partner_outcome, _claim_twice),
    ("late_notification", 12, _very_slow, _notify_late),
    ("timing", 9, _month_end, _next_month),
    ("ineligible_exit", 9, _esa_waiting, _ineligible),
    ("deferral", 7, _only_deferred, _lose),
    ("left_only", 24, _quiet, _lose),
    ("right_only", 13, _always, _unrefer),
    ("date", 18, _slow, _shift(4, 9)),
    ("within_tolerance", 25, _slow, _shift(1, 2)),
    ("status", 10, _always, _recategorise),
    ("duplicate", 7, _always, _double),
    ("wrong_contract", 6, _quiet, _misfile),
)
SENTENCES = {
    "left_only": "In the Jobcentre's referrals; the provider has no record at all.",
    "right_only": "In the provider's starts; the Jobcentre has no referral.",
    "date": "Both have the client, with referral dates 4 to 9 days apart in one month.",
    "within_tolerance": "Both have the client, with referral dates 1 or 2 days apart.",
    "timing": "Referred late in a month; the provider dates it in the next month.",
    "status": "Both have the client, in different categories.",
    "duplicate": "The provider's starts hold the client twice, the second time 4 to 20 days later.",
    "wrong_contract": "The neighbouring contract's provider reports the start as its own.",
    "late_notification": "The notice came 30 to 46 days late; the provider dates it by the notice.",
    "ineligible_exit": "Found ineligible before any start; only the benefit centre's exit says so.",
    "deferral": "The provider holds a deferral of the client but no record of the referral.",
    "paid_not_reported": "An outcome was paid whose job is in no return of the provider.",
    "claimed_by_both": "The prime and its partner both report the job as their own.",
}
