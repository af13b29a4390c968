"""What stands behind a contract's reviews and actions: its terms, meetings, items and requests?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from db.publishing.request import CallError
from db.queries.figures import Level
from db.queries.governance.meetings import meetings
from db.queries.governance.promised import promised
from db.reports.ground import Ground, grounds
from db.reports.profile import chosen_actuals
from monitoring import periods, targets
from monitoring.governance.items import Item, in_order

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from db.queries.contracts import Terms
    from db.reports.view import View
    from monitoring.governance.reviews import Meeting
    from monitoring.programmes import Measure
    from monitoring.promises import Promised


@dataclass(frozen=True, slots=True)
class Board:
    """One contract's reviews, items and requests as the reader may see them."""

    ground: Ground
    terms: Terms
    promised: Promised
    meetings: list[Meeting]

    @property
    def on(self) -> date:
        """Give the day that decides what is due."""
        return self.ground.working_date

    @property
    def items(self) -> list[Item]:
        """Give every item, the open ones first and the most carried at their head."""
        return in_order(self.promised.items, self.on)

    @property
    def measures(self) -> dict[str, str]:
        """Give what each measure is called."""
        return {each.code: each.title for each in self.ground.programme.measures}

    def item(self, number: int) -> Item | None:
        """Give one item; None where there is none, or it is not the reader's."""
        return next((each for each in self.promised.items if each.number == number), None)


def board(session: Session, view: View, now: datetime) -> Board:
    """Give the board of the contract in view.

    Raises
    ------
    CallError
        If the contract is unknown or not the caller's, or was not known then.
    """
    found = grounds(session, view, now)
    if not found:
        msg = f"Nothing was known of contract {view.contract} at that time."
        raise CallError(msg)
    terms = found[0].contracts[0]
    open_to_reader = promised(session, found[0], view.as_at)[terms.reference]
    held = meetings(session, terms.reference, view.as_at)
    return Board(found[0], terms, open_to_reader, held)


def measured(
    session: Session, view: View, now: datetime
) -> tuple[Measure, dict[date, tuple[float, float]], date]:
    """Give a measure's months as a plan's before and after needs them.

    Returns
    -------
    The measure; by month a count's figure and 1, or a rate's numerator and denominator; and the
    last month that could have a figure.
    """
    ground = grounds(session, view, now)[0]
    rows = chosen_actuals(session, ground, view, Level(view.category, view.arrangement))
    until = periods.last_ended(ground.working_date)
    if ground.measure.is_rate:
        counts = targets.counts_of(rows, ground.measure).dropna(subset=["numerator", "denominator"])
        pairs = zip(counts["numerator"], counts["denominator"], strict=True)
        return ground.measure, dict(zip(_days(counts), pairs, strict=True)), until
    known = rows[rows["actual"].notna()]
    values = ((float(value), 1.0) for value in known["actual"])
    return ground.measure, dict(zip(_days(known), values, strict=True)), until


def _days(rows: pd.DataFrame) -> list[date]:
    return [pd.Timestamp(month).date() for month in rows["month"]]
