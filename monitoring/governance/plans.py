"""How did a measure stand before an improvement plan, while it ran, and after it?

Before and after; not an effect: nothing here says that the plan moved the measure. A count is a
mean of the months that have a figure, a rate the ratio of the sums of its counts.
Source: requirements.md GOV-08.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitoring.narrative.words import count_of, listed, month, months_span, number, percent
from monitoring.periods import add_months, first_of, months_of
from monitoring.rates import FEWEST, share

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from monitoring.programmes import Measure

WINDOW = 6  # a default of this product: months before and after that are looked at
NOT_AN_EFFECT = "Before and after; not an effect: other things changed in the same months."


@dataclass(frozen=True, slots=True)
class Stretch:
    """One stretch of months: its mean or ratio, and the counts it is made of."""

    name: str
    first: date
    last: date
    known: int  # months with a figure
    numerator: float
    denominator: float

    @property
    def value(self) -> float | None:
        """Give the mean a month, or the ratio of sums; None where no month has a figure."""
        return share(self.numerator, self.denominator) if self.denominator else None

    @property
    def months(self) -> int:
        """Count the months of the stretch, with a figure or not."""
        return len(months_of(self.first, self.last))


def before_and_after(
    figures: Mapping[date, tuple[float, float]], begins: date, ends: date, until: date
) -> list[Stretch]:
    """Give the months before a plan, while it ran and after it, as far as they have come.

    Parameters
    ----------
    figures
        By month: a count's figure and 1, or a rate's numerator and denominator.
    begins, ends
        The plan's first month, and the day it ends.
    until
        The last month that could have a figure.
    """
    last = first_of(ends)
    windows = (
        ("before", add_months(begins, -WINDOW), add_months(begins, -1)),
        ("while it ran", begins, min(last, until)),
        ("after", add_months(last, 1), min(add_months(last, WINDOW), until)),
    )
    return [_stretch(name, first, stop, figures) for name, first, stop in windows if first <= stop]


def _stretch(
    name: str, first: date, last: date, figures: Mapping[date, tuple[float, float]]
) -> Stretch:
    own = [pair for each, pair in figures.items() if first <= each <= last]
    return Stretch(
        name, first, last, len(own), sum(top for top, _ in own), sum(under for _, under in own)
    )


def sentence(stretches: list[Stretch], measure: Measure) -> str:
    """Say how the measure stood in each stretch, with its counts and months, and nothing more."""
    return f"{measure.title}: {listed([_worded(each, measure) for each in stretches])}."


def _worded(one: Stretch, measure: Measure) -> str:
    when = month(one.first) if one.first == one.last else months_span(one.first, one.last)
    if one.value is None:
        return f"{one.name} ({when}) no figure"
    counted = count_of(one.known, "month", "months")
    of = "" if one.known == one.months else f" of {one.months}"
    if measure.is_rate:
        counts = f"{number(one.numerator)} of {number(one.denominator)}"
        few = one.denominator < FEWEST  # a rate over so few says nothing
        return f"{one.name} ({when}) {counts if few else f'{percent(one.value)} ({counts})'}"
    return f"{one.name} ({when}) {number(one.value)} a month over {counted}{of}"
