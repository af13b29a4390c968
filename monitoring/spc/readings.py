"""What does a control chart say of the latest month, and will its target be met as things are?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import pandas as pd

from monitoring.programmes import Better
from monitoring.spc.rules import Point

if TYPE_CHECKING:
    from typing import Any


class Assurance(StrEnum):
    """Whether a series as it runs meets its target."""

    MEETS = "meets it every month"
    MISSES = "misses it every month"
    VARIES = "meets it in some months and not in others"


@dataclass(frozen=True, slots=True)
class Reading:
    """The latest month that can be judged, with its limits, and what is said of it."""

    contract: str
    month: pd.Timestamp
    value: float
    mean: float
    lower: float
    upper: float
    point: Point
    signals: str
    trial: bool
    points: int
    target: float
    assurance: Assurance | None

    @property
    def judged(self) -> bool:
        """Say whether there were months enough for limits."""
        return not pd.isna(self.upper)


def assurance(row: dict[Any, Any], better: Better) -> Assurance | None:
    """Say whether the target of a row lies within its limits; None without one to hold it to.

    Source: field_anchors.md section 4, assurance.
    """
    if better is Better.NEITHER or pd.isna(row["target"]) or pd.isna(row["upper"]):
        return None
    if row["lower"] <= row["target"] <= row["upper"]:
        return Assurance.VARIES
    easy = (row["target"] < row["lower"]) == (better is Better.HIGHER)
    return Assurance.MEETS if easy else Assurance.MISSES


def reading(rows: pd.DataFrame, better: Better) -> Reading | None:
    """Give what one contract's rows of ``control``, with ``target``, say of its latest month.

    None where no month is known that is not provisional.
    """
    known = rows[rows["value"].notna() & ~rows["provisional"]]
    if known.empty:
        return None
    row = known.iloc[-1].to_dict()
    return Reading(
        contract=row["contract"],
        month=row["month"],
        **{name: float(row[name]) for name in ("value", "mean", "lower", "upper", "target")},
        point=Point(row["point"]),
        signals=row["signals"],
        trial=bool(row["trial"]),
        points=int(row["points"]),
        assurance=assurance(row, better),
    )
