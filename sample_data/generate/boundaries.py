"""Which clients stand exactly on the edge of a rule?

They belong to Area 1 and bear numbers from 900001. What the rules must say of them is written by
hand beside each and never worked out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sample_data.generate.people import Appointment, Claim, Deferral, Exit, Job, Journey
from sample_data.generate.second_phase import AREA_1

if TYPE_CHECKING:
    from collections.abc import Sequence

REFERRED = date(2008, 11, 12)
STARTED = date(2008, 12, 1)
LEFT = date(2009, 3, 2)
WORK = date(2009, 1, 5)


@dataclass(frozen=True, slots=True)
class Boundary:
    """One edge: its journey and what the default rules must answer, in words and in yes or no.

    ``why`` is blank where the client gives an outcome under every rule; ``sustained_on`` is the
    last day of the thirteenth week by the 13-of-26 rule.
    """

    name: str
    journey: Journey
    job_outcome: bool
    why: str
    sustained: bool
    continuous: bool
    sustained_on: date | None = None


def _journey(
    number: int,
    jobs: Sequence[Job] = (),
    *,
    left: date | None = None,
    reason: str = "end_of_programme",
    accepted: bool = True,
) -> Journey:
    """Give a journey with these jobs and, unless told otherwise, an accepted claim."""
    journey = Journey(
        plan=AREA_1,
        ref=f"{AREA_1.prefix}-{900_000 + number}",
        category="mandatory",
        benefit="ESA",
        office=AREA_1.offices[0],
        referred_on=REFERRED,
        notified_on=date(2008, 11, 13),
        received_on=date(2008, 11, 14),
        band="amber",
        needs=(),
        age_band="35-44",
        benefit_months=7,
        site=AREA_1.sites[0].name,
        adviser_ref="C1-ADV-01",
        started_on=STARTED,
        jobs=list(jobs),
        appointments=[Appointment(STARTED, 1, "attended", 50)],
        ratings=[(STARTED, "amber")],
    )
    journey.exit = Exit(left, reason, left + timedelta(days=4)) if left else None
    if jobs and accepted:
        journey.claims.append(_claim("job_outcomes", jobs[0]))
    return journey


def _claim(outcome: str, job: Job) -> Claim:
    """Give a claim accepted and paid without delay."""
    made = job.started_on + timedelta(days=14)
    return Claim(
        outcome,
        job.started_on,
        made,
        "employer_evidence",
        made,
        made + timedelta(days=7),
        "accepted",
        made + timedelta(days=21),
        950,
    )


def _job(day: date, hours: int, days: int | None = None, number: int = 1) -> Job:
    """Give a job of so many days (None: it lasts), heard of within the week."""
    ended = day + timedelta(days=days - 1) if days else None
    return Job(
        day,
        hours,
        "employed",
        f"C1-E9{number:02d}",
        day + timedelta(days=5),
        ended,
        ended + timedelta(days=5) if ended else None,
    )


def boundaries() -> list[Boundary]:
    """Give every client on an edge, with the answer beside it."""
    return [*_window(), *_hours(), *_sustained()]


def _window() -> list[Boundary]:
    """Give the edges of the six weeks after leaving."""
    day_42, day_43 = LEFT + timedelta(days=42), LEFT + timedelta(days=43)
    return [
        Boundary(
            "day 42 after leaving, 8.0 hours",
            _journey(1, [_job(day_42, 800)], left=LEFT),
            job_outcome=True,
            why="hours below 16",
            sustained=False,
            continuous=False,
        ),
        Boundary(
            "day 43 after leaving, 20 hours",
            _journey(2, [_job(day_43, 2000)], left=LEFT, accepted=False),
            job_outcome=False,
            why="window",
            sustained=False,
            continuous=False,
        ),
        Boundary(
            "day 39 after leaving, 7.5 hours",
            _journey(3, [_job(date(2009, 4, 10), 750)], left=LEFT, accepted=False),
            job_outcome=False,
            why="hours",
            sustained=False,
            continuous=False,
        ),
        Boundary(
            "day 42 after leaving, 7.9 hours",
            _journey(4, [_job(day_42, 790)], left=LEFT, accepted=False),
            job_outcome=False,
            why="hours",
            sustained=False,
            continuous=False,
        ),
    ]


def _hours() -> list[Boundary]:
    """Give the edges of the hours."""
    return [
        Boundary(
            "12 hours for 26 weeks",
            _journey(5, [_job(WORK, 1200, 182)]),
            job_outcome=True,
            why="cannot sustain at these hours",
            sustained=False,
            continuous=False,
        ),
        Boundary(
            "15.99 hours for 26 weeks",
            _journey(6, [_job(WORK, 1599, 182)]),
            job_outcome=True,
            why="cannot sustain at these hours",
            sustained=False,
            continuous=False,
        ),
        Boundary(
            "16 hours for 26 weeks to the day",
            _journey(7, [_job(WORK, 1600, 182)]),
            job_outcome=True,
            why="",
            sustained=True,
            continuous=True,
            sustained_on=WORK + timedelta(days=90),
        ),
        Boundary(
            "16 hours for 26 weeks less a day",
            _journey(8, [_job(WORK, 1600, 181)]),
            job_outcome=True,
            why="one day short of 26 weeks",
            sustained=True,
            continuous=False,
            sustained_on=WORK + timedelta(days=90),
        ),
    ]


def _sustained() -> list[Boundary]:
    """Give the edges of the thirteen weeks, and what keeps an outcome from being sustained."""
    return [*_thirteen_weeks(), *_not_sustained()]


def _thirteen_weeks() -> list[Boundary]:
    """Give the edges of the thirteen weeks."""
    second = WORK + timedelta(weeks=18)
    twice = [_job(WORK, 2000, 56), _job(second, 2000, 35, 2)]
    return [
        Boundary(
            "13 weeks at 16 hours to the day",
            _journey(9, [_job(WORK, 1600, 91)]),
            job_outcome=True,
            why="not 26 weeks",
            sustained=True,
            continuous=False,
            sustained_on=WORK + timedelta(days=90),
        ),
        Boundary(
            "13 weeks at 16 hours less a day",
            _journey(10, [_job(WORK, 1600, 90)]),
            job_outcome=True,
            why="one day short of 13 weeks",
            sustained=False,
            continuous=False,
        ),
        Boundary(
            "20 hours in weeks 1 to 8 and 19 to 23",
            _journey(11, twice),
            job_outcome=True,
            why="ten weeks between the jobs",
            sustained=True,
            continuous=False,
            sustained_on=WORK + timedelta(weeks=23, days=-1),
        ),
    ]


def _not_sustained() -> list[Boundary]:
    """Give what looks sustained and is not."""
    return [
        Boundary(
            "13 weeks at 16 hours without an accepted job outcome",
            _journey(12, [_job(WORK, 1600, 91)], accepted=False),
            job_outcome=True,
            why="blocked: no JO payment",
            sustained=False,
            continuous=False,
        ),
        Boundary(
            "a second job for the same referral",
            _journey(13, [_job(WORK, 1000, 20), _job(date(2009, 2, 23), 1000, 30, 2)]),
            job_outcome=True,
            why="one job outcome a referral",
            sustained=False,
            continuous=False,
        ),
        Boundary(
            "hours twice at 16 in 27 weeks",
            _journey(14, [_job(WORK, 1600, 49), _job(WORK + timedelta(weeks=21), 1600, 42, 2)]),
            job_outcome=True,
            why="thirteen weeks, but within 27",
            sustained=False,
            continuous=False,
        ),
    ]


def interviews() -> list[tuple[str, Journey]]:
    """Give the edges of the interviews: due dates, a follow-up on the last day, the waiver."""
    timely = _journey(21)
    timely.started_on = date(2009, 1, 6)
    timely.appointments = [
        Appointment(date(2009, 1, 6), 1, "attended", 45),
        Appointment(date(2009, 2, 10), 2, "attended", 25),
        Appointment(date(2009, 3, 10), 3, "fta"),
    ]
    followed = _journey(22)
    followed.appointments.append(
        Appointment(date(2008, 12, 29), 2, "fta", slot="10:15", followed_up_on=date(2009, 1, 5))
    )
    doubled = _journey(23)
    doubled.appointments.append(Appointment(date(2008, 12, 29), 2, "attended", 25, slot="10:15"))
    waived = _journey(24)
    waived.benefit = "IB"
    waived.referred_on = date(2008, 9, 1)
    waived.notified_on = waived.received_on = date(2008, 9, 3)
    waived.started_on = date(2008, 9, 22)
    waived.appointments = [Appointment(date(2008, 9, 22), 1, "attended", 45)]
    waived.ratings = []
    waived.deferrals = [
        Deferral(date(2008, 10, 26), "interview waived", date(2009, 1, 26), None, "adviser manager")
    ]
    return [
        (
            "second interview a week late moves the third to 10 March; no follow-up by the 17th",
            timely,
        ),
        ("followed up on the seventh day", followed),
        ("two clients in one slot, with C1-900022 absent", doubled),
        ("waived on the last day it was allowed", waived),
    ]
