"""How long is each kind of thing kept, from when on is it counted, and when does it fall due?

A schedule is data: the periods below are what holds where nobody has set another. Every one is
counted in whole months, so that "24 months after the contract" ends with a month.
Source: requirements.md DPR-04; reliability.md 4.7.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from monitoring import datasets
from monitoring.datasets.specification import Kind
from monitoring.periods import MONTHS_OF_YEAR, add_months, month_at, ordinal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

LONGEST = 600  # months: fifty years, beyond which a period is surely a slip of the hand


class DataClass(StrEnum):
    """A class of data that is kept and destroyed as one."""

    CLIENT_ROWS = "client_rows"
    AS_SENT = "bytes_as_sent"
    ADVISERS = "adviser_references"
    WORDS = "free_text"
    NOTES = "notes_and_requests"
    DRAFTS = "unfinished_returns"
    ACCESS = "access_log"
    LEAVERS = "accounts_of_leavers"
    FIGURES = "monthly_figures"


class Since(StrEnum):
    """From when on a period is counted."""

    CONTRACT_END = "the contract's last day"
    ENTRY = "the day of the entry"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the schedule: what it covers, how long it is kept (None: always), and why."""

    data_class: DataClass
    title: str
    covers: str
    since: Since
    months: int | None
    why: str


_LINES = (
    Line(
        DataClass.CLIENT_ROWS,
        "Rows about people",
        "Rows about single clients or respondents, their case references, who is known under "
        "another contract too, and what was written where sources differ about them. A complaint "
        "stays, without its client.",
        Since.CONTRACT_END,
        24,
        "Outcomes are claimed, sustained and disputed for up to two years after a contract ends.",
    ),
    Line(
        DataClass.AS_SENT,
        "Files as sent",
        "The bytes of every return, the values its findings repeat and what was put right in it. "
        "A file goes as soon as anything it may hold is due; its receipt and hash stay.",
        Since.CONTRACT_END,
        24,
        "They prove what was sent while it can still be disputed, and repeat every row.",
    ),
    Line(
        DataClass.ADVISERS,
        "Adviser references",
        "The references of advisers in starts and appointments.",
        Since.CONTRACT_END,
        12,
        "Caseloads are compared while a contract runs and at its final review, and not later.",
    ),
    Line(
        DataClass.WORDS,
        "Free text about people",
        "Summaries of complaints and what was learned from them.",
        Since.CONTRACT_END,
        12,
        "A sentence tells more of a person than a row does; open complaints are settled by then.",
    ),
    Line(
        DataClass.NOTES,
        "Notes and requests",
        "Notes, reasons, meetings, issues, actions, requests, handovers and contact points.",
        Since.CONTRACT_END,
        72,
        "A claim under a contract may be brought for six years (Limitation Act 1980, section 5).",
    ),
    Line(
        DataClass.DRAFTS,
        "Unfinished returns",
        "Returns begun and not sent, and profile sets begun and not shared.",
        Since.ENTRY,
        3,
        "What nobody went on with for a quarter will be sent anew.",
    ),
    Line(
        DataClass.ACCESS,
        "Access log",
        "Who signed in, was refused, looked at rows about people, exported or opened what, and "
        "what each was told.",
        Since.ENTRY,
        24,
        "Misuse comes to light late; two years of looks can be gone through.",
    ),
    Line(
        DataClass.LEAVERS,
        "Accounts of leavers",
        "The name and organisation of people whose access was ended, with what they had noted for "
        "themselves. The login stays, for receipts name it.",
        Since.ENTRY,
        12,
        "Questions about what somebody did are asked within a year of their leaving.",
    ),
    Line(
        DataClass.FIGURES,
        "Monthly figures",
        "Counts by month and cohort, profiles, terms, payments to partners and the chained record.",
        Since.CONTRACT_END,
        None,
        "They are about contracts and hold nothing about a person.",
    ),
)
SCHEDULE: dict[DataClass, Line] = {line.data_class: line for line in _LINES}
"""The default schedule, class by class."""

OF_CONTRACT = (
    DataClass.WORDS,
    DataClass.ADVISERS,
    DataClass.CLIENT_ROWS,
    DataClass.AS_SENT,
    DataClass.NOTES,
)
"""What is destroyed contract by contract, what is part of another class before it."""

