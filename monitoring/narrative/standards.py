"""What is said of a contract whose rate lies below the level it is held to?"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from monitoring.narrative.words import lower_first, months_span, number, percent, rate_of
from monitoring.programmes import Better

if TYPE_CHECKING:
    from collections.abc import Mapping

    from monitoring.programmes import Measure


def below_standard(name: str, row: Mapping[str, Any], measure: Measure, standard: str) -> str:
    """Say by how much a rate misses its level, with its counts and what would have met it.

    ``standard`` says what the level is: the standard, or the contract's own target.
    """
    side, more = ("above", "fewer") if measure.better is Better.LOWER else ("below", "more")
    span = months_span(row["first"], row["last"])
    counts = rate_of(row["numerator"], row["denominator"])
    what = f"{standard} of {percent(row['target'])} for {lower_first(measure.title)}"
    return (
        f"{name} is {side} {what}: {counts} in {span}. "
        f"{number(math.ceil(row['short']))} {more} would have met it."
    )
