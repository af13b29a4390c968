"""Which issues, actions and improvement plans are there in the sample?

One issue was carried over three times without owner or date; one action is overdue; two improvement
plans ran, and nobody says that they did it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from db import governance
from monitoring.governance.items import Did, ItemKind, Terms
from monitoring.governance.reviews import MeetingKind
from sample_data.promises.people import AREA_1, AREA_3, cm, dwp, prime, shared, tppm

if TYPE_CHECKING:
    from db.writing import Place
    from sample_data.promises.people import Writers
    from sample_data.promises.reviews import Meetings

PAPERWORK = Terms(
    kind=ItemKind.ISSUE,
    what="Referral paperwork reaches the provider after the first interview is booked",
    measure="referrals",
)
CALLS = Terms(
    kind=ItemKind.ACTION,
    what="Call every client who missed an interview within 7 days",
    how="A list each Monday to the team leaders; calls noted on the client's record",
    who="Prime Provider 1, operations manager",
    due_on=date(2010, 11, 26),
    review_on=date(2010, 12, 15),
    measure="ftas",
    month=date(2010, 9, 1),
)
CODES = Terms(
    kind=ItemKind.ACTION,
    what="Agree which date counts as a start in the return",
    how="Both sides go through 20 starts that differ",
    who="Prime Provider 1, data manager",
    due_on=date(2010, 8, 27),
    review_on=date(2010, 9, 15),
    measure="starts",
)
BY_TELEPHONE = Terms(
    kind=ItemKind.ISSUE,
    what="The higher target asked for by telephone has no authority: withdraw it or put it forward",
    who="Contract manager, Areas 1 and 2",
    due_on=date(2010, 12, 17),
    measure="job_outcomes",
)
MISSED = Terms(
    kind=ItemKind.PLAN,
    what="Improvement plan: fewer missed interviews in Area 1",
    how="Telephone reminders, evening appointments and one adviser for follow-up in each office",
    who="Prime Provider 1, operations manager",
    due_on=date(2010, 6, 30),
    review_on=date(2010, 9, 15),
    measure="fta_rate",
    month=date(2010, 1, 1),
)
ADVISERS = Terms(
    kind=ItemKind.PLAN,
    what="Improvement plan: adviser posts and waiting times in Area 3",
    how="Fill 12 posts, longer interviews, no group sessions",
    who="Prime Provider 3, regional manager",
    due_on=date(2010, 5, 28),
    review_on=date(2010, 8, 20),
    measure="job_outcomes",
    month=date(2009, 12, 1),
)
PARTNERS = Terms(
    kind=ItemKind.ISSUE,
    what="Partners are paid late and one asks whether it can go on",
    measure="job_outcomes",
)
START_UP = (
    ("Open the two main offices", date(2007, 12, 14), "Both open on 10 December 2007"),
    ("Recruit and train 30 advisers", date(2008, 2, 29), "28 in post by the end of March 2008"),
    ("Sign the condition management agreement", date(2008, 3, 31), "Signed on 27 March 2008"),
)
TAKEN_ON = date(2007, 12, 10)


def write(writers: Writers, meetings: Meetings) -> None:
    """Write the items down with all their steps."""
    _start_up(writers)
    _plan_in_area_1(writers)
    _plan_in_area_3(writers)
    _agreed(writers, meetings)
    _carried(writers, meetings)
    _raised(writers, cm(AREA_1), dwp(AREA_1), BY_TELEPHONE, date(2010, 11, 3))


def _raised(writers: Writers, login: str, place: Place, terms: Terms, on: date) -> int:
    return governance.raise_item(writers.pen(login, on), place, terms)


def _closed(writers: Writers, login: str, number: int, terms: Terms, on: date) -> None:
    contract = AREA_3 if terms is ADVISERS else AREA_1
    pen = writers.pen(login, on)
    governance.take_step(pen, shared(contract), number, Did.CLOSED, terms)


def _start_up(writers: Writers) -> None:
    """Write the start-up plan's main actions, all of them closed."""
    for what, due, outcome in START_UP:
        terms = Terms(
            kind=ItemKind.STARTUP, what=what, who="Prime Provider 1, area manager", due_on=due
        )
        number = _raised(writers, cm(AREA_1), shared(AREA_1), terms, TAKEN_ON)
        _closed(writers, cm(AREA_1), number, replace(terms, outcome=outcome), date(2008, 4, 8))


def _plan_in_area_1(writers: Writers) -> None:
    """Write a plan that ended, with the two actions within it."""
    number = _raised(writers, cm(AREA_1), shared(AREA_1), MISSED, date(2009, 12, 16))
    for what in ("Remind by telephone the day before", "Offer appointments until 7 pm"):
        terms = replace(MISSED, kind=ItemKind.ACTION, what=what, within=number, month=None)
        one = _raised(writers, prime(AREA_1), shared(AREA_1), terms, date(2010, 1, 6))
        done = replace(terms, outcome="In place in every office since March 2010")
        _closed(writers, prime(AREA_1), one, done, date(2010, 4, 7))
    done = replace(MISSED, outcome="Ended 30 June 2010; reminders go on as agreed")
    _closed(writers, cm(AREA_1), number, done, date(2010, 9, 15))


def _plan_in_area_3(writers: Writers) -> None:
    """Write a plan that ran past its date and was never closed."""
    _raised(writers, cm(AREA_3), shared(AREA_3), ADVISERS, date(2009, 11, 20))


def _agreed(writers: Writers, meetings: Meetings) -> None:
    """Write what a review agreed: one action done, one overdue."""
    review = meetings[AREA_1, MeetingKind.PPR][-1]
    done = replace(CODES, meeting=None)
    number = _raised(writers, cm(AREA_1), shared(AREA_1), done, date(2010, 6, 16))
    outcome = "The day of the first interview counts; the August return follows it"
    _closed(writers, prime(AREA_1), number, replace(CODES, outcome=outcome), date(2010, 9, 3))
    with_review = replace(CALLS, meeting=review)
    _raised(writers, cm(AREA_1), shared(AREA_1), with_review, date(2010, 9, 15))


def _carried(writers: Writers, meetings: Meetings) -> None:
    """Write an issue that three monthly meetings left without owner or date, and one of two."""
    for contract, terms, turns in ((AREA_1, PAPERWORK, 3), (AREA_3, PARTNERS, 2)):
        first, *later = meetings[contract, MeetingKind.TPPM][-turns:]
        days = [date(2010, 12 - turns + 1 + turn, 6) for turn in range(turns)]
        login = tppm(contract)
        raised = replace(terms, meeting=first)
        number = _raised(writers, login, shared(contract), raised, days[0])
        for meeting, on in zip(later, days[1:], strict=True):
            carried = replace(terms, meeting=meeting)
            pen = writers.pen(login, on)
            governance.take_step(pen, shared(contract), number, Did.CARRIED, carried)
