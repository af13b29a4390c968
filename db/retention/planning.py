"""What is due to be destroyed on a day, of which contract, and how many rows is it?"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import select

from db.models import (
    REFERENCE_STREAM,
    Submission,
    SubmissionContent,
    SubmissionContract,
)
from db.retention import schedule, targets
from monitoring import retention
from monitoring.retention import OF_CONTRACT, DataClass, Place, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from db.retention.targets import Target

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One class of one contract (blank: single entries of the journal), and when it is due.

    ``due_on`` is None where it is always kept or its contract has no agreed end; of single entries
    it is the first day that is still kept. ``hold`` says why it may not be touched.
    """

    contract_id: int
    contract: str
    data_class: DataClass
    due_on: date | None
    rows: int
    hold: str = ""
    files: tuple[int, ...] = field(default=(), repr=False)  # returns whose bytes are meant

    def is_due(self, on: date) -> bool:
        """Say whether it is to be destroyed on a day."""
        return self.due_on is not None and self.due_on <= on and not self.hold and self.rows > 0


@dataclass(frozen=True)
class Planner:
    """The schedule as it stands on one day, read once."""

    session: Session
    on: date

    @cached_property
    def rules(self) -> list[Rule]:
        """Give the periods that were set."""
        return schedule.rules(self.session)

    @cached_property
    def places(self) -> dict[int, Place]:
        """Give the contracts."""
        return schedule.places(self.session)

    @cached_property
    def holds(self) -> dict[int, schedule.Hold]:
        """Give the stops that stand."""
        return schedule.holds(self.session)

    def of_contract(self, number: int) -> list[Due]:
        """Give every class of a contract."""
        return [self._of_class(number, data_class) for data_class in OF_CONTRACT]

    def _of_class(self, number: int, data_class: DataClass) -> Due:
        place = self.places[number]
        due_on = retention.due_on(self.rules, data_class, place, self.on)
        files: tuple[int, ...] = ()
        if data_class is DataClass.AS_SENT:
            mine = self.files.get(number, {})
            files = tuple(sorted(file for file, day in mine.items() if day <= self.on))
            due_on = min(mine.values(), default=due_on)
            rows = len(files or mine)
        else:
            rows = counted(self.session, targets.of_contract(data_class, number))
        return Due(
            contract_id=number,
            contract=place.contract,
            data_class=data_class,
            due_on=due_on,
            rows=rows,
            hold=self.holds[number].reason if number in self.holds else "",
            files=files,
        )

    @cached_property
    def files(self) -> dict[int, dict[int, date]]:
        """Give, under the contract whose turn is last, each file kept and the day it is due.

        A file of several contracts waits for the last of them, and for every hold.
        """
        found: dict[int, dict[int, date]] = defaultdict(dict)
        for file, (dataset, numbers) in self._kept_files().items():
            days = {
                number: retention.file_due_on(self.rules, dataset, self.places[number], self.on)
                for number in numbers
            }
            known = {number: day for number, day in days.items() if day is not None}
            if len(known) == len(numbers) and not any(number in self.holds for number in numbers):
                last = max(known, key=lambda number: (known[number], number))
                found[last][file] = known[last]
        return found

    def _kept_files(self) -> dict[int, tuple[str, set[int]]]:
        line = SubmissionContract
        rows = self.session.execute(
            select(Submission.submission_id, Submission.dataset, line.contract_id)
            .join(SubmissionContent, SubmissionContent.submission_id == Submission.submission_id)
            .join(line, line.submission_id == Submission.submission_id)
            .where(line.contract_id != REFERENCE_STREAM)
        )
        found: dict[int, tuple[str, set[int]]] = {}
        for number, dataset, contract_id in rows:
            found.setdefault(number, (dataset, set()))[1].add(contract_id)
        return {
            number: told for number, told in found.items() if told[1] <= set(self.places)
        }

    def before(self, data_class: DataClass) -> datetime | None:
        """Give the moment before which entries of a class are due; None where none is."""
        first = retention.kept_since(self.rules, data_class, self.on)
        return None if first is None else datetime.combine(first, time.min, tzinfo=LONDON)


def plan(session: Session, on: date) -> list[Due]:
    """Give every class of every contract, the earliest due first; what never is comes last."""
    planner = Planner(session, on)
    found = [due for number in planner.places for due in planner.of_contract(number)]
    return sorted(found, key=lambda due: (due.due_on or date.max, due.contract))


def counted(session: Session, found: Iterable[Target]) -> int:
    """Give how many rows some targets hold."""
    return sum(target.count(session) for target in found)


def entry_due(data_class: DataClass, before: datetime, rows: int) -> Due:
    """Give what of a class of entries is due."""
    return Due(
        contract_id=REFERENCE_STREAM,
        contract="",
        data_class=data_class,
        due_on=before.date(),
        rows=rows,
    )

