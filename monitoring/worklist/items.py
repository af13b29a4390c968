"""Which differences are open, whose turn is it, and what closed the others?

An item is a difference (contract, left side, right side, client, date). Nothing of it is stored but
the steps people took; a difference nobody wrote about stands open by itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date  # noqa: TC003 - a NamedTuple reads it
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from monitoring.frames import DATE, FLAG, NUMBER, TEXT, WHOLE, FrameContract
from monitoring.worklist.steps import UNSETTLED, WITH_PROVIDER, Did, State

if TYPE_CHECKING:
    from collections.abc import Mapping


class Key(NamedTuple):
    """Which difference of two sides of a contract: of whom, and on which day."""

    client_id: int
    on: date
    outcome: str = ""  # of claims; blank elsewhere
    nth: int = 0  # of rows otherwise alike


KEY = ("client_id", "outcome", "on", "nth")
ONCE = {"outcome": "", "nth": 0}
"""The key of what stands once under a client and a day."""

SETTLED_CLASSES = ("agrees", "within_tolerance", "not_expected")
"""What nobody need look at (``reconciliation.differences.SETTLED``)."""

DIFFERENCES = FrameContract(
    "differences",
    {
        "client_id": WHOLE,
        "outcome": TEXT,
        "on": DATE,
        "nth": WHOLE,
        "left_on": DATE,
        "right_on": DATE,
        "difference": TEXT,
        "reason": TEXT,
        "left_submission": NUMBER,
        "right_submission": NUMBER,
        "known_since": DATE,
        "at": NUMBER,
    },
    KEY,
    {**ONCE, "reason": "", "at": float("nan")},
)
"""What two sides of one contract say of each client and date, as the reconciliation has it.

``at`` is the row's place there, by which its sentence is found when it is shown.
"""

SAID = FrameContract(
    "said",
    {
        "client_id": WHOLE,
        "outcome": TEXT,
        "on": DATE,
        "nth": WHOLE,
        "step": WHOLE,
        "did": TEXT,
        "state": TEXT,
        "owner": TEXT,
        "due_on": DATE,
        "reason": TEXT,
        "answer": TEXT,
        "clerical_ref": TEXT,
        "partner": NUMBER,
        "said_on": DATE,
    },
    (*KEY, "step"),
    ONCE,
)
"""The steps both sides read, each with the whole of what holds since."""

WORK = FrameContract(
    "work",
    {
        "client_id": WHOLE,
        "outcome": TEXT,
        "on": DATE,
        "nth": WHOLE,
        "left_on": DATE,
        "right_on": DATE,
        "difference": TEXT,
        "cause": TEXT,
        "since": DATE,
        "state": TEXT,
        "turn": TEXT,
        "owner": TEXT,
        "due_on": DATE,
        "reason": TEXT,
        "answer": TEXT,
        "clerical_ref": TEXT,
        "closed_by": TEXT,
        "closed_on": DATE,
        "receipt": NUMBER,
        "age_days": NUMBER,
        "overdue": FLAG,
        "written": FLAG,
        "partner": NUMBER,
        "at": NUMBER,
    },
    KEY,
)
"""The worklist of two sides of one contract, a row a difference, the oldest first."""


class Turn(StrEnum):
    """Who is to do something next."""

    DEPARTMENT = "department"
    PROVIDER = "provider"
    NOBODY = ""


class ClosedBy(StrEnum):
    """What closed a difference."""

    PERSON = "person"
    RECEIPT = "receipt"  # a later return explains it
    START = "start month"  # it is older than the month records are compared from
    TOLERANCE = "tolerance"  # so few in its month that the contract lets them stand
    NOTHING = ""


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How many differences of a month stand without being followed up: a number, or a share."""

    count: int = 0
    share: float = 0.0  # of the people either side has in the month


@dataclass(frozen=True, slots=True)
class Rules:
    """What a contract says about its differences, on a day."""

    working_date: date
    start: date | None = None  # the month from which records are compared
    tolerance: Tolerance = Tolerance()
    received: Mapping[int, date] = field(default_factory=dict)  # receipt to the day it came
    people: Mapping[date, int] | None = None  # either side's in a month; None: those given


