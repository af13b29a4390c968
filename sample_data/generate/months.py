"""Which months does the story run over, and which day is a working one?"""

from __future__ import annotations

from datetime import date, timedelta

PHASE_1 = date(2007, 12, 1)
PHASE_2 = date(2008, 4, 1)
FIRST = PHASE_1
LAST = date(2010, 11, 1)
ESA_FROM = date(2008, 10, 27)
WORKING_DATE = date(2010, 12, 10)

SATURDAY = 5


def add_months(month: date, months: int) -> date:
    """Give the first of the month so many months later."""
    index = month.year * 12 + month.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def month_of(day: date) -> date:
    """Give the first of the day's month."""
    return day.replace(day=1)


def month_end(month: date) -> date:
    """Give the last day of the month."""
    return add_months(month, 1) - timedelta(days=1)


def months(first: date, last: date) -> list[date]:
    """Give every month from the first to the last."""
    return [add_months(first, step) for step in range(between(first, last) + 1)]


def between(earlier: date, later: date) -> int:
    """Give how many months lie between two months."""
    return (later.year - earlier.year) * 12 + later.month - earlier.month


def days_after(day: date, days: int) -> date:
    """Give a working day so many days later: a weekend moves to its Monday."""
    return working_day(day + timedelta(days=days))


def working_day(day: date) -> date:
    """Move a Saturday or Sunday to the Monday after it."""
    weekday = day.weekday()
    return day + timedelta(days=7 - weekday) if weekday >= SATURDAY else day


def text(month: date) -> str:
    """Write a month as files do."""
    return f"{month.year:04d}-{month.month:02d}"
