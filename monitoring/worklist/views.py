"""Which part of a worklist does somebody want to see, and what does it come to?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from monitoring.rates import share
from monitoring.worklist.causes import CAUSES
from monitoring.worklist.items import KEY, ClosedBy, Turn
from monitoring.worklist.steps import UNSETTLED, State

if TYPE_CHECKING:
    from datetime import date

AGES = ((7, "up to 7 days"), (28, "8 to 28 days"), (91, "29 to 91 days"))
OLDEST = "over 91 days"
"""The ages that are counted together: a week, the limit of a referral's lag, a quarter."""

UNEXPLAINED = ("left_only", "right_only")
"""The classes that no reason of the sources themselves explains."""

OPEN, CLOSED, ALL = "open", "closed", "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What of a worklist somebody wants to see; blank is everything."""

    difference: str = ""
    state: str = OPEN  # one of the states, or everything that is open, or all
    owner: str = ""
    turn: str = ""
    overdue: bool = False
    month: date | None = None


def chosen(work: pd.DataFrame, wanted: Wanted) -> pd.DataFrame:
    """Give the rows of a worklist that are wanted, in its order."""
    kept = pd.Series(data=True, index=work.index)
    if wanted.state == OPEN:
        kept &= work["state"].isin([str(each) for each in UNSETTLED])
    elif wanted.state != ALL:
        kept &= work["state"].eq(wanted.state)
    for name in ("difference", "owner", "turn"):
        if text := getattr(wanted, name):
            kept &= work[name].eq(text)
    if wanted.overdue:
        kept &= work["overdue"]
    if wanted.month is not None:
        kept &= work["on"].dt.to_period("M").eq(pd.Period(wanted.month, "M"))
    return work[kept].reset_index(drop=True)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a worklist comes to."""

    open: int
    unexplained: int  # open, of a class the sources do not explain, and without an answer
    answered: int  # waiting for the department to accept or return
    with_provider: int
    overdue: int
    oldest_days: int | None


def standing(work: pd.DataFrame) -> Standing:
    """Say how many differences are open, how many unexplained, and how old the oldest is."""
    still = work[work["state"].isin([str(each) for each in UNSETTLED])]
    answered = still["state"].eq(State.ANSWERED.value)
    unexplained = still["difference"].isin(UNEXPLAINED) & ~answered
    oldest = still["age_days"].max()
    return Standing(
        open=len(still),
        unexplained=int(unexplained.sum()),
        answered=int(answered.sum()),
        with_provider=int(still["turn"].eq(Turn.PROVIDER.value).sum()),
        overdue=int(still["overdue"].sum()),
        oldest_days=None if pd.isna(oldest) else int(oldest),
    )


def ageing(work: pd.DataFrame) -> pd.DataFrame:
    """Count the open differences by age: ``age``, ``open``, ``with_provider``, youngest first."""
    still = work[work["state"].isin([str(each) for each in UNSETTLED])]
    edges = [-1.0, *(float(most) for most, _ in AGES), float("inf")]
    labels = [*(label for _, label in AGES), OLDEST]
    age = pd.cut(still["age_days"].fillna(0.0), bins=edges, labels=labels)
    provider = still["turn"].eq(Turn.PROVIDER.value)
    return pd.DataFrame(
        {
            "age": labels,
            "open": age.value_counts().reindex(labels).fillna(0).astype("int64").to_list(),
            "with_provider": age[provider].value_counts().reindex(labels).fillna(0)
            .astype("int64").to_list(),
        }
    )


def reasons(work: pd.DataFrame) -> pd.DataFrame:
    """Rank the reasons given, the most frequent first.

    ``reason`` (its words), ``items``, and ``months`` in how many months it was given.
    """
    given = work[work["reason"].ne("") & work["written"]]
    grouped = given.assign(month=given["on"].dt.to_period("M")).groupby("reason")
    ranked = pd.DataFrame({"items": grouped.size(), "months": grouped["month"].nunique()})
    ranked = ranked.reset_index().sort_values(["items", "reason"], ascending=[False, True])
    return ranked.assign(reason=ranked["reason"].map(dict(CAUSES))).reset_index(drop=True)


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of a worklist since an earlier day."""

    opened: int
    closed: int
    by_people: int
    open_then: int

    @property
    def closure_rate(self) -> float:
        """Give the share of those open then that are closed now, unknown where none was."""
        return share(self.closed, self.open_then)


def moved(before: pd.DataFrame, after: pd.DataFrame) -> Moved:
    """Say what was opened and what was closed between two readings of a worklist.

    A difference that a return took away without anybody writing about it counts as closed.
    """
    still = [str(each) for each in UNSETTLED]
    was, now = (_keys(each[each["state"].isin(still)]) for each in (before, after))
    known = _keys(after[after["closed_by"].eq(ClosedBy.PERSON.value)])
    gone = was.difference(now)
    return Moved(
        opened=len(now.difference(was)),
        closed=len(gone),
        by_people=len(gone.intersection(known)),
        open_then=len(was),
    )


def _keys(rows: pd.DataFrame) -> Any:  # noqa: ANN401 - pandas' stubs lose the index of two columns
    return pd.MultiIndex.from_frame(rows[list(KEY)])
