"""How does the retention schedule stand for the contracts a reader sees?

Days only: how many rows there are is the owner's to count, for few readers see rows about people.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from db.models import Submission, SubmissionContract
from db.queries import destroyed
from db.queries.knowledge import LONDON
from db.retention import schedule
from db.retention.targets import NOTES
from monitoring import retention
from monitoring.retention import OF_CONTRACT, DataClass

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from db.queries.destroyed import Destroyed
    from db.retention.schedule import Hold, SetPeriod


@dataclass(frozen=True, slots=True)
class OfContract:
    """When each class of a contract is due, why it is held, and on which day classes went."""

    contract: str
    ends_on: date | None
    due: dict[DataClass, date | None]
    hold: str
    gone: dict[DataClass, date]

    def next_due(self) -> date | None:
        """Give the first day on which something that still stands is due."""
        left = (day for each, day in self.due.items() if day and each not in self.gone)
        return min(left, default=None)

    def is_due(self, on: date) -> bool:
        """Say whether something is due on a day and on no hold."""
        day = self.next_due()
        return day is not None and day <= on and not self.hold


@dataclass(frozen=True, slots=True)
class Standing:
    """The whole schedule as a reader sees it on a day."""

    on: date
    contracts: list[OfContract]
    periods: list[SetPeriod]
    holds: list[Hold]
    done: list[Destroyed]
    months: dict[DataClass, int | None]  # where nothing nearer is set


def standing(session: Session, on: date) -> Standing:
    """Give the schedule, what is due next, what is on hold and what was destroyed."""
    set_periods = schedule.periods(session)
    rules = [each.rule for each in set_periods]
    holds = schedule.holds(session)
    done = destroyed.listed(session)
    gone: dict[str, dict[DataClass, date]] = {}
    for each in reversed(done):
        day = each.at.astimezone(LONDON).date()
        gone.setdefault(each.contract, {})[each.data_class] = day
    held = _held(session)
    found = [
        OfContract(
            place.contract,
            place.last_day,
            {
                each: retention.due_on(rules, each, place, on)
                for each in OF_CONTRACT
                if each in held.get(number, ())
            },
            holds[number].reason if number in holds else "",
            gone.get(place.contract, {}),
        )
        for number, place in schedule.places(session).items()
    ]
    found.sort(key=lambda one: (one.next_due() is None, one.next_due(), one.contract))
    months = {each: retention.months_kept(rules, each, on) for each in DataClass}
    return Standing(on, found, set_periods, list(holds.values()), done, months)


def _held(session: Session) -> dict[int, set[DataClass]]:
    """Give which classes a contract has ever held, as far as receipts and notes tell."""
    line = SubmissionContract
    rows = session.execute(
        select(line.contract_id, Submission.dataset)
        .join(Submission, Submission.submission_id == line.submission_id)
        .where(line.rows_stored > 0)
        .distinct()
    )
    found: dict[int, set[DataClass]] = {}
    for number, dataset in rows:
        found.setdefault(number, set()).update(retention.in_bytes(dataset))
    for model in NOTES:
        for number in session.scalars(select(model.contract_id).distinct()):
            found.setdefault(number, set()).add(DataClass.NOTES)
    return found
