"""When is what due, as a calendar other programs can read?"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from icalendar import Calendar, Event

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

PRODUCT = "-//Contract performance monitoring//Deadlines//EN"


class Deadline(NamedTuple):
    """One day something falls due. ``key`` stays the same when its words change."""

    key: str
    on: date
    summary: str
    description: str


def as_calendar(
    name: str, deadlines: Iterable[Deadline], made_at: datetime, said: str = ""
) -> bytes:
    """Write deadlines as all-day events of an iCalendar file (RFC 5545).

    A deadline keeps its key from file to file, so a calendar that reads a newer file moves it
    instead of adding it again. ``said`` is how it is handled, as at when, and through whose eyes.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    if said:
        calendar.add("x-wr-caldesc", said)
    for each in deadlines:
        event = Event()
        event.add("uid", f"{each.key}@contract-performance-monitoring")
        event.add("dtstamp", made_at)
        event.add("dtstart", each.on)
        event.add("dtend", each.on + timedelta(days=1))
        event.add("summary", each.summary)
        event.add("description", each.description)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written
