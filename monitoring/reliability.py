"""How far can one source's figure of one month be relied on, and how was that worked out?

Four tests: did it come in time, is it complete, does an independent source agree, was it changed
afterwards. A test that cannot be made is not passed. Source: requirements.md MI-10.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

import numpy as np

from monitoring.rates import rate
from monitoring.sources import FIGURE, LATE_SUBMISSION
from monitoring.vocabulary import MissingReason, Source

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    Row = Mapping[str, Any]

RESTATED_WITHIN = 0.05
"""How far a figure may have moved since it was first given: a default of this product."""

GRADES = ("A", "B", "C", "D")
"""All four tests passed, three, two, fewer."""

TESTS = ("timeliness", "completeness", "match", "restatement")


class Passed(StrEnum):
    """How one test came out."""

    YES = "passed"
    NO = "not passed"
    UNKNOWN = "cannot be told"


def graded(rows: pd.DataFrame) -> pd.DataFrame:
    """Add the four tests and the grade to what ``sources.compare`` gave.

    Returns
    -------
    The rows with ``timeliness``, ``completeness``, ``match`` and ``restatement`` (Passed),
    ``restated_share`` (fraction of the figure first given) and ``grade`` (blank where there is no
    figure to grade).
    """
    restated = rate((rows["value"] - rows["first"]).abs(), rows["first"])
    restated = restated.mask(rows["value"].eq(rows["first"]), 0.0)
    tested = rows.assign(
        restated_share=restated,
        timeliness=_told(rows["days_late"].eq(0), rows["days_late"].notna()),
        completeness=_told(_complete(rows), rows["value"].notna() | True),
        match=_match(rows),
        restatement=_told(restated.le(RESTATED_WITHIN), restated.notna()),
    )
    passed = (tested[list(TESTS)] == Passed.YES.value).sum(axis=1)
    place = (len(TESTS) - passed).clip(upper=len(GRADES) - 1)
    grade = place.map(dict(enumerate(GRADES)))
    tellable = rows["value"].notna() & rows["source"].ne(Source.AGREED.value)  # no source
    return tested.assign(grade=grade.where(tellable, ""))


def below(grade: str, least: str) -> bool:
    """Say whether a grade is worse than the one asked for; no figure is worse than any."""
    return grade not in GRADES or GRADES.index(grade) > GRADES.index(least)


def reasons_provisional(figure: Sequence[Row], least: str) -> list[str]:
    """Say why what is worked out from a month's figures is provisional; nothing where it is not.

    Parameters
    ----------
    figure
        The rows ``graded`` gave of one contract, measure and month, as records: a frame cut for
        each of thousands of months takes a hundred times as long.
    least
        The grade the contract asks of a figure that money is set against.
    """
    said = []
    others = [row for row in figure if not row["held_against"]]
    if any(row["differs"] for row in others):
        said.append("the sources differ")
    if any(row["awaited"] and row["days_late"] > 0 for row in others):
        said.append("a source has not come")
    if any(row["suggested_reason"] == LATE_SUBMISSION for row in figure):
        said.append("PLMI came late")
    own = next((row["grade"] for row in figure if row["held_against"]), None)
    if own is None:
        said.append("the provider has given no figure")
    elif below(own, least):
        said.append(f"the provider's figure is graded {own}, below {least}")
    if not said and any(row["provisional"] for row in figure):
        said.append("the month is not closed yet")
    return said


def _complete(rows: pd.DataFrame) -> pd.Series[Any]:
    parts = rows["reason"].eq(MissingReason.PART_MISSING.value)
    return rows["value"].notna() & ~rows["held"] & ~parts


def _match(rows: pd.DataFrame) -> pd.Series[Any]:
    """Say whether a figure is confirmed: by an independent one, never by one of the same root."""
    compared = rows["difference"].notna() & ~rows["held_against"]
    agrees = compared & rows["independent"] & ~rows["differs"]
    differs = compared & rows["differs"]
    keys = [rows[name] for name in FIGURE]
    any_agrees = agrees.groupby(keys).transform("any")
    any_differs = (differs & rows["independent"]).groupby(keys).transform("any")
    own = rows["held_against"]
    yes = agrees | (own & any_agrees & ~any_differs)
    no = differs | (own & any_differs)
    return _told(yes, yes | no)


def _told(passed: pd.Series[Any], known: pd.Series[Any]) -> pd.Series[Any]:
    told = np.where(passed, Passed.YES.value, Passed.NO.value)
    made: pd.Series[Any] = passed.astype("object").mask(passed.notna(), told)
    return made.where(known, Passed.UNKNOWN.value).astype("str")
