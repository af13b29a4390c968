"""Which events are dated and what is noted beside the figures of the sample?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from db import doors, governance
from db.queries.governance import held_already
from monitoring.governance.notes import Said, Subject
from sample_data.promises.people import AREA_1, FOUR, cm, dwp, prime, shared

if TYPE_CHECKING:
    from sample_data.promises.people import Writers

EVENTS = (
    Said(
        "New claimants come on Employment and Support Allowance and wait for an assessment",
        date(2008, 10, 27),
        "programme_change",
    ),
    Said("Official figures say that the economy is in recession", date(2009, 1, 23), "economy"),
)
LAST_RETURN = date(2010, 11, 1)


def write(writers: Writers) -> None:
    """Write events of every contract, and notes and a commentary of Area 1."""
    for contract in FOUR:
        for said in EVENTS:
            on = said.on_date or LAST_RETURN
            governance.note(writers.pen(cm(contract), on), shared(contract), Subject(), said)
    reminders = Said("Telephone reminders begin in both offices", date(2010, 2, 1), "warm_up")
    pen = writers.pen(prime(AREA_1), date(2010, 2, 3))
    governance.note(pen, shared(AREA_1), Subject(), reminders)
    _beside_figures(writers)
    _commentary(writers)


def _beside_figures(writers: Writers) -> None:
    about = Subject(measure="job_outcomes", month=date(2009, 6, 1))
    first = governance.note(
        writers.pen(prime(AREA_1), date(2009, 7, 9)),
        shared(AREA_1),
        about,
        Said("Two employers who took on 9 people in spring have no vacancies"),
    )
    governance.correct(
        writers.pen(prime(AREA_1), date(2009, 7, 10)),
        shared(AREA_1),
        first,
        "Two employers who took on 6 people in spring have no vacancies",
    )
    governance.note(
        writers.pen(cm(AREA_1), date(2009, 7, 13)),
        dwp(AREA_1),
        about,
        Said("Ask the payment office how many of these are claimed"),
    )


def _commentary(writers: Writers) -> None:
    """Write what the provider says of its last return, beside the return."""
    who = writers.known[prime(AREA_1)]
    with doors.scoped_session(writers.store, who) as session:
        [last, *_] = held_already(session, AREA_1, "", "job_outcomes", [LAST_RETURN])
    governance.note(
        writers.pen(prime(AREA_1), last.received_on),
        shared(AREA_1),
        Subject(submission=last.submission, month=LAST_RETURN),
        Said("November is short of 4 claims whose evidence is with employers; they follow."),
    )
