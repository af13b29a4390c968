"""What is said of the rows behind a figure: how many, how many of them here, and why no others?"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitoring.narrative.words import count_of, day, quantity

if TYPE_CHECKING:
    from datetime import date

    from monitoring.programmes import Measure

NOT_YOURS = "You see the count, not the people in it."
NO_ROWS = (
    "It has no rows of its own: it is everybody who had started by the end of the month, "
    "less those who had left."
)
_PARTS = (
    "A row that names a category or an arrangement is part of the whole and is never added to it."
)
_AS_NOW = (
    "This contract counts a start by what happened after the referral: these rows are as they are "
    "known now, not as they were known then."
)
_OTHERWISE = "not everything it was counted from is yours to see, or the rows have changed since."


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsFound:
    """What was found behind a figure of ``figure`` (NaN where it is missing).

    ``returned`` says that the figure was returned, ``of_return`` that these are rows of the return
    and not of clients, ``as_now`` that they are known otherwise now than the figure was then.
    """

    total: int
    shown: int
    figure: float
    returned: bool
    of_return: bool = False
    as_now: bool = False
    destroyed_on: date | None = None


def rows_behind(found: RowsFound, measure: Measure) -> str:
    """Say how many rows there are, in the measure's own unit, and how the figure compares."""
    if found.destroyed_on is not None:
        gone = destroyed("The rows behind it were", found.destroyed_on)
        known = not math.isnan(found.figure)
        return f"{gone} The figure stands: {quantity(found.figure, measure)}." if known else gone
    rows = count_of(found.total, "row", "rows")
    first = f"Showing the first {found.shown:,} of {found.total:,}."
    if found.of_return:
        said = [f"{rows} returned.", _PARTS if found.total > 1 else ""]
    elif found.total:
        said = [f"{rows}: {quantity(found.total, measure)} counted.", _compared(found, measure)]
    else:
        said = ["No row that counts in this month is there to be seen.", _compared(found, measure)]
    said.insert(1, first if found.shown < found.total else "")
    return " ".join(filter(None, said))


def destroyed(what: str, on: date) -> str:
    """Say that something was destroyed, as the schedule asks.

    >>> from datetime import date
    >>> destroyed("Its file was", date(2014, 1, 3))
    'Its file was destroyed under the retention schedule on 3 January 2014.'
    """
    return f"{what} destroyed under the retention schedule on {day(on)}."


def _compared(found: RowsFound, measure: Measure) -> str:
    """Say how the figure differs from its rows, or from those of clients where it was returned."""
    if found.as_now:
        return _AS_NOW
    if math.isnan(found.figure) or found.figure == found.total:
        return ""
    figure = quantity(found.figure, measure)
    if found.returned:
        return f"The figure returned is {figure}."
    return f"The figure is {figure}: {_OTHERWISE}"
