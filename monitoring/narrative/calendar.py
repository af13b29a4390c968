"""What is said about returns that are due, late or missing?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitoring.narrative.words import count_of, day, listed, month
from monitoring.punctuality import Came
from monitoring.vocabulary import Source

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

WHOSE = {
    Source.PROVIDER_MI: "Provider MI",
    Source.PUBLISHED: "Published figures",
    Source.PLMI: "PLMI",
    Source.LMS: "LMS",
    Source.PAYMENTS: "Payments",
    Source.PARTNER: "Partner",
}


def whose(source: str, arrangement: str = "") -> str:
    """Name who owes a return: PLMI, or Partner P1-E2E."""
    name = WHOSE.get(Source(source), source)
    return f"{name} {arrangement}".strip()


def period(source: str, starts: date) -> str:
    """Name what is returned: March 2009, or the week from 2 March 2009."""
    weekly = source == str(Source.PARTNER)
    return f"week from {day(starts)}" if weekly else month(starts)


def calendar_finding(rows: pd.DataFrame, ahead: pd.DataFrame) -> str:
    """Say what is late and missing, and when the next return falls due.

    Parameters
    ----------
    rows
        What is owed by now: the frame PUNCTUALITY.
    ahead
        What falls due from now on: the same frame.
    """
    late, missing = (int(rows["state"].eq(str(one)).sum()) for one in (Came.LATE, Came.MISSING))
    said = [
        count_of(number, f"return is {word}", f"returns are {word}")
        for number, word in ((late, "late"), (missing, "missing"))
        if number
    ]
    overdue = rows[rows["state"].isin([str(Came.LATE), str(Came.MISSING)])]
    owing = count_of(overdue["contract"].nunique(), "contract", "contracts")
    first = f"{listed(said)}, from {owing}." if said else "Nothing is overdue."
    return f"{first} {_next(ahead)}".strip()


def _next(ahead: pd.DataFrame) -> str:
    if ahead.empty:
        return ""
    on = ahead["due_on"].min()
    number = int(ahead["due_on"].eq(on).sum())
    return f"Next: {count_of(number, 'return falls', 'returns fall')} due on {day(on)}."


def reminder(contract: str, source: str, arrangement: str, starts: date, due_on: date) -> str:
    """Give one line to paste into a message about a return that is awaited; without figures."""
    return (
        f"{whose(source, arrangement)} of contract {contract} for {period(source, starts)} fell "
        f"due on {day(due_on)} and has not been received."
    )


def announcement(
    contract: str, source: str, arrangement: str, starts: date, due_on: date
) -> str:
    """Give one line about a return that falls due; without figures."""
    return (
        f"{whose(source, arrangement)} of contract {contract} for {period(source, starts)} falls "
        f"due on {day(due_on)}."
    )
