"""Is a contract's return in, late, missing or partly held?

A return is *current* when the last month that fell due is in, *late* when one month that fell due
is not, *missing* when more than one is not or none ever came, and *held* when the latest came but
rows of it wait to be mended. Source: architecture section 7, report ``portfolio``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitoring import periods
from monitoring.vocabulary import Freshness

if TYPE_CHECKING:
    from datetime import date

LATE_MONTHS = 1


@dataclass(frozen=True, slots=True)
class Owed:
    """The state of one contract's returns on the working date."""

    freshness: Freshness
    months: tuple[date, ...]  # those that fell due and are not in, oldest first
    due_on: date | None  # when the oldest of them fell due
    days_late: int  # since then; 0 when nothing is owed


NOTHING_DUE = Owed(Freshness.CURRENT, (), None, 0)
"""The state of a contract of which no return is expected."""


def owed(
    span: tuple[date, date | None],
    *,
    returned_to: date | None,
    held: bool,
    working_date: date,
    due_days: int,
) -> Owed:
    """Say what a contract owes.

    Parameters
    ----------
    span
        The contract's first and last month; no last one where its length is not agreed.
    returned_to
        The latest month returned, None when none was.
    held
        Whether rows of that return wait to be mended.
    working_date
        The day that decides what is late.
    due_days
        How many days after a month ends its return falls due.
    """
    first_month, last_month = span
    last = periods.last_due(working_date, due_days)
    last = min(last, last_month) if last_month else last
    since = periods.add_months(returned_to, 1) if returned_to else first_month
    months = tuple(periods.months_of(since, last))
    if not months:
        state = Freshness.HELD if held else Freshness.CURRENT
        return Owed(state if returned_to else Freshness.CURRENT, (), None, 0)
    due = periods.due_on(months[0], due_days)
    late = returned_to is not None and len(months) <= LATE_MONTHS
    state = Freshness.LATE if late else Freshness.MISSING
    return Owed(state, months, due, (working_date - due).days)
