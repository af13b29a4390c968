"""From referrals to starts, cause by cause: where did everybody go, and who came from nowhere?

The steps are exact: those referred, less everybody who did not start by the cause that is known,
and with everybody who started without a referral, are those who started.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from monitoring.frames import CODE, WHOLE, FrameContract
from monitoring.reconciliation.causes import INELIGIBLE, Kind, following
from monitoring.reconciliation.differences import Difference

if TYPE_CHECKING:
    from collections.abc import Mapping

    from monitoring.reconciliation.merged import Flags


class Step(StrEnum):
    """One step from referrals to starts. Every person is in one of them."""

    REFERRED = "referred"
    REFERRED_TWICE = "referred_twice"
    FAILED_TO_ATTEND = "failed_to_attend"
    WAITING = "waiting"
    DEFERRED = "deferred"
    INELIGIBLE = "ineligible"
    LEFT = "left"
    NOT_YET_RECEIVED = "not_yet_received"
    UNDER_ANOTHER = "under_another_contract"
    SEEN_NOT_STARTED = "seen_not_started"
    UNEXPLAINED = "unexplained"
    STARTED_TWICE = "started_twice"
    REFERRED_ELSEWHERE = "referred_elsewhere"
    NO_REFERRAL = "no_referral"
    STARTED = "started"


LESS = (
    Step.FAILED_TO_ATTEND,
    Step.WAITING,
    Step.DEFERRED,
    Step.INELIGIBLE,
    Step.LEFT,
    Step.NOT_YET_RECEIVED,
    Step.UNDER_ANOTHER,
    Step.REFERRED_TWICE,
    Step.SEEN_NOT_STARTED,
    Step.UNEXPLAINED,
)
"""Why somebody who was referred is not among the starts."""

MORE = (Step.STARTED_TWICE, Step.REFERRED_ELSEWHERE, Step.NO_REFERRAL)
"""Why somebody is among the starts who was not referred."""

BRIDGE = FrameContract("bridge", {"step": CODE, "people": WHOLE}, ("step",))
"""The steps in their order; those of ``LESS`` count what is taken away, those of ``MORE`` added."""

ATTENDED, FAILED = "attended", "fta"
ALONE: Mapping[Difference, Step] = {
    Difference.DUPLICATE: Step.REFERRED_TWICE,
    Difference.WRONG_CONTRACT: Step.UNDER_ANOTHER,
    Difference.INELIGIBLE_EXIT: Step.INELIGIBLE,
    Difference.DEFERRAL: Step.DEFERRED,
    Difference.NOT_YET_RECEIVED: Step.NOT_YET_RECEIVED,
    Difference.LEFT_ONLY: Step.UNEXPLAINED,
}
EXTRA: Mapping[Difference, Step] = {
    Difference.DUPLICATE: Step.STARTED_TWICE,
    Difference.WRONG_CONTRACT: Step.REFERRED_ELSEWHERE,
    Difference.RIGHT_ONLY: Step.NO_REFERRAL,
}


def bridge(rows: pd.DataFrame, right: pd.DataFrame, happened: pd.DataFrame) -> pd.DataFrame:
    """Give the steps from referrals to starts: the frame BRIDGE.

    Parameters
    ----------
    rows
        The frame RECONCILED of referrals and starts, explained.
    right
        The provider's starts, as the frame SIDE.
    happened
        The frame EVIDENCE: exits, deferrals and appointments of those who did not start.

    Notes
    -----
    Source: the issue's example, 412 referred and 371 started; requirements.md REC-02. Of several
    things that happened the one that ends the wait stands: left, then deferred, then missed.
    """
    step = steps(rows, right, happened)
    counted = step.value_counts()
    lefts, begun = int(rows["left_at"].ge(0).sum()), int(_begun(rows, right).sum())
    people = {Step.REFERRED: lefts, Step.STARTED: begun}
    order = (Step.REFERRED, *LESS, *MORE, Step.STARTED)
    told = [(each, people.get(each, int(counted.get(each, 0)))) for each in order]
    return BRIDGE.check(pd.DataFrame(told, columns=list(BRIDGE.columns)))


def steps(rows: pd.DataFrame, right: pd.DataFrame, happened: pd.DataFrame) -> pd.Series[str]:
    """Give each key's step; a referral that became a start, and what is neither, is blank."""
    found = pd.Series("", index=rows.index, dtype="str")
    begun, is_left = _begun(rows, right), rows["left_at"].ge(0)
    alone, both = is_left & rows["right_at"].lt(0), waiting(rows, right)
    for difference, step in ALONE.items():
        found[alone & rows["difference"].eq(difference)] = step
    for difference, step in EXTRA.items():
        found[~is_left & begun & rows["difference"].eq(difference)] = step
    found[both] = Step.WAITING
    for step, some in _of_what(happened):
        at, _ = following(rows, both.to_numpy(), some)
        found.iloc[at] = step
    return found


def waiting(rows: pd.DataFrame, right: pd.DataFrame) -> pd.Series[bool]:
    """Say which keys are in both records and have not started."""
    return rows["left_at"].ge(0) & rows["right_at"].ge(0) & ~_begun(rows, right)


def _begun(rows: pd.DataFrame, right: pd.DataFrame) -> pd.Series[bool]:
    """Say which keys have a start in the right record."""
    started = right["started_on"].notna().to_numpy()
    at = rows["right_at"].to_numpy()
    told: Flags = (at >= 0) & (started[at] if len(started) else np.zeros(len(at), dtype=bool))
    return pd.Series(told, index=rows.index)


def _of_what(happened: pd.DataFrame) -> tuple[tuple[Step, pd.DataFrame], ...]:
    """Give what happened by the step it makes; the later of two that fit stands."""
    kind, told = happened["kind"], happened["told"]
    seen, gone = kind.eq(Kind.APPOINTMENT), kind.eq(Kind.EXIT)
    return (
        (Step.FAILED_TO_ATTEND, happened[seen & told.eq(FAILED)]),
        (Step.SEEN_NOT_STARTED, happened[seen & told.eq(ATTENDED)]),
        (Step.DEFERRED, happened[kind.eq(Kind.DEFERRAL)]),
        (Step.LEFT, happened[gone & told.ne(INELIGIBLE)]),
        (Step.INELIGIBLE, happened[gone & told.eq(INELIGIBLE)]),
    )
