"""How is it said in what two records differ, and why?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from monitoring.narrative.sources import NAMES
from monitoring.narrative.words import count_of, day
from monitoring.reconciliation.differences import Difference

if TYPE_CHECKING:

    from monitoring.reconciliation import Side


def reasons(
    rows: pd.DataFrame,
    left: pd.DataFrame,
    right: pd.DataFrame,
    evidence: pd.DataFrame,
    sides: tuple[Side, Side],
) -> list[str | None]:
    """Say of each key what is known of its difference; None where nothing is.

    Parameters
    ----------
    rows
        The frame RECONCILED, explained.
    left, right, evidence
        The frames its places point into.
    sides
        What the two records are called.
    """
    told = _Told(left, right, evidence, sides)
    return [told.reason(row) for row in rows.itertuples(index=False)]


class _Told:
    """What the rows behind a key say of it."""

    def __init__(
        self,
        left: pd.DataFrame,
        right: pd.DataFrame,
        evidence: pd.DataFrame,
        sides: tuple[Side, Side],
    ) -> None:
        self.sides = sides
        self.evidence = evidence
        self.left_status, self.right_status = (
            each["status"].astype("str").to_numpy() for each in (left, right)
        )
        self.left_told = left["told_on"]
        self.ends = right["told_on"].max()

    def reason(self, row: Any) -> str | None:  # noqa: ANN401 - a row of a frame has no type
        """Say what is known of one key's difference."""
        say = _SAID.get(row.difference)
        if say is not None:
            return str(say(self, row))
        return str(row.reason) or None

    def evidence_of(self, row: Any) -> Any:  # noqa: ANN401 - a row of a frame has no type
        """Give the row of evidence that explains a key."""
        return self.evidence.iloc[row.evidence_at]


def _within(_: _Told, row: Any) -> str:  # noqa: ANN401
    return f"{_apart(row)}, within the tolerance."


def _date(_: _Told, row: Any) -> str:  # noqa: ANN401
    if pd.isna(row.days_apart):
        return "One of the records gives no day."
    return f"{_apart(row)}: {day(row.left_on)} and {day(row.right_on)}."


def _timing(_: _Told, row: Any) -> str:  # noqa: ANN401
    return f"{day(row.left_on)} and {day(row.right_on)}: different months, {_apart(row)}."


def _status(told: _Told, row: Any) -> str:  # noqa: ANN401
    one, other = (each.title for each in told.sides)
    said = told.left_status[row.left_at], told.right_status[row.right_at]
    return f"{one}: {said[0]}. {other}: {said[1]}."


def _late(told: _Told, row: Any) -> str:  # noqa: ANN401
    notice = told.left_told.iloc[row.left_at]
    after = count_of((notice - row.left_on).days, "day", "days")
    return f"The notice went out on {day(notice)}, {after} after the referral."


def _duplicate(told: _Told, row: Any) -> str:  # noqa: ANN401
    one, other = told.sides if row.left_at >= 0 else reversed(told.sides)
    return f"{one.title} hold the client more often about this day than {other.title}."


def _elsewhere(told: _Told, row: Any) -> str:  # noqa: ANN401
    there = told.evidence_of(row)
    side = told.sides[1] if row.left_at >= 0 else told.sides[0]
    return f"Under {there.told} in {side.title}, dated {day(there.on)}."


def _ineligible(told: _Told, row: Any) -> str:  # noqa: ANN401
    found = told.evidence_of(row)
    return f"Found ineligible on {day(found.on)}, says {NAMES[found.source]}."


def _deferral(told: _Told, row: Any) -> str:  # noqa: ANN401
    found = told.evidence_of(row)
    return f"Deferred from {day(found.on)}: {found.told}."


def _not_yet(told: _Told, row: Any) -> str:  # noqa: ANN401
    notice = told.left_told.iloc[row.left_at]
    ends = f"the record of {told.sides[1].title} ends on {day(told.ends)}"
    if pd.isna(notice):
        return f"No notice had gone out yet; {ends}."
    return f"The notice went out on {day(notice)}; {ends}."


_SAID = {
    Difference.WITHIN_TOLERANCE: _within,
    Difference.DATE: _date,
    Difference.TIMING: _timing,
    Difference.STATUS: _status,
    Difference.LATE_NOTIFICATION: _late,
    Difference.DUPLICATE: _duplicate,
    Difference.WRONG_CONTRACT: _elsewhere,
    Difference.INELIGIBLE_EXIT: _ineligible,
    Difference.DEFERRAL: _deferral,
    Difference.NOT_YET_RECEIVED: _not_yet,
}


def _apart(row: Any) -> str:  # noqa: ANN401
    return f"{count_of(abs(int(row.days_apart)), 'day', 'days')} apart"
