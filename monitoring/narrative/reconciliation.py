"""How is it said in what two records differ, and why?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from monitoring.narrative.sources import NAMES
from monitoring.narrative.words import count_of, day, listed, month, number, percent
from monitoring.reconciliation.bridge import MORE, Step
from monitoring.reconciliation.differences import Difference
from monitoring.reconciliation.timing import ByDay

if TYPE_CHECKING:
    from collections.abc import Mapping

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


SHORTEST: dict[str, str] = {
    Step.REFERRED: "Referred",
    Step.FAILED_TO_ATTEND: "Failed to attend",
    Step.WAITING: "Still waiting",
    Step.DEFERRED: "Deferred",
    Step.INELIGIBLE: "Found ineligible",
    Step.LEFT: "Left otherwise",
    Step.NOT_YET_RECEIVED: "Not yet received",
    Step.UNDER_ANOTHER: "Another contract",
    Step.REFERRED_TWICE: "Referred twice",
    Step.SEEN_NOT_STARTED: "Seen, not started",
    Step.UNEXPLAINED: "Unexplained",
    Step.STARTED_TWICE: "Started twice",
    Step.REFERRED_ELSEWHERE: "Referred elsewhere",
    Step.NO_REFERRAL: "No referral",
    Step.STARTED: "Started",
}
"""What each step is called where there is little room."""

_LESS: dict[str, str] = {
    Step.FAILED_TO_ATTEND: "failed to attend",
    Step.WAITING: "still waiting",
    Step.DEFERRED: "deferred",
    Step.INELIGIBLE: "found ineligible",
    Step.LEFT: "left for another reason",
    Step.NOT_YET_RECEIVED: "not yet received",
    Step.UNDER_ANOTHER: "under another contract",
    Step.REFERRED_TWICE: "referred twice",
    Step.SEEN_NOT_STARTED: "seen and not started",
    Step.UNEXPLAINED: "unexplained",
}
CLASSES: dict[str, str] = {
    Difference.AGREES: "Agrees",
    Difference.WITHIN_TOLERANCE: "Within the tolerance",
    Difference.DATE: "Different day",
    Difference.TIMING: "Different month",
    Difference.STATUS: "Says something else",
    Difference.LATE_NOTIFICATION: "Late notice",
    Difference.DUPLICATE: "Duplicate",
    Difference.WRONG_CONTRACT: "Under another contract",
    Difference.INELIGIBLE_EXIT: "Found ineligible",
    Difference.DEFERRAL: "Deferred",
    Difference.NOT_YET_RECEIVED: "Not yet received",
    Difference.NOT_EXPECTED: "Not expected",
    Difference.LEFT_ONLY: "Left only, unexplained",
    Difference.RIGHT_ONLY: "Right only, unexplained",
}
"""What each class is called on a page."""


def class_name(difference: str, sides: tuple[Side, Side]) -> str:
    """Name a class for two records: what stands on one side alone by that side's name."""
    alone = {Difference.LEFT_ONLY: sides[0], Difference.RIGHT_ONLY: sides[1]}.get(
        Difference(difference)
    )
    return f"{alone.title} only, unexplained" if alone else CLASSES[difference]


def finding(totals: Mapping[str, Any], sides: tuple[Side, Side]) -> str:
    """Say in a sentence or three where everybody went, and how many are unexplained.

    ``totals`` are the report's parameters. Missing each way is added, never set off.
    """
    if not totals["union"]:
        return "Neither record holds anybody in these months."
    gross = f"{number(totals['unexplained'])} unexplained, both ways added"
    share = f"{percent(totals['unexplained_rate'])} of {number(totals['union'])} in either"
    ends = f"{gross} ({share})."
    if "bridge" in totals:
        return f"{_bridge_said(totals['bridge'])} In all {ends}"
    one, other = (each.title for each in sides)
    return f"{number(totals['matched'])} are in both {one} and {other}: {ends}"