def work(differences: pd.DataFrame, said: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Give the worklist: every difference and how it stands, and what was written of others.

    Parameters
    ----------
    differences
        The frame DIFFERENCES of two sides of one contract.
    said
        The frame SAID of the same: the steps its readers know.
    rules
        The contract's start month and tolerances, and the day it is looked at.

    Returns
    -------
    The frame WORK. ``state`` is one of ``State``; ``closed_by`` says what closed it, with the
    receipt where a later return did; ``age_days`` counts from the day the difference could first be
    seen to the working date, unknown once it is closed.

    Notes
    -----
    Source: requirements.md REC-05, REC-06, C.4 (reconcile_from).
    """
    known, last = DIFFERENCES.check(differences), _last(SAID.check(said))
    apart = known[~known["difference"].isin(SETTLED_CLASSES)]
    rows = apart.merge(last, on=list(KEY), how="left", suffixes=("_proposed", ""))
    rows = rows.rename(columns={"reason_proposed": "cause", "known_since": "since"})
    rows = rows.assign(state=rows["state"].fillna(State.OPEN.value), written=rows["step"].notna())
    closed = rows["state"].eq(State.CLOSED.value)
    rows = rows.assign(
        closed_by=np.where(closed, ClosedBy.PERSON.value, ""),
        closed_on=rows["said_on"].where(closed),
        receipt=np.nan,
    )
    rows = _below_tolerance(_older(rows, rules), _people(known, rules), rules.tolerance)
    together = [rows, _explained(known, apart, last, rules)]
    return _judged(pd.concat([each for each in together if len(each)] or together[:1]), rules)


def _last(said: pd.DataFrame) -> pd.DataFrame:
    """Give the last step of each, and whether it was ever opened again."""
    again = said["did"].eq(Did.REOPENED.value).groupby([said[name] for name in KEY])
    marked = said.assign(reopened=again.transform("any") if len(said) else False)
    return marked.sort_values("step", kind="stable").drop_duplicates(list(KEY), keep="last")


def _older(rows: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Close what is older than the start month, unless somebody opened it again."""
    if rules.start is None:
        return rows
    again = rows["reopened"].astype("object").eq(other=True)
    older = rows["on"].lt(pd.Timestamp(rules.start)) & ~again & rows["closed_by"].eq("")
    return _closed(rows, older, ClosedBy.START)


def _people(known: pd.DataFrame, rules: Rules) -> pd.Series[Any]:
    """Give how many people either side has in each month."""
    if rules.people is None:
        return people(known["on"])
    months = pd.PeriodIndex([pd.Period(month, "M") for month in rules.people], freq="M")
    return pd.Series(list(rules.people.values()), index=months, dtype="float64")


def people(days: pd.Series[Any]) -> pd.Series[Any]:
    """Count the rows of each month."""
    return days.groupby(_month(days)).size()


def _below_tolerance(
    rows: pd.DataFrame, people: pd.Series[Any], tolerance: Tolerance
) -> pd.DataFrame:
    """Close the untouched differences of a month that has no more of them than it may."""
    months = _month(rows["on"])
    untouched = rows["closed_by"].eq("") & ~rows["written"]
    left = rows["closed_by"].eq("").groupby(months).transform("sum")
    allowed = np.maximum(tolerance.count, months.map(people) * tolerance.share)
    return _closed(rows, untouched & left.le(allowed), ClosedBy.TOLERANCE)


def _month(days: pd.Series[Any]) -> pd.Series[Any]:
    months: pd.Series[Any] = days.dt.to_period("M")
    return months


def _closed(rows: pd.DataFrame, which: pd.Series[Any], by: ClosedBy) -> pd.DataFrame:
    return rows.assign(
        state=rows["state"].mask(which, State.CLOSED.value),
        closed_by=rows["closed_by"].mask(which, by.value),
    )


def _explained(
    known: pd.DataFrame, apart: pd.DataFrame, last: pd.DataFrame, rules: Rules
) -> pd.DataFrame:
    """Give what people wrote about whose difference is there no more, with the receipt behind it.

    A difference of the right side alone is known by its own date; once the left side has the
    client, the pair goes by the left side's: it is looked for under either.
    """
    gone = last.merge(apart[list(KEY)], on=list(KEY), how="left", indicator=True)
    gone = gone[gone["_merge"].eq("left_only")].drop(columns="_merge")
    known = known[known["client_id"].isin(set(gone["client_id"]))]
    under = [
        known.assign(on=known[name])[known[name].notna()] for name in ("on", "left_on", "right_on")
    ]
    found = pd.concat(under).drop_duplicates(list(KEY)).drop(columns="reason")
    rows = gone.merge(found, on=list(KEY), how="left")
    by_hand = rows["state"].eq(State.CLOSED.value)
    receipt = rows[["left_submission", "right_submission"]].max(axis=1).where(~by_hand)
    came = receipt.map({float(one): pd.Timestamp(day) for one, day in rules.received.items()})
    return rows.assign(
        cause="",
        since=rows["known_since"],
        difference=rows["difference"].fillna(""),
        written=True,
        state=State.CLOSED.value,
        closed_by=np.where(by_hand, ClosedBy.PERSON.value, ClosedBy.RECEIPT.value),
        closed_on=rows["said_on"].where(by_hand, pd.to_datetime(came)),
        receipt=receipt,
    )


def _judged(rows: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Add the age, whether it is overdue and whose turn it is, the oldest first."""
    today = pd.Timestamp(rules.working_date)
    unsettled = rows["state"].isin([str(each) for each in UNSETTLED])
    provider = rows["state"].isin([str(each) for each in WITH_PROVIDER])
    turn = np.where(provider, Turn.PROVIDER.value, Turn.DEPARTMENT.value)
    judged = rows.assign(
        turn=np.where(unsettled, turn, Turn.NOBODY.value),
        age_days=(today - rows["since"].dt.normalize()).dt.days.clip(lower=0).where(unsettled),
        overdue=unsettled & rows["due_on"].lt(today),
    )
    return WORK.check(judged.sort_values(["on", "client_id"], kind="stable"))