OF_ENTRIES = tuple(data_class for data_class, line in SCHEDULE.items() if line.since is Since.ENTRY)
"""What is destroyed entry by entry, whatever the contract."""

RESPONDENTS = frozenset({"feedback"})
"""Datasets whose rows are about single people without naming a client."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A period somebody set: for everything, for a programme, or for one contract."""

    data_class: DataClass
    months: int | None
    valid_from: date
    step: int = 0  # which was set later, among those of the same day
    programme: str = ""
    contract: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A contract as the schedule knows it: its programme and its last day (None: no agreed end)."""

    contract: str
    programme: str
    last_day: date | None


def about_people(dataset: str) -> bool:
    """Say whether every row of a dataset is about one person."""
    spec = datasets.dataset(dataset)
    named = any(one.kind is Kind.CLIENT and not one.optional for one in spec.columns)
    return named or dataset in RESPONDENTS


def words_about_people(dataset: str) -> tuple[str, ...]:
    """Give the columns of a dataset that hold sentences about people."""
    spec = datasets.dataset(dataset)
    return tuple(one.name for one in spec.columns if one.free_text and spec.holds_clients)


def advisers_in(dataset: str) -> tuple[str, ...]:
    """Give the columns of a dataset that hold references of advisers."""
    spec = datasets.dataset(dataset)
    return tuple(one.name for one in spec.columns if one.sensitive == "adviser")


def in_bytes(dataset: str) -> frozenset[DataClass]:
    """Give the classes of what a file of a dataset may hold: it goes with the first of them."""
    spec = datasets.dataset(dataset)
    holds = {
        DataClass.AS_SENT: True,
        DataClass.CLIENT_ROWS: spec.holds_clients or about_people(dataset),
        DataClass.ADVISERS: bool(advisers_in(dataset)),
        DataClass.WORDS: bool(words_about_people(dataset)),
    }
    return frozenset(data_class for data_class, does in holds.items() if does)


def months_kept(
    rules: Iterable[Rule], data_class: DataClass, on: date, place: Place | None = None
) -> int | None:
    """Give how many months a class is kept by the schedule of a day; None: always.

    A period set for the contract stands before one for its programme, that before one for
    everything, and the default last; among them the latest that is in force.
    """
    mine = [
        rule
        for rule in rules
        if rule.data_class is data_class and rule.valid_from <= on and _covers(rule, place)
    ]
    if not mine:
        return SCHEDULE[data_class].months
    nearest = max(mine, key=lambda rule: (rule.contract != "", rule.programme != "",
                                          rule.valid_from, rule.step))  # fmt: skip
    return nearest.months


def _covers(rule: Rule, place: Place | None) -> bool:
    if place is None:
        return rule.contract == rule.programme == ""
    return rule.contract in {"", place.contract} and rule.programme in {"", place.programme}


def due_on(rules: Iterable[Rule], data_class: DataClass, place: Place, on: date) -> date | None:
    """Give the first day on which a contract's class is due; None where it never is, or not yet.

    >>> from datetime import date
    >>> due_on([], DataClass.CLIENT_ROWS, Place("C", "PLP", date(2011, 12, 31)), date(2012, 1, 1))
    datetime.date(2014, 1, 1)
    """
    months = months_kept(rules, data_class, on, place)
    if months is None or place.last_day is None:
        return None
    return add_months(place.last_day, months + 1)


def file_due_on(rules: Iterable[Rule], dataset: str, place: Place, on: date) -> date | None:
    """Give the first day on which a file of a dataset is due: with the first thing it holds."""
    known = tuple(rules)
    days = [due_on(known, data_class, place, on) for data_class in in_bytes(dataset)]
    return min((day for day in days if day is not None), default=None)


def kept_since(rules: Iterable[Rule], data_class: DataClass, on: date) -> date | None:
    """Give the first day whose entries are still kept; None where all of them are.

    >>> from datetime import date
    >>> kept_since([], DataClass.DRAFTS, date(2012, 5, 31))
    datetime.date(2012, 2, 29)
    """
    months = months_kept(rules, data_class, on)
    if months is None:
        return None
    first = month_at(max(ordinal(on) - months, MONTHS_OF_YEAR))
    last = calendar.monthrange(first.year, first.month)[1]
    return first.replace(day=min(on.day, last))
