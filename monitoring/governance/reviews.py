"""When was each review, contact and meeting held, and when is the next due?

Source: requirements.md GOV-01, GOV-04, GOV-05, GOV-28 and C.4.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from monitoring.periods import MONTHS_OF_YEAR, add_months

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date, datetime

    from monitoring.audiences import Audience

SOON_DAYS = 14  # a default of this product: from when on a review counts as due
AHEAD = 4  # dates planned after the next one


class MeetingKind(StrEnum):
    """What sort of meeting it is."""

    PPR = "ppr"
    CONTACT = "contact"
    TPPM = "tppm"


class Channel(StrEnum):
    """How people met."""

    FACE = "face"
    PHONE = "phone"
    EMAIL = "email"


class Timing(StrEnum):
    """How a series of meetings stands on a day."""

    OVERDUE = "overdue"
    DUE = "due soon"
    PLANNED = "planned"
    NONE_RECORDED = "none recorded"
    NO_INTERVAL = "no interval set"
    ENDED = "contract ended"


KINDS = {
    MeetingKind.PPR: "Provider performance review",
    MeetingKind.CONTACT: "Contract manager's contact",
    MeetingKind.TPPM: "Provision manager's meeting",
}
CHANNELS = {Channel.FACE: "Face to face", Channel.PHONE: "By phone", Channel.EMAIL: "By email"}


@dataclass(frozen=True, slots=True)
class Meeting:
    """A review, contact or meeting that was held, and what was known when it was."""

    contract: str
    number: int
    kind: MeetingKind
    held_on: date
    channel: str
    present: str
    text: str
    as_at: datetime
    audience: Audience
    by: str
    at: datetime
    replaces: int | None = None
    pack_no: int | None = None
    reason: str = ""  # why it takes the place of an earlier entry
    cancelled: bool = False
    writer: str = ""  # by name and side, where known
    earlier: tuple[Meeting, ...] = ()  # the entries it took the place of, the latest first

    @property
    def who(self) -> str:
        """Give who wrote it down, as readers know them."""
        return self.writer or self.by

    @property
    def numbers(self) -> frozenset[int]:
        """Give every number it has had: items name the one they were raised or carried under."""
        return frozenset({self.number, *(each.number for each in self.earlier)})


@dataclass(frozen=True, slots=True)
class Series:
    """One kind of meeting of a contract: how often, when last and when next."""

    kind: MeetingKind
    every: int | None  # months; None where no interval is set
    last: date | None
    due: date | None
    timing: Timing
    days_late: int = 0
    later: tuple[date, ...] = ()
    pack: int | None = None  # the review pack the last one used


@dataclass(frozen=True, slots=True)
class Term:
    """From when to when a contract runs."""

    starts_on: date
    ends_on: date | None = None


def later_by(day: date, months: int) -> date:
    """Give the same day so many months later, or that month's last day where it has none.

    Examples
    --------
    >>> from datetime import date
    >>> later_by(date(2009, 1, 15), 3), later_by(date(2009, 11, 30), 3)
    (datetime.date(2009, 4, 15), datetime.date(2010, 2, 28))
    """
    first = add_months(day, months)
    return first.replace(day=min(day.day, calendar.monthrange(first.year, first.month)[1]))


def months_by_rating(table: Mapping[str, object], rating: str | None) -> int | None:
    """Give the months between reviews for a risk rating; None where none were set for it."""
    months = table.get((rating or "").strip().lower())
    return months if isinstance(months, int) and months else None


def with_rating(table: object, rating: str, months: int) -> str:
    """Write the months between reviews by rating as a parameter's text, with one rating more.

    Examples
    --------
    >>> with_rating({"high": 3}, "Medium", 6)
    'high=3; medium=6'
    """
    known = table if isinstance(table, dict) else {}
    told = {**known, rating.strip().lower(): months}
    return "; ".join(f"{name}={value}" for name, value in told.items())


def standing(meetings: Iterable[Meeting]) -> list[Meeting]:
    """Give the meetings as their last entries tell them, the latest first; none cancelled."""
    return [each for each in entries(meetings) if not each.cancelled]


def entries(meetings: Iterable[Meeting]) -> list[Meeting]:
    """Give the meetings of one contract, cancelled ones too, each with its earlier entries."""
    by_number = {each.number: each for each in meetings}
    replaced = {each.replaces for each in by_number.values()}
    last = [each for each in by_number.values() if each.number not in replaced]
    told = [replace(each, earlier=tuple(_before(each, by_number))) for each in last]
    return sorted(told, key=lambda each: (each.held_on, each.number), reverse=True)


def _before(one: Meeting, by_number: Mapping[int, Meeting]) -> Iterator[Meeting]:
    earlier = by_number.get(one.replaces or 0)
    while earlier is not None:
        yield earlier
        earlier = by_number.get(earlier.replaces or 0)


def change_refusal(last: Meeting, reason: str, *, cancelled: bool, kept: bool) -> str:
    """Say why an entry cannot be changed so; blank where it can.

    Parameters
    ----------
    last
        The entry that is to be changed.
    reason
        Why it is.
    cancelled
        Whether it is said not to have been held.
    kept
        Whether an item was raised or carried over in it: then it was held.
    """
    if last.cancelled:
        return "It is cancelled already. Write another meeting down."
    if not reason.strip():
        return "Say why: whoever read the entry before sees the reason beside it."
    if cancelled and kept:
        return "An item was raised or carried over in it, so it was held. Put its day right."
    return ""


def series(  # noqa: PLR0913 - what a series stands on
    meetings: Iterable[Meeting],
    kind: MeetingKind,
    every: int | None,
    term: Term,
    on: date,
    *,
    seen: bool = True,
) -> Series:
    """Give how one kind of meeting stands on a day.

    The next is due an interval after the last. Before the first, a review is due an interval after
    the contract began; of contacts and meetings it cannot be said, because none may be recorded.

    Parameters
    ----------
    meetings
        Meetings of one contract, of any kind.
    kind, every
        Which of them, and the months between two; None where no interval is set.
    term, on
        When the contract runs, and the day to stand on.
    seen
        Whether the reader may see that a review was held. If not, none is said to be overdue.
    """
    held = [each for each in meetings if each.kind is kind and each.held_on <= on]
    latest = max(held, key=lambda each: (each.held_on, each.number), default=None)
    last, pack = (latest.held_on, latest.pack_no) if latest else (None, None)
    if term.ends_on is not None and on > term.ends_on:
        return Series(kind, every, last, None, Timing.ENDED, pack=pack)
    if every is None:
        return Series(kind, every, last, None, Timing.NO_INTERVAL, pack=pack)
    if last is None and not (seen and kind is MeetingKind.PPR):
        return Series(kind, every, last, None, Timing.NONE_RECORDED)
    due = later_by(last or term.starts_on, every)
    late = max((on - due).days, 0)
    soon = (due - on).days <= SOON_DAYS
    timing = Timing.OVERDUE if late else Timing.DUE if soon else Timing.PLANNED
    return Series(kind, every, last, due, timing, late, _later(due, every, term.ends_on), pack)


def _later(due: date, every: int, until: date | None) -> tuple[date, ...]:
    days = [later_by(due, every * turn) for turn in range(1, AHEAD + 1)]
    return tuple(day for day in days if until is None or day <= until)


def how_often(every: int | None) -> str:
    """Say in words how often something is held.

    Examples
    --------
    >>> [how_often(each) for each in (1, 3, 5, None)]
    ['monthly', 'quarterly', 'every 5 months', 'no interval set']
    """
    known = {1: "monthly", 3: "quarterly", 6: "twice a year", MONTHS_OF_YEAR: "yearly"}
    return "no interval set" if every is None else known.get(every, f"every {every} months")
