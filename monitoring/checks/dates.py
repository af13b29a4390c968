"""How is a date or a month read, and when is day and month in doubt?

A date with the year first is never in doubt. In ``03/04/2009`` day and month are, so such dates
wait until the whole file is read: some dates of a file usually prove which way it writes them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from monitoring.checks.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

EARLIEST_YEAR = 1900
LATEST_YEAR = 2100
PIVOT = 30  # a spreadsheet's own: it wrote 00 to 29 for 2000 to 2029

_MIDNIGHT = re.compile(r"[T ]00:00(?::00(?:\.0+)?)?Z?$")
_TIME = re.compile(r"[T ][0-9]{1,2}:[0-9]{2}")
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})")
_YEAR_MONTH = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})")
_MONTH_YEAR = re.compile(r"([0-9]{1,2})[-/.]([0-9]{4})")
_DAY_NAME_YEAR = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?[-/ .]*([A-Za-z]{3,9})[-/ .,]*([0-9]{4})")
_NAME_DAY_YEAR = re.compile(r"([A-Za-z]{3,9})[-/ .]*([0-9]{1,2})(?:st|nd|rd|th)?,? +([0-9]{4})")
_NAME_YEAR = re.compile(r"([A-Za-z]{3,9})[-/ .,]*([0-9]{4}|[0-9]{2})")
_YEAR_NAME = re.compile(r"([0-9]{4})[-/ .]*([A-Za-z]{3,9})")
_SHORT_YEAR = re.compile(
    r"[0-9]{1,2}[-/. ](?:[0-9]{1,2}|[A-Za-z]{3,9})[-/. ]'?[0-9]{2}|[0-9]{2}-[0-9]{1,2}-[0-9]{1,2}"
)
_DAY_NAME = re.compile(r"[0-9]{1,2}[-/ ]?[A-Za-z]{3,9}")
_SERIAL = re.compile(r"[1-9][0-9]{4}(?:\.[0-9]+)?")

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_BY_NAME = {
    spelt: number
    for number, name in enumerate(MONTHS, start=1)
    for spelt in (name, name[:3], "sept" if number == 9 else name[:3])  # noqa: PLR2004 - September
}

IMPOSSIBLE = Fault("impossible_date", "There is no such day. Correct the date.")
OUT_OF_RANGE = Fault(
    "date_out_of_range",
    f"Write a year from {EARLIEST_YEAR} to {LATEST_YEAR}; leave the cell blank where no day is"
    " known yet.",
)
TIME_OF_DAY = Fault("time_of_day", "Write the day only, without the time, such as 2009-04-20.")
SERIAL = Fault(
    "spreadsheet_number",
    "This is the number a spreadsheet keeps for a date. Format the column as a date and save it"
    " again, or write 2009-04-20.",
)
SHORT_YEAR = Fault("two_digit_year", "Write the year with four digits, such as 2009-04-20.")
NO_DAY = Fault("month_not_date", "This names a month; a day is needed, such as 2009-04-20.")
NO_YEAR = Fault("date_without_year", "This has no year. Write the date as 2009-04-20.")
NOT_A_DATE = Fault("not_a_date", "This is not a date. Write it as 2009-04-20.")
NOT_A_MONTH = Fault("not_a_month", "This is not a month. Write it as 2009-04.")
NOT_FIRST = Fault(
    "not_first_of_month",
    "A month is written as 2009-04, or as its first day. This is another day of the month.",
)
BOTH_WAYS = Fault(
    "day_and_month_in_doubt",
    "The file writes some dates with the day first and some with the month first, so this one"
    " cannot be read safely. Write all dates as 2009-04-20.",
)

SHORT_MONTH = (
    "month_with_short_year",
    "Months such as Apr-09, as spreadsheets rewrite them, were read as April 2009.",
)


@dataclass(frozen=True, slots=True)
class TwoWays:
    """A date such as 03/04/2009, read both ways; None where a way gives no such day."""

    day_first: date | None
    month_first: date | None


@dataclass(frozen=True, slots=True)
class Order:
    """Which way a file writes its dates, and how that is known."""

    day_first: bool
    proved: bool = False
    contradicted: bool = False
    doubtful: bool = False  # some date can be read both ways

    def choose(self, each: TwoWays) -> date | Fault:
        """Give the date meant, or say that it cannot be told."""
        first, second = each.day_first, each.month_first
        meant, other = (first, second) if self.day_first else (second, first)
        if meant is None or (self.contradicted and other is not None):
            return BOTH_WAYS
        return meant


def order_of(dates: Iterable[TwoWays], *, day_first: bool) -> Order:
    """Say which way a file writes its dates, from those that can be read in one way only.

    Parameters
    ----------
    dates
        Every date of the file whose day and month may be in doubt.
    day_first
        What is assumed where no date proves either way, and kept where dates prove both.
    """
    day = month = doubtful = False
    for each in dates:
        day = day or each.month_first is None
        month = month or each.day_first is None
        doubtful = doubtful or (each.day_first is not None and each.month_first is not None)
    if day and month:
        return Order(day_first, contradicted=True, doubtful=doubtful)
    if day or month:
        return Order(day, proved=True, doubtful=doubtful)
    return Order(day_first, doubtful=doubtful)


def read_date(text: str) -> date | TwoWays | Fault:
    """Read a day.

    >>> read_date("2009-04-20"), read_date("20 April 2009")
    (datetime.date(2009, 4, 20), datetime.date(2009, 4, 20))
    """
    text = _MIDNIGHT.sub("", text)
    if match := _YEAR_FIRST.fullmatch(text):
        return _day(int(match[1]), int(match[3]), int(match[4]))
    if match := _YEAR_LAST.fullmatch(text):
        return _two_ways(int(match[1]), int(match[3]), int(match[4]))
    named = _named_day(text)
    return named if named is not None else _why_no_date(text)


def month_reader(notes: dict[str, str]) -> Callable[[str], date | TwoWays | Fault]:
    """Give the reader of a month column; it notes once that a short year was filled up."""

    def read(text: str) -> date | TwoWays | Fault:
        text = _MIDNIGHT.sub("", text)
        if match := _YEAR_MONTH.fullmatch(text):
            return _day(int(match[1]), int(match[2]), 1)
        if match := _MONTH_YEAR.fullmatch(text):
            return _day(int(match[2]), int(match[1]), 1)
        named = _named_month(text, notes)
        return named if named is not None else _first_day(read_date(text))

    return read


def _day(year: int, month: int, day: int) -> date | Fault:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return OUT_OF_RANGE
    try:
        return date(year, month, day)
    except ValueError:
        return IMPOSSIBLE


def _two_ways(first: int, second: int, year: int) -> date | TwoWays | Fault:
    day_first, month_first = _day(year, second, first), _day(year, first, second)
    if day_first == month_first:
        return day_first
    return TwoWays(_sound(day_first), _sound(month_first))


def _sound(found: date | Fault) -> date | None:
    return None if isinstance(found, Fault) else found


def _named_day(text: str) -> date | Fault | None:
    if match := _DAY_NAME_YEAR.fullmatch(text):
        day, name, year = match[1], match[2], match[3]
    elif match := _NAME_DAY_YEAR.fullmatch(text):
        day, name, year = match[2], match[1], match[3]
    else:
        return None
    month = _BY_NAME.get(name.casefold())
    return None if month is None else _day(int(year), month, int(day))


def _named_month(text: str, notes: dict[str, str]) -> date | Fault | None:
    if match := _NAME_YEAR.fullmatch(text):
        name, year = match[1], match[2]
    elif match := _YEAR_NAME.fullmatch(text):
        name, year = match[2], match[1]
    else:
        return None
    month = _BY_NAME.get(name.casefold())
    if month is None:
        return None
    if len(year) == len("2009"):
        return _day(int(year), month, 1)
    if int(year) >= PIVOT:
        return SHORT_YEAR
    notes.setdefault(*SHORT_MONTH)
    return _day(2000 + int(year), month, 1)


def _first_day(found: date | TwoWays | Fault) -> date | TwoWays | Fault:
    if isinstance(found, Fault):
        return NOT_A_MONTH if found in {NOT_A_DATE, NO_DAY} else found
    if isinstance(found, date):
        return found if found.day == 1 else NOT_FIRST
    day_first, month_first = (
        each if each is not None and each.day == 1 else None
        for each in (found.day_first, found.month_first)
    )
    return TwoWays(day_first, month_first) if day_first or month_first else NOT_FIRST


def _why_no_date(text: str) -> Fault:
    reasons = (
        (bool(_TIME.search(text)), TIME_OF_DAY),
        (bool(_SERIAL.fullmatch(text)), SERIAL),
        (bool(_SHORT_YEAR.fullmatch(text)), SHORT_YEAR),
        (_named_month(text, {}) is not None, NO_DAY),
        (bool(_YEAR_MONTH.fullmatch(text) or _MONTH_YEAR.fullmatch(text)), NO_DAY),
        (bool(_DAY_NAME.fullmatch(text)), NO_YEAR),
    )
    return next((fault for found, fault in reasons if found), NOT_A_DATE)
