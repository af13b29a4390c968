"""Which interviews are put off, why, and is each looked at again when it should be?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from monitoring.rates import rate

if TYPE_CHECKING:
    from datetime import date

RUNNING, OVERDUE, ENDED = "running", "review_overdue", "ended"
WAIVED = "waive"
"""A reason that says so is a waiver: an adviser's power that ended with the change to ESA."""


def says_waived(reason: str) -> bool:
    """Say whether a reason says that the interview was waived."""
    return WAIVED in reason.lower()


def standing(
    deferrals: pd.DataFrame, ended_on: pd.Series[pd.Timestamp], today: date
) -> pd.DataFrame:
    """Say of each deferral whether it runs, its review is overdue, or it has ended.

    Parameters
    ----------
    deferrals
        The frame of that name.
    ended_on
        The day each client's referral ended, by the rows of ``deferrals``.
    today
        The working date.

    Returns
    -------
    The rows with ``state``: ``ended`` (its last day is over, or the client left),
    ``review_overdue`` (it has no last day and the day of its review is over), else ``running``;
    and ``waiver``, whether its reason says that the interview was waived.

    Notes
    -----
    Source: requirements.md REF-11, REF-12.
    """
    day = pd.Timestamp(today)
    over = (deferrals["to_on"] < day) | (ended_on <= day)
    late = deferrals["to_on"].isna() & (deferrals["review_on"] < day)
    state = np.select([over, late], [ENDED, OVERDUE], RUNNING).astype(str)
    waiver = deferrals["reason"].map(says_waived).astype("bool")
    return deferrals.assign(state=state, waiver=waiver)


def by_reason(rows: pd.DataFrame, active: int) -> pd.DataFrame:
    """Count deferrals by reason, after all of them together (``reason`` blank), the most first.

    Parameters
    ----------
    rows
        What ``standing`` gave.
    active
        Referrals that have not ended.

    Returns
    -------
    ``reason``, ``deferrals``, a column for each state, ``active`` and ``share``: those that run,
    overdue for review or not, over active referrals (M15).
    """
    flags = pd.DataFrame(
        {state: rows["state"] == state for state in (RUNNING, OVERDUE, ENDED)}
    ).assign(deferrals=1)
    parts = pd.concat([flags.assign(reason=""), flags.assign(reason=rows["reason"])])
    found = parts.groupby("reason").sum().astype("int64").assign(active=active)
    found["share"] = rate(found[RUNNING] + found[OVERDUE], found["active"])
    found = found.reset_index().sort_values("deferrals", ascending=False, kind="stable")
    return found.reset_index(drop=True)
