"""What in the access log is unusual, and how is it said?

Two plain rules, in London's days and hours, over the month looked at: a person who was refused
often in one day, and files taken away at night or at the weekend. They are prompts to look, no
more.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

LONDON = ZoneInfo("Europe/London")
MANY_REFUSED = 10
"""How often somebody is refused in a day before it is unusual."""

FROM_HOUR, TO_HOUR = 7, 20
"""Office hours, with room: what is taken away before or after is unusual."""

SATURDAY = 5
DAYS_BACK = 31


@dataclass(frozen=True, slots=True)
class Hour:
    """How often somebody did something in one hour, which began at an instant."""

    who: str
    begins: datetime
    times: int


@dataclass(frozen=True, slots=True, order=True)
class Unusual:
    """Something to look at; the largest stands first."""

    times: int
    who: str
    kind: str  # refused or out of hours
    day: date | None = None


REFUSED, OUT_OF_HOURS = "refused", "out of hours"


def unusual(refused: Iterable[Hour], taken: Iterable[Hour]) -> list[Unusual]:
    """Give what is unusual, the most often first; refusals before files."""
    days: Counter[tuple[str, date]] = Counter()
    for each in refused:
        days[each.who, each.begins.astimezone(LONDON).date()] += each.times
    late: Counter[str] = Counter()
    for each in taken:
        if out_of_hours(each.begins):
            late[each.who] += each.times
    often = [
        Unusual(times, who, REFUSED, day)
        for (who, day), times in days.items()
        if times >= MANY_REFUSED
    ]
    night = [Unusual(times, who, OUT_OF_HOURS) for who, times in late.items()]
    return sorted(often, reverse=True) + sorted(night, reverse=True)


def out_of_hours(moment: datetime) -> bool:
    """Say whether an instant is at night or at the weekend in London.

    >>> from datetime import UTC, datetime
    >>> out_of_hours(datetime(2009, 6, 10, 6, 30, tzinfo=UTC))  # half past seven in summer
    False
    >>> out_of_hours(datetime(2009, 1, 14, 6, 30, tzinfo=UTC))
    True
    """
    there = moment.astimezone(LONDON)
    return there.weekday() >= SATURDAY or not FROM_HOUR <= there.hour < TO_HOUR
