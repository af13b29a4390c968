"""What does a page show of a worklist: its rows, what is known of each, and what moved?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from db.queries.knowledge import end_of_day
from db.worklist import reading
from monitoring.worklist import views

if TYPE_CHECKING:
    import pandas as pd
    from sqlalchemy.orm import Session

    from db.reports.view import View
    from db.worklist.reading import Compare
    from monitoring.worklist.views import Moved


@dataclass(frozen=True, slots=True)
class Seen:
    """A worklist as a page keeps it: nothing in it leads back to the store."""

    contract: str
    contract_id: int
    sides: tuple[str, str]
    titles: tuple[str, str]
    work: pd.DataFrame  # WORK, with ``cause`` in words
    start_authority: str
    on: date  # the working date
    since: date  # the last day of the month before
    moved: Moved


def months_end_before(day: date) -> date:
    """Give the last day of the month before a day's."""
    return day.replace(day=1) - timedelta(days=1)


def seen(session: Session, now: Compare, before: Compare | None, view: View) -> Seen:
    """Give a worklist as it stands by what people wrote.

    Parameters
    ----------
    session
        A session that reads what the person may see.
    now, before
        What differs, and what did at the end of the month before; both may have been read earlier.
    view
        The instant looked at.
    """
    work, since = reading.worked(session, now, view), months_end_before(now.on)
    then = work.iloc[:0]
    if before is not None:
        then = reading.worked(session, before, replace(view, as_at=end_of_day(since)))
    return Seen(
        now.contract,
        now.contract_id,
        now.sides,
        now.titles,
        work,
        now.start_authority,
        now.on,
        since,
        views.moved(then, work),
    )
