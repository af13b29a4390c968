"""How do returns and their days stand in a table: what is waited for, and month by month?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from monitoring import punctuality
from monitoring.deadlines import Deadline
from monitoring.narrative import calendar
from monitoring.narrative.words import rate_of
from monitoring.punctuality import Came

if TYPE_CHECKING:
    from collections.abc import Sequence

WAITED_FOR = (str(Came.LATE), str(Came.MISSING))
SHORT = {
    str(Came.IN_TIME): "in time",
    str(Came.DUE): "due",
    str(Came.LATE): "LATE",
    str(Came.MISSING): "MISSING",
}


def awaited(rows: pd.DataFrame) -> pd.DataFrame:
    """Give what is overdue, the longest first: who owes what since when, and a line to paste."""
    found = rows[rows["state"].isin(WAITED_FOR)]
    found = found.sort_values(["days_late", "contract"], ascending=[False, True])
    told = zip(
        found["contract"],
        found["source"],
        found["arrangement"],
        found["period"],
        found["due_on"],
        strict=True,
    )
    lines = [
        calendar.reminder(contract, source, arrangement, starts.date(), due.date())
        for contract, source, arrangement, starts, due in told
    ]
    return _named(found).assign(line=lines)


def ahead(rows: pd.DataFrame) -> pd.DataFrame:
    """Give what falls due, the next first, one row a day, source and period, with its contracts."""
    named = _named(rows)
    keys = ["due_on", "whose", "returned"]
    return named.groupby(keys, sort=False, as_index=False).agg(
        contracts=("contract", "nunique"), which=("contract", _few)
    )


def _few(references: pd.Series[str]) -> str:
    """Name contracts, the first of them where there are many."""
    names = sorted(set(references))
    more = len(names) - _NAMED
    return ", ".join(names) if more <= 0 else f"{', '.join(names[:_NAMED])} and {more} more"


_NAMED = 6


def grid(rows: pd.DataFrame, last: int = 12) -> tuple[pd.DataFrame, Sequence[pd.Timestamp]]:
    """Give a row a contract and source, a column a month (the last first), and how each came.

    Weeks of partners are told together: how many came of those that fell due.
    """
    months = sorted(rows["month"].unique(), reverse=True)[:last]
    shown = _named(rows[rows["month"].isin(months)])
    keys = ["contract", "whose", "month"]
    cells = [
        (*key, _cell(group)) for key, group in shown.groupby(keys, sort=True)
    ]
    frame = pd.DataFrame(cells, columns=[*keys, "cell"])
    wide = frame.pivot_table(
        index=["contract", "whose"], columns="month", values="cell", aggfunc="first"
    )
    return wide.reset_index()[["contract", "whose", *months]], [pd.Timestamp(m) for m in months]


def _cell(group: pd.DataFrame) -> str:
    """Say in a word or two how a month's return came, or its weeks."""
    if len(group) > 1 or group["arrangement"].ne("").any():
        fell = group[group["fell_due"]]
        came = int(fell["received_on"].notna().sum())
        return f"{came} of {len(fell)}" if len(fell) else SHORT[str(Came.DUE)]
    state, days = str(group["state"].iloc[0]), group["days_late"].iloc[0]
    return SHORT.get(state) or f"{int(days)} d late"


def by_provider(rows: pd.DataFrame) -> pd.DataFrame:
    """Give how many of the returns that fell due came in time, by provider and source."""
    named = rows.assign(whose=[calendar.whose(source) for source in rows["source"]])
    found = punctuality.on_time(named, ["prime", "whose"])
    pairs = zip(found["in_time"], found["fell_due"], strict=True)
    return found.assign(said=[rate_of(came, fell) for came, fell in pairs])


def deadlines(rows: pd.DataFrame) -> list[Deadline]:
    """Give what falls due as deadlines: a day, what, and for which contract."""
    named = _named(rows)
    key = ["contract", "source", "arrangement", "period"]
    keys = named[key].assign(period=named["period"].dt.strftime("%Y%m%d")).agg("-".join, axis=1)
    told = zip(
        keys, named["due_on"], named["whose"], named["contract"], named["returned"], strict=True
    )
    return [
        Deadline(
            one,
            due.date(),
            f"{whose} due: contract {contract}",
            f"{whose} of contract {contract} for {returned}.",
        )
        for one, due, whose, contract, returned in told
    ]


def _named(rows: pd.DataFrame) -> pd.DataFrame:
    """Add who owes each return, and what it is of, in words."""
    parts = list(zip(rows["source"], rows["arrangement"], rows["period"], strict=True))
    return rows.assign(
        whose=[calendar.whose(source, arrangement) for source, arrangement, _ in parts],
        returned=[calendar.period(source, starts.date()) for source, _, starts in parts],
    )
