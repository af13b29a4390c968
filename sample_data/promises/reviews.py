"""Which reviews, contacts and meetings were held in the sample?

Every contract is rated high and so reviewed each quarter. Area 3's last review is overdue and
Area 1's next is due within days of the working date.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from db import governance
from db.governance import Held
from monitoring.governance.reviews import MeetingKind, later_by
from sample_data.generate.months import WORKING_DATE
from sample_data.generate.plp import PLANS
from sample_data.promises.people import AREA_1, AREA_3, FOUR, cm, moment, shared, tppm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sample_data.promises.people import Writers

Meetings = dict[tuple[str, MeetingKind], list[int]]
"""The numbers of the meetings by contract and kind, the earliest first."""

LAST_REVIEW = {AREA_1: date(2010, 9, 15), AREA_3: date(2010, 8, 20)}
EVERY_MONTHS = 3
MONTHS_WRITTEN = 6  # of contacts and of the provision managers' meetings
SUBJECTS = (
    "Returns of the quarter, the gap to profile and what is open.",
    "Figures of the quarter beside the payment office's; starts and missed interviews.",
    "Progress of the actions agreed; partners; what the next quarter should bring.",
)
CHANNELS = ("phone", "email", "phone", "face", "phone", "phone")


def write(writers: Writers) -> Meetings:
    """Write the meetings down; give their numbers."""
    found: Meetings = {}
    for plan in PLANS:
        for turn, day in enumerate(sorted(_reviews(plan.contract, plan.starts_on))):
            told = Held(
                kind=MeetingKind.PPR,
                held_on=day,
                as_at=moment(day),
                channel="face",
                present="Contract manager; provision manager; prime provider manager",
                text=SUBJECTS[turn % len(SUBJECTS)],
            )
            number = governance.hold(
                writers.pen(cm(plan.contract), day), shared(plan.contract), told
            )
            found.setdefault((plan.contract, MeetingKind.PPR), []).append(number)
    for contract in FOUR:
        _monthly(writers, contract, found)
    return found


def _reviews(contract: str, starts_on: date) -> Iterator[date]:
    """Give the days of a contract's reviews, a quarter apart, to the last one."""
    last = LAST_REVIEW.get(contract, date(2010, 10, 20))
    first = starts_on + timedelta(days=60)
    day = last
    while day > first:
        yield day
        day = later_by(day, -EVERY_MONTHS)


def _monthly(writers: Writers, contract: str, found: Meetings) -> None:
    """Write the contacts and the provision manager's meetings of the last months down."""
    for back in range(MONTHS_WRITTEN - 1, -1, -1):
        month = later_by(WORKING_DATE.replace(day=1), -back)
        turn = MONTHS_WRITTEN - 1 - back
        channel = CHANNELS[turn % len(CHANNELS)]
        contact = Held(
            kind=MeetingKind.CONTACT,
            held_on=month.replace(day=2),
            as_at=moment(month.replace(day=2)),
            channel=channel,
            present="Contract manager; prime provider manager",
            text="The month's return and what is late.",
        )
        meeting = Held(
            kind=MeetingKind.TPPM,
            held_on=month.replace(day=6),
            as_at=moment(month.replace(day=6)),
            channel="face",
            present="Provision manager; district manager of the provider; Jobcentre staff",
            text="Referrals, paperwork and missed appointments.",
        )
        for login, held in ((cm(contract), contact), (tppm(contract), meeting)):
            number = governance.hold(writers.pen(login, held.held_on), shared(contract), held)
            found.setdefault((contract, held.kind), []).append(number)
