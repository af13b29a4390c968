"""What does a page show of a worklist: its rows, what is known of each, and what moved?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from db.queries.knowledge import end_of_day
from db.worklist import reading
from monitoring.worklist import views

if TYPE_CHECKING:
    from datetime import datetime

    import pandas as pd
    from sqlalchemy.orm import Session

    from db.reports.view import View
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


def seen(session: Session, view: View, now: datetime) -> Seen | None:
    """Give the worklist of one contract; None where the reader sees no clients of it."""
    found = list(reading.lists(session, view, now))
    if not found:
        return None
    one = found[0]
    day = one.compared.ground.working_date
    since = day.replace(day=1) - timedelta(days=1)
    before = list(reading.lists(session, replace(view, as_at=end_of_day(since)), now))
    then = before[0].work if before else one.work.iloc[:0]
    left, right = one.compared.sides
    return Seen(
        one.contract,
        one.compared.terms.contract_id,
        one.sides,
        (left.title, right.title),
        one.work.assign(cause=one.causes(one.work)),
        one.start_authority,
        day,
        since,
        views.moved(then, one.work),
    )
