"""What lies on the bench while one file is published: the file, its rows, tables and numbers?"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from db.publishing import crosswalk, ledger, resolving, staging
from db.publishing.changes import Comparison, set_months, set_steps
from db.publishing.request import Answer, Changes, Movement, Sending
from monitoring.vocabulary import Mode, Severity, Source, Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from db.publishing.resolving import Resolved
    from db.sending import Desk
    from monitoring.checks import Checked
    from monitoring.datasets.specification import Dataset
    from monitoring.findings import Problem
    from monitoring.programmes import Programme
    from monitoring.same_references import Brought


class NotKept(Exception):  # noqa: N818 - it carries an answer out of a transaction, not an error
    """Leaves the publishing transaction so that nothing of it is kept; carries the answer."""

    def __init__(self, answer: Answer) -> None:
        """Keep the answer for the caller."""
        super().__init__(answer.status)
        self.answer = answer


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file read and checked, on its way into the store."""

    sending: Sending
    checked: Checked
    dataset: Dataset
    source: Source
    sha256: str
    mapping: str
    programmes: Mapping[str, Programme]


@dataclass
class Work:
    """What is worked out while one file is published."""

    prepared: Prepared
    problems: list[Problem]
    changes: Changes = field(default_factory=Changes)
    movements: tuple[Movement, ...] = ()
    months: tuple[date, ...] = ()
    contracts: tuple[str, ...] = ()
    versions: tuple[int, ...] = ()
    earlier: int | None = None
    submission: int | None = None

    def answer(self, status: Status) -> Answer:
        """Give the answer as it stands now; a refusal stores nothing and says so."""
        checked = self.prepared.checked
        kept = status not in {Status.REFUSED, Status.NEEDS_CONFIRMATION}
        return Answer(
            status=status,
            sha256=self.prepared.sha256,
            problems=tuple(sorted(self.problems, key=lambda problem: problem.row or 0)),
            submission=self.submission if kept else None,
            earlier_submission=self.earlier,
            rows_read=checked.rows_read,
            rows_held=len(self.held_rows) if self.prepared.sending.hold_faulty else 0,
            changes=Changes() if status is Status.REFUSED else self.changes,
            movements=self.movements,
            months=self.months,
            contracts=self.contracts,
            versions=self.versions,
            how=checked.how,
        )

    @property
    def held_rows(self) -> set[int]:
        """Give the rows with a fault that holds them."""
        return {
            problem.row
            for problem in self.problems
            if problem.severity is Severity.HOLDS and problem.row is not None
        }

    @property
    def refused(self) -> bool:
        """Say whether the file as it is cannot be stored."""
        severities = {problem.severity for problem in self.problems}
        faulty = Severity.HOLDS in severities and not self.prepared.sending.hold_faulty
        return Severity.REFUSES in severities or faulty


@dataclass
class Bench:
    """The tables and numbers one publication works with."""

    session: Session
    desk: Desk
    work: Work
    known: dict[str, tuple[int, str]]
    resolved: Resolved
    touched: set[int]
    numbers: dict[int, int]
    months: dict[int, set[date]]
    comparison: Comparison

    @property
    def names(self) -> dict[int, str]:
        """Give the references of the contracts by number."""
        return {number: reference for reference, (number, _) in self.known.items()}

    @property
    def every_month(self) -> list[date]:
        """Give every month the file covers in any contract."""
        return sorted({month for covered in self.months.values() for month in covered})

    def sole_senders(self) -> dict[int, str]:
        """Give the one arrangement each contract's rows come from; blank where not just one."""
        found: dict[int, set[str]] = {number: set() for number in self.touched}
        for number, sender in set(
            zip(self.resolved.contract_ids, self.resolved.senders, strict=True)
        ):
            found[number].add(sender)
        return {number: min(of) if len(of) == 1 else "" for number, of in found.items()}

    @property
    def whole(self) -> bool:
        """Say whether the file stands for whole months."""
        prepared = self.work.prepared
        return (prepared.sending.mode or prepared.dataset.mode) is Mode.WHOLE


def lay_out(
    session: Session, desk: Desk, work: Work, known: dict[str, tuple[int, str]], senders: list[str]
) -> Bench:
    """Give every row its numbers, put the rows into the stage, and say what they cover."""
    prepared = work.prepared
    sending, checked = prepared.sending, prepared.checked
    key = desk.store.key("client")
    brought, senders = _bring_together(session, work, known, senders)
    resolved = resolving.resolve(session, checked, known, senders, key)
    resolved.leave_out(work.held_rows)
    touched = set(resolved.contract_ids)
    if sending.contract in known:
        touched.add(known[sending.contract][0])
    numbers = ledger.next_numbers(session, touched, sending.received or desk.now)
    bench = Bench(
        session,
        desk,
        work,
        known,
        resolved,
        touched,
        numbers,
        _months(prepared, resolved, touched),
        Comparison(session.connection(), prepared.dataset, prepared.source),
    )
    work.months = tuple(bench.every_month)
    work.contracts = tuple(bench.names[number] for number in sorted(touched))
    staging.fill(session.connection(), prepared.dataset, bench.comparison.stage, resolved)
    senders_of = set(zip(resolved.contract_ids, resolved.senders, strict=True))
    senders_of |= {(number, "") for number in touched - {contract for contract, _ in senders_of}}
    set_steps(bench.comparison, {pair: numbers[pair[0]] for pair in sorted(senders_of)})
    set_months(
        bench.comparison,
        [
            (number, month, month_end(month))
            for number, covered in bench.months.items()
            for month in covered
        ],
    )
    crosswalk.move(session, bench.comparison, brought, {bench.names[n]: n for n in touched}, key)
    return bench


def _bring_together(
    session: Session, work: Work, known: dict[str, tuple[int, str]], senders: list[str]
) -> tuple[Brought, list[str]]:
    """Put the references a crosswalk knows in place; refuse rows that then contradict another."""
    prepared = work.prepared
    named = set(resolving.contract_column(prepared.checked))
    ids = {reference: known[reference][0] for reference in named}
    brought, left = crosswalk.look_up(session, prepared.checked, prepared.source, ids, senders)
    work.problems += brought.problems
    if brought.problems and work.refused:
        raise NotKept(work.answer(Status.REFUSED))
    return brought, left


def _months(prepared: Prepared, resolved: Resolved, touched: set[int]) -> dict[int, set[date]]:
    """Give the months the file covers in each contract: those stated, else those of its rows."""
    if prepared.sending.months:
        return {number: set(prepared.sending.months) for number in touched}
    covered: dict[int, set[date]] = {number: set() for number in touched}
    dating = prepared.dataset.dating
    if dating is not None:
        days = set(zip(resolved.contract_ids, resolved.columns[dating], strict=True))
        for contract_id, day in days:
            covered[contract_id].add(day.replace(day=1))
    return covered


def month_end(month: date) -> date:
    """Give the last day of a month."""
    following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)
