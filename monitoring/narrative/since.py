"""What changed since the last review, or between two months, in sentences?"""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from monitoring.governance.items import State
from monitoring.narrative.words import (
    MONTHS,
    count_of,
    day,
    listed,
    lower_first,
    month,
    number,
    percent,
    points,
    quantity,
    rate_of,
    verb,
)
from monitoring.programmes import Better
from monitoring.since.happened import Sort

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from monitoring.governance.items import Item
    from monitoring.programmes import Measure
    from monitoring.since import Changed, Happened, Moved, Stand

NO_FIGURE = "no figure"


def stand_words(one: Stand | None, measure: Measure) -> str:
    """Write how a measure stands: 435 of 1,670 (26.0%), or a rate with its counts."""
    if one is None:
        return NO_FIGURE
    if measure.is_rate:
        return rate_of(one.numerator, one.denominator)
    return _of(one.actual, one.profile, one.share)


def month_words(one: Stand | None, measure: Measure) -> str:
    """Write the last month of a measure; of a rate without its counts."""
    if one is None:
        return NO_FIGURE
    if measure.is_rate:
        return f"{percent(one.month_actual)}, {_short(one.month)}"
    return f"{_of(one.month_actual, one.month_profile)}, {_short(one.month)}"


def _short(value: date) -> str:
    """Write a month where there is little room: Aug 2010."""
    return f"{MONTHS[value.month - 1][:3]} {value.year}"


def _of(actual: float, profile: float, share: float = math.nan) -> str:
    said = number(actual) if math.isnan(profile) else f"{number(actual)} of {number(profile)}"
    return said if math.isnan(share) else f"{said} ({percent(share)})"


def difference_words(value: float, measure: Measure) -> str:
    """Write a difference with its sign in the measure's own unit; of a rate in points."""
    if math.isnan(value):
        return ""
    if measure.is_rate:
        return points_words(value)
    return f"{_sign(round(value, 1))}{quantity(abs(value), measure)}"


def points_words(value: float) -> str:
    """Write by how many points a share changed; nothing where it is not known.

    Examples
    --------
    >>> points_words(0.012), points_words(-0.00001)
    ('+1.2 points', '0.0 points')
    """
    if math.isnan(value):
        return ""
    return f"{_sign(round(100 * value, 1))}{points(value)}"


def _sign(value: float) -> str:
    return "+" if value > 0 else "\N{MINUS SIGN}" if value < 0 else ""


def since_finding(
    name: str, headline: str, moved: Sequence[Moved], *, to_date: bool = True
) -> str:
    """Say how the headline measure stands then and now, and what moved most beside it.

    Parameters
    ----------
    name
        What it is compared with, as a sentence begins: Since the review of 15 September 2010.
    headline
        The code of the programme's headline measure.
    moved
        What ``since.moved`` gave, the most moved first.
    to_date
        The figures are sums to date, not of one month each.
    """
    if not any(not one.stands_still for one in moved):
        return f"{name}, no figure changed."
    first = next((one for one in moved if one.measure.code == headline), None)
    said = [_went(name, first, to_date=to_date)] if first is not None else []
    most = moved[0]
    if most is not first and most.size[0] == 0:
        said.append(f"What moved most: {_moved_most(most)}.")
    return " ".join(said) or f"{name}, {count_of(len(moved), 'measure', 'measures')} moved."


def _went(name: str, one: Moved, *, to_date: bool) -> str:
    subject = f"{lower_first(one.measure.title)}{' to date' if to_date else ''}"
    if one.before is None or one.after is None:
        is_ = verb(one.measure.title)
        now = stand_words(one.after, one.measure)
        return f"{name}, {subject} {is_} {now}; then {stand_words(one.before, one.measure)}."
    if one.stands_still:
        return f"{name}, {subject} stayed at {stand_words(one.after, one.measure)}."
    then, now = (stand_words(each, one.measure) for each in (one.before, one.after))
    gap = _gap(one)
    return f"{name}, {subject} went from {then} to {now}{f': {gap}' if gap else ''}."


def _gap(one: Moved) -> str:
    """Say by how much a count came nearer to its profile, or fell further behind it."""
    change = one.gap_change
    if one.measure.is_rate or math.isnan(change) or one.measure.better is Better.NEITHER:
        return ""
    better = change if one.measure.better is Better.HIGHER else -change
    if round(change, 1) == 0:
        return "the distance from profile stayed the same"
    amount = quantity(abs(change), one.measure)
    return f"{amount} {'gained on' if better > 0 else 'further behind'} profile"


def _moved_most(one: Moved) -> str:
    """Say of a measure with a share or rate on both sides from what to what it moved."""
    subject = lower_first(one.measure.title)
    if one.before is None or one.after is None:  # pragma: no cover - such a measure has no size
        return subject
    if one.measure.is_rate:
        return f"{subject}, from {percent(one.before.actual)} to {percent(one.after.actual)}"
    return f"{subject}, from {percent(one.before.share)} to {percent(one.after.share)} of profile"


def happened_finding(
    happened: Sequence[Happened], changed: Sequence[Changed], items: Sequence[Item], on: date
) -> str:
    """Count what came, changed, was opened, closed, carried over and answered."""
    counts = Counter((one.sort, one.did) for one in happened)
    returns = sum(one.sort is Sort.RETURN for one in happened)
    parts = [
        _count(returns, "return came", "returns came"),
        _count(len(changed), "earlier figure changed", "earlier figures changed"),
        _count(counts[Sort.ITEM, "Raised"], "item was raised", "items were raised"),
        _count(counts[Sort.ITEM, "Carried over"], "was carried over", "were carried over"),
        _count(counts[Sort.ITEM, "Closed"], "was closed", "were closed"),
        _count(counts[Sort.REQUEST, "Answered"], "request was answered", "requests were answered"),
        _count(sum(one.sort is Sort.SET for one in happened), "profile set or variation moved",
               "profile sets or variations moved"),
        _count(sum(one.sort is Sort.RULE for one in happened), "rule was set", "rules were set"),
    ]
    told = [part for part in parts if part]
    overdue = sum(one.state(on) is State.OVERDUE for one in items)
    late = f" {count_of(overdue, 'item is', 'items are')} overdue now." if overdue else ""
    return f"{listed(told)}.{late}" if told else f"Nothing else happened.{late}"


def _count(count: int, one: str, many: str) -> str:
    return count_of(count, one, many) if count else ""


def review_name(held_on: date) -> str:
    """Begin a sentence with the review it is compared with."""
    return f"Since the review of {day(held_on)}"


def day_name(then: date) -> str:
    """Begin a sentence with the day it is compared with."""
    return f"Since {day(then)}"


def months_name(first: date, second: date) -> str:
    """Begin a sentence with the two months that are compared."""
    return f"{month(second)} beside {month(first)}"
