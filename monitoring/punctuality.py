"""Which returns are due, which came in time, which are late and which are missing?

A return is expected of a contract's first source from its first month, and of any other source
from the first month it ever returned; a partner's from the first week it ever returned, until its
terms end or become informal.
Source: requirements.md MI-05.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import pandas as pd

from monitoring import due, periods
from monitoring.frames import DATE, FLAG, NUMBER, TEXT, FrameContract
from monitoring.rates import rate, wilson
from monitoring.vocabulary import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from monitoring.parameters import Value

WEEK = timedelta(days=7)
SERIES = ("contract", "source", "arrangement")
INFORMAL = "informal"
"""The model of an arrangement that owes nothing."""


class Came(StrEnum):
    """How a return stands against the day it falls due."""

    DUE = "due"  # its period has ended, its day has not come
    IN_TIME = "received"
    RECEIVED_LATE = "received late"
    LATE = "late"  # overdue, and the next is not
    MISSING = "missing"  # overdue, and the next one too


ARRIVED = FrameContract(
    "arrived",
    {
        "contract": TEXT,
        "source": TEXT,
        "arrangement": TEXT,
        "period": DATE,
        "received_on": DATE,
        "submission": NUMBER,
    },
    ("contract", "source", "arrangement", "period"),
    {"arrangement": ""},
)
"""The first standing return of each month (or week: source partner), and the day it came."""

PUNCTUALITY = FrameContract(
    "punctuality",
    {
        "contract": TEXT,
        "source": TEXT,
        "arrangement": TEXT,
        "period": DATE,
        "due_on": DATE,
        "received_on": DATE,
        "submission": NUMBER,
        "days_late": NUMBER,
        "state": TEXT,
        "fell_due": FLAG,
    },
    ("contract", "source", "arrangement", "period"),
)


@dataclass(frozen=True, slots=True)
class Owes:
    """What one contract is asked for: its months, its first source, its parameters in force."""

    first_month: date
    last_month: date | None
    main_source: Source | None  # None: of whole months nothing is asked
    parameters: Mapping[str, Value]
    weeks_until: Mapping[str, date] = field(default_factory=dict)
    """The last day of which an arrangement owes its weeks, where there is one."""


def owes_weeks_until(terms: Iterable[tuple[str, date | None]]) -> date | None:
    """Give the last day of the terms under which a partner owes its weeks; None for no end.

    Parameters
    ----------
    terms
        The model and last day (None: none yet) of every set of terms an arrangement has had.

    Examples
    --------
    >>> owes_weeks_until([("end_to_end", date(2009, 9, 30)), ("informal", None)])
    datetime.date(2009, 9, 30)
    >>> owes_weeks_until([("specialist", date(2009, 9, 30)), ("specialist", None)])
    """
    formal = [last for model, last in terms if model != INFORMAL]
    return None if None in formal else max((last for last in formal if last), default=None)


def judge(
    arrived: pd.DataFrame, owing: Mapping[str, Owes], working_date: date
) -> pd.DataFrame:
    """Set every expected return beside the day it falls due.

    Parameters
    ----------
    arrived
        What came: the frame ARRIVED.
    owing
        What each contract owes, by reference.
    working_date
        The day that decides what is due and late.

    Returns
    -------
    The frame PUNCTUALITY, a row an expected return whose period has ended. ``days_late`` is 0 when
    it came in time, runs to the working date where it has not come, and is unknown while its day
    has not come.
    """
    came = ARRIVED.check(arrived)
    began = _began(came)
    rows = [
        (contract, *expected)
        for contract, owes in owing.items()
        for expected in _expected(began.get(contract, {}), owes, working_date)
    ]
    keys = list(ARRIVED.key)
    wanted = pd.DataFrame(rows, columns=[*keys, "due_on"])
    wanted["period"] = pd.to_datetime(wanted["period"])
    came = came.assign(period=pd.to_datetime(came["period"]))
    told = wanted.merge(came, on=keys, how="left")
    return PUNCTUALITY.check(_stated(told, pd.Timestamp(working_date)))


def coming(
    arrived: pd.DataFrame, owing: Mapping[str, Owes], working_date: date, until: date
) -> pd.DataFrame:
    """Give what falls due from a day on, and has not come: the frame PUNCTUALITY.

    Parameters
    ----------
    arrived, owing, working_date
        As for ``judge``; what each source goes on to owe follows from what it has returned.
    until
        The last day of which deadlines are given.
    """
    rows = judge(arrived, owing, until + timedelta(days=1))
    ahead = rows["due_on"].between(pd.Timestamp(working_date), pd.Timestamp(until))
    due_then = rows[ahead & rows["received_on"].isna()]
    return PUNCTUALITY.check(
        due_then.assign(state=str(Came.DUE), days_late=math.nan, fell_due=False)
    ).sort_values(["due_on", "contract", "source"], ignore_index=True)


Expected = tuple[str, str, "date", "date"]
"""Source, arrangement, period and due day of one return."""


def _began(came: pd.DataFrame) -> dict[str, dict[tuple[str, str], date]]:
    """Give the first period each contract's sources and arrangements returned, in one pass."""
    found: dict[str, dict[tuple[str, str], date]] = {}
    firsts = came.groupby(list(SERIES))["period"].min()
    names = firsts.index.to_frame(index=False)
    for (contract, *series), first in zip(names.to_numpy(), firsts, strict=True):
        found.setdefault(str(contract), {})[str(series[0]), str(series[1])] = first.date()
    return found


