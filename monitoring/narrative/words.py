"""How are numbers, months, shares and money written?

As GOV.UK writes them: 14 February 2009, February 2009, 1,234, 59.3%, GBP 1.2 million with its sign.
What is unknown is said to be, and never written as 0.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from monitoring.rates import FEWEST, share

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from monitoring.programmes import Measure

UNKNOWN = "not known"
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
PENCE_IN_A_POUND = 100
_MILLION = 1_000_000
_POUND = "\N{POUND SIGN}"
_MINUS = "\N{MINUS SIGN}"
_SMALLEST = 0.0005  # shares under it would round to 0.0% though they are not nought


def number(value: float | None) -> str:
    """Write a figure with its thousands marked, at most one decimal: 1,234 or 59.3."""
    if value is None or math.isnan(value):
        return UNKNOWN
    rounded = round(value, 1)
    text = f"{abs(rounded):,.0f}" if rounded == int(rounded) else f"{abs(rounded):,.1f}"
    return f"{_MINUS}{text}" if rounded < 0 else text


def percent(fraction: float | None) -> str:
    """Write a share as a percentage with one decimal: 59.3%."""
    if fraction is None or math.isnan(fraction):
        return UNKNOWN
    if math.isinf(fraction):
        return "no limit"
    if 0 < abs(fraction) < _SMALLEST:
        return "under 0.1%"
    sign = _MINUS if fraction < 0 else ""
    return f"{sign}{abs(fraction):,.1%}"


def rate_of(numerator: float, denominator: float) -> str:
    """Write a rate with its counts, and its counts only where they are few: 59.3% (178 of 300)."""
    if math.isnan(numerator) or math.isnan(denominator):
        return UNKNOWN
    counts = f"{number(numerator)} of {number(denominator)}"
    known = percent(share(numerator, denominator))
    return counts if denominator < FEWEST else f"{known} ({counts})"


def points(fraction: float) -> str:
    """Write the distance of two shares in percentage points: 2.0 points."""
    return f"{abs(fraction) * 100:,.1f} points"


def day(value: date) -> str:
    """Write a date: 14 February 2009."""
    return f"{value.day} {month(value)}"


def month(value: date) -> str:
    """Write a month: February 2009."""
    return f"{MONTHS[value.month - 1]} {value.year}"


def month_short(value: date) -> str:
    """Write a month where a table's cell has no room: Feb 2009."""
    return f"{MONTHS[value.month - 1][:3]} {value.year}"


def months_span(first: date, last: date) -> str:
    """Write a span of months, naming the year once where it is the same: January to March 2009."""
    if (first.year, first.month) == (last.year, last.month):
        return month(first)
    from_month = MONTHS[first.month - 1] if first.year == last.year else month(first)
    return f"{from_month} to {month(last)}"


def money(pence: float) -> str:
    """Write an amount of pence: pounds, with pence where there are any, and millions as such."""
    pounds = share(pence, PENCE_IN_A_POUND)
    if abs(pounds) >= _MILLION:
        text = f"{share(abs(pounds), _MILLION):,.1f} million"
    else:
        text = f"{abs(pounds):,.0f}" if pence % PENCE_IN_A_POUND == 0 else f"{abs(pounds):,.2f}"
    return f"{_MINUS if pence < 0 else ''}{_POUND}{text}"


def quantity(value: float, measure: Measure) -> str:
    """Write a figure in the measure's own unit: 122 people, 1 person."""
    return f"{number(value)} {measure.unit_one if value == 1 else measure.unit}"


def count_of(value: int, one: str, many: str) -> str:
    """Write how many there are of something: 1 month, 2 months."""
    return f"{value:,} {one if value == 1 else many}"


def listed(items: Sequence[str]) -> str:
    """Join names as a sentence does: A, B and C."""
    if len(items) <= 1:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def lower_first(title: str) -> str:
    """Put a title inside a sentence: its first letter small, unless it is an abbreviation."""
    return title if title[:2].isupper() else title[:1].lower() + title[1:]


def verb(title: str) -> str:
    """Say whether a title takes 'are' or 'is'."""
    return "are" if title.endswith("s") else "is"
