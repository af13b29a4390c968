"""How much of a month's gap between two records is timing, and how much is missing?

Source: requirements.md REC-14. A month is counted by the day of the event, or by the day on which
each record came to hold it: the month of its publication.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd

from monitoring.frames import MONTH, WHOLE, FrameContract
from monitoring.reconciliation.matching import NONE


class ByDay(StrEnum):
    """Which day puts a row in its month."""

    EVENT = "event"
    REPORT = "report"


GAPS = FrameContract(
    "gaps",
    {"month": MONTH, "left": WHOLE, "right": WHOLE, "gap": WHOLE, "timing": WHOLE, "rest": WHOLE},
    ("month",),
)
"""A month's rows of both records, the left's less the right's, and what of it is timing.

``timing`` are pairs of which only the left row is of the month, less those of which only the right
is: over all months they come to nought. ``rest`` is the gap that is left.
"""


def gaps(rows: pd.DataFrame, left: pd.DataFrame, right: pd.DataFrame, by: ByDay) -> pd.DataFrame:
    """Give the gap of each month and how much of it is timing: the frame GAPS.

    Parameters
    ----------
    rows
        The frame RECONCILED.
    left, right
        The frames SIDE its places point into.
    by
        The day that puts a row in its month.
    """
    day = "on" if by is ByDay.EVENT else "known_at"
    one, other = _months(left, rows["left_at"], day), _months(right, rows["right_at"], day)
    paired = rows["left_at"].ge(0) & rows["right_at"].ge(0) & one.notna() & other.notna()
    moved = paired & one.ne(other)
    counts = {
        "left": one.value_counts(),
        "right": other.value_counts(),
        "out": one[moved].value_counts(),
        "into": other[moved].value_counts(),
    }
    told = pd.DataFrame(counts).fillna(0).astype("int64").sort_index()
    told = told.rename_axis("month").reset_index()
    gap, timing = told["left"] - told["right"], told["out"] - told["into"]
    return GAPS.check(told.assign(gap=gap, timing=timing, rest=gap - timing))


def _months(side: pd.DataFrame, places: pd.Series[Any], day: str) -> pd.Series[Any]:
    """Give the month of each key's row of a side; unknown where there is none."""
    at = places.to_numpy()
    days = side[day].to_numpy().astype("datetime64[M]").astype("datetime64[us]")
    none = np.datetime64("NaT", "us")
    found = np.where(at != NONE, days[at] if len(days) else none, none)
    return pd.Series(found, index=places.index)