def _expected(
    began: Mapping[tuple[str, str], date], owes: Owes, working_date: date
) -> Iterator[Expected]:
    """Give all that one contract owes by now."""
    last = periods.last_ended(working_date)
    last = min(last, owes.last_month) if owes.last_month else last
    since = _first_months(began, owes)
    if owes.main_source is not None:
        since = {str(owes.main_source): owes.first_month} | since
    for source, first in since.items():
        days = due.days_allowed(source, owes.parameters)
        if days is None:
            continue
        for month in periods.months_of(first, last):
            yield source, "", month, periods.due_on(month, days)
    yield from _weeks(began, owes, working_date)


def _first_months(began: Mapping[tuple[str, str], date], owes: Owes) -> dict[str, date]:
    """Give the first month each further source returned, never before the contract's own."""
    other = {source: first for (source, _), first in began.items() if source != Source.PARTNER}
    return {
        source: max(first, owes.first_month)
        for source, first in other.items()
        if source != str(owes.main_source)
    }


def _weeks(
    began: Mapping[tuple[str, str], date], owes: Owes, working_date: date
) -> Iterator[Expected]:
    """Give the weeks each partner owes, counted on from the first it returned."""
    end = periods.add_months(owes.last_month, 1) if owes.last_month else working_date
    for (source, arrangement), first in began.items():
        if source != Source.PARTNER:
            continue
        week, last = first, owes.weeks_until.get(arrangement, end)
        while week + WEEK <= min(working_date, end) and week <= last:
            falls = due.week_due_on(week + WEEK - timedelta(days=1), owes.parameters)
            yield source, arrangement, week, falls
            week += WEEK


def _stated(told: pd.DataFrame, today: pd.Timestamp) -> pd.DataFrame:
    """Add how late each is, and the word for it."""
    due_on, received = pd.to_datetime(told["due_on"]), pd.to_datetime(told["received_on"])
    fell_due = due_on < today
    late = (received.fillna(today) - due_on).dt.days.clip(lower=0).astype("float64")
    late = late.where(received.notna() | fell_due)
    state = pd.Series(str(Came.DUE), index=told.index)
    state = state.mask(fell_due & received.isna(), str(Came.LATE))
    state = state.mask(received.notna(), str(Came.IN_TIME))
    state = state.mask(received.notna() & late.gt(0), str(Came.RECEIVED_LATE))
    rows = told.assign(
        due_on=due_on, received_on=received, days_late=late, state=state, fell_due=fell_due
    )
    series = rows.sort_values("period").groupby(list(SERIES), sort=False)
    next_fell_due = series["fell_due"].shift(-1).eq(True)  # noqa: FBT003 - pandas takes it by place
    gone = rows["state"].eq(str(Came.LATE)) & next_fell_due.reindex(rows.index)
    return rows.assign(state=rows["state"].mask(gone, str(Came.MISSING)))


def on_time(rows: pd.DataFrame, by: Iterable[str]) -> pd.DataFrame:
    """Give the share of returns that came by their day, of those that fell due.

    Parameters
    ----------
    rows
        The frame PUNCTUALITY, with whatever further columns ``by`` names.
    by
        What to tell apart, such as ``prime`` and ``source``.

    Returns
    -------
    A row each, with ``fell_due``, ``in_time``, ``overdue`` (counts), ``on_time`` (fraction) and
    its 95% interval ``low`` and ``high``.
    """
    names = list(by)
    counted = rows[rows["fell_due"]]
    overdue = [str(Came.LATE), str(Came.MISSING)]
    found = (
        counted.assign(
            in_time=counted["state"].eq(str(Came.IN_TIME)), overdue=counted["state"].isin(overdue)
        )
        .groupby(names, as_index=False)
        .agg(
            fell_due=("fell_due", "size"), in_time=("in_time", "sum"), overdue=("overdue", "sum")
        )
    )
    told: dict[str, pd.Series[Any]] = {"on_time": rate(found["in_time"], found["fell_due"])}
    return found.assign(**told).join(wilson(found["in_time"], found["fell_due"]))
