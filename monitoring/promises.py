"""Which promises have come due: actions, reviews and requests that somebody waits for?

They stand among *what needs you* and beside a contract's figures. Source: requirements.md GOV-01,
GOV-06, GOV-07, MI-14.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from monitoring.governance.items import ItemKind, State
from monitoring.governance.requests import asked_of
from monitoring.governance.reviews import KINDS as MEETINGS
from monitoring.governance.reviews import Series, Timing
from monitoring.narrative.words import count_of, day, lower_first

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from monitoring.governance.items import Item
    from monitoring.governance.requests import Request

LONGEST = 90  # characters of what an item says, inside a sentence
DAYS_OF_WEEK = 7
CARRIED_OFTEN = 2  # a default of this product: carried over so often it needs somebody, due or not


@dataclass(frozen=True, slots=True)
class Promised:
    """What is open about one contract: its items, its series of meetings, its requests."""

    contract: str
    items: tuple[Item, ...] = ()
    series: tuple[Series, ...] = ()
    requests: tuple[Request, ...] = ()


class Sort(StrEnum):
    """What sort of promise has come due."""

    ACTION = "action"
    REVIEW = "review"
    REQUEST = "request"


@dataclass(frozen=True, slots=True)
class Due:
    """One promise that has come due: in a sentence, where it is settled, and how late it is."""

    sort: Sort
    contract: str
    number: str
    sentence: str
    page: str
    query: Mapping[str, str]
    days: int = 0
    times: int = 0  # how often it was carried over

    @property
    def key(self) -> str:
        """Name it for good."""
        return f"{self.sort}:{self.contract}:{self.number}"

    @property
    def level(self) -> int:
        """Say how bad it is: worse with every week, and every time it is carried over."""
        return 100 * self.times + self.days // DAYS_OF_WEEK

    @property
    def size(self) -> float:
        """Put promises of a sort in order: the most carried first, then the latest."""
        return 1000.0 * self.times + self.days


def due(promised: Promised, on: date) -> list[Due]:
    """Give what has come due on a day, the latest first."""
    found = [
        *_actions(promised, on),
        *_reviews(promised),
        *_requests(promised, on),
    ]
    return sorted(found, key=lambda one: (-one.times, -one.days, one.key))


def _actions(promised: Promised, on: date) -> Iterable[Due]:
    for item in promised.items:
        late, carried = item.days_late(on), item.carried
        if item.state(on) is State.OVERDUE or (item.is_open and carried >= CARRIED_OFTEN):
            yield Due(
                Sort.ACTION,
                promised.contract,
                str(item.number),
                f"{_kind(item)} \N{LEFT DOUBLE QUOTATION MARK}{shortened(item.terms.what)}"
                f"\N{RIGHT DOUBLE QUOTATION MARK} {_why(item, late)}",
                "reviews",
                {"contract": promised.contract, "item": str(item.number)},
                late,
                carried,
            )


def _kind(item: Item) -> str:
    words = {ItemKind.PLAN: "improvement plan", ItemKind.STARTUP: "start-up action"}
    return f"the {words.get(item.terms.kind, str(item.terms.kind))}"


def _why(item: Item, late: int) -> str:
    said = []
    if late and item.terms.due_on:
        said.append(f"was due {day(item.terms.due_on)}, {count_of(late, 'day', 'days')} ago")
    if item.carried:
        said.append(f"was carried over {count_of(item.carried, 'time', 'times')}")
    lacks = item.lacks
    without = f", without {' or '.join(lacks)}" if lacks and item.carried else ""
    return f"{' and '.join(said)}{without}"


def _reviews(promised: Promised) -> Iterable[Due]:
    for one in promised.series:
        if one.timing in {Timing.OVERDUE, Timing.DUE} and one.due is not None:
            late = f", {count_of(one.days_late, 'day', 'days')} ago" if one.days_late else ""
            was = "was" if one.days_late else "is"
            yield Due(
                Sort.REVIEW,
                promised.contract,
                f"{one.kind}:{one.due:%Y-%m-%d}",
                f"the {lower_first(MEETINGS[one.kind])} {was} due {day(one.due)}{late}",
                "reviews",
                {"contract": promised.contract, "show": "meetings"},
                one.days_late,
            )


def _requests(promised: Promised, on: date) -> Iterable[Due]:
    for request in promised.requests:
        if late := request.days_late(on):
            yield Due(
                Sort.REQUEST,
                promised.contract,
                str(request.number),
                f"request {request.number} to {asked_of(request.wanted)} "
                f"({shortened(request.wanted.purpose)}) is "
                f"{count_of(late, 'day', 'days')} past its date",
                "requests",
                {"contract": promised.contract, "request": str(request.number)},
                late,
            )


def shortened(text: str) -> str:
    """Cut a text to what a sentence can hold.

    Examples
    --------
    >>> shortened("Late PLMI.")
    'Late PLMI'
    """
    plain = " ".join(text.split()).rstrip(".")
    if len(plain) <= LONGEST:
        return plain
    return f"{plain[: LONGEST - 1].rstrip()}\N{HORIZONTAL ELLIPSIS}"