def _bridge_said(steps: Mapping[str, int]) -> str:
    """Say the steps from referrals to starts, the largest first and what is unexplained last."""
    order = sorted(
        (name for name in _LESS if steps[name]),
        key=lambda name: (name == Step.UNEXPLAINED, -steps[name]),
    )
    gone = sum(steps[name] for name in order)
    known = sum(steps[name] for name in MORE)
    begun = f"{number(steps[Step.REFERRED])} referred, {number(steps[Step.STARTED])} started"
    causes = listed([f"{number(steps[name])} {_LESS[name]}" for name in order])
    said = f"{begun}; of the {number(gone)} who did not start: {causes}." if gone else f"{begun}."
    if not known:
        return said
    verb = "was" if known == 1 else "were"
    return f"{said} {number(known)} of those who started {verb} not referred here."


def starts_unreferred(count: int) -> str:
    """Say how many records of starts stand alone, for the home page."""
    if count == 1:
        return "1 record of a start has no referral and no reason"
    return f"{number(count)} records of starts have no referral and no reason"


EMPTY = "No record of this contract can be compared yet: neither side has a row in these months."
NOT_YOURS = (
    "The rows behind a class are about single people. You see how many there are; the contract "
    "manager, the provision manager and the provider see which."
)
RATES = "How far each provider's records meet the others, over the months chosen."
LIKELY = (
    "References that nearly agree, on either side alone. Nothing is joined until somebody accepts.",
    "No two references on either side alone nearly agree.",
)
LEAVERS = (
    "The benefit centre told that these clients left, and the provider still carries them.",
    "The provider carries nobody of whom the benefit centre told that they left.",
)
BASES: dict[str, str] = {
    ByDay.EVENT: "The day it happened",
    ByDay.REPORT: "The day it was reported",
}
ABOUT = {
    "How rows are paired": "On the client's reference, nearest days first, one to one. Duplicates "
    "are found before anything is paired.",
    "Unexplained": "Keys that stand in one record alone for no reason found. Both ways are added: "
    "10 missing each way are 20, never 0.",
    "Steps": "Each person referred is in one step: started, or why not by the last thing known. "
    "Those who started without a referral are added.",
    "Timing": "Pairs whose two days lie in different months make a gap in each, and none over all.",
}


def figures(totals: Mapping[str, Any], sides: tuple[Side, Side]) -> list[tuple[str, str, str]]:
    """Give the figures of the page: label, figure, and what stands beside it."""
    one, other = sides
    share = f"{percent(totals['unexplained_rate'])} of {number(totals['union'])} in either"
    return [
        ("Unexplained, both ways", number(totals["unexplained"]), share),
        ("Match rate", percent(totals["match_rate"]), f"{number(totals['matched'])} in both"),
        (one.title, number(totals["left_rows"]), "rows of the left record"),
        (other.title, number(totals["right_rows"]), "rows of the right record"),
    ]


def trend(rows: pd.DataFrame) -> str:
    """Say where most is unexplained; ``rows`` are months, the latest first."""
    if rows.empty or not rows["unexplained"].sum():
        return "Nothing is unexplained in these months."
    worst = rows.sort_values("unexplained", kind="stable").iloc[-1]
    most = f"{number(worst['unexplained'])} of {number(rows['unexplained'].sum())}"
    return f"Most of what is unexplained is of {month(worst['month'])}: {most}."


def timing(rows: pd.DataFrame) -> str:
    """Say how much of the gaps of the months is timing, each month's taken by itself."""
    if rows.empty:
        return "There is no month to compare."
    gap, moved = int(rows["gap"].abs().sum()), int((rows["gap"] - rows["rest"]).abs().sum())
    if not gap:
        return "No month has a gap between the two records."
    return (
        f"The gaps of the months come to {number(gap)}, whichever way; {number(moved)} are pairs "
        "that stand in different months."
    )
