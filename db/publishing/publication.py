"""How does a checked file become what stands, in one transaction?

Nothing here calls Streamlit: a click between begin and commit would raise there (reliability of
the page is kept by never giving it the transaction).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from db import doors, registers
from db.publishing import guards, ledger, notes, resolving, sizes, staging, summaries
from db.publishing.changes import (
    Comparison,
    changes_by_contract,
    set_months,
    set_steps,
    write,
)
from db.publishing.locks import lock
from db.publishing.request import Answer, Changes, Movement, Sending
from monitoring.parameters import Setting, in_force
from monitoring.vocabulary import Mode, Severity, Source, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy.orm import Session

    from db.publishing.resolving import Resolved
    from db.sending import Desk
    from monitoring.checks import Checked
    from monitoring.datasets.specification import Dataset
    from monitoring.findings import Problem
    from monitoring.programmes import Programme


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
            problems=tuple(self.problems),
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


def publish(session: Session, desk: Desk, prepared: Prepared, *, keep: bool) -> Answer:
    """Write a file's rows, cells, receipt and publications; commit is the caller's door.

    Raises
    ------
    NotKept
        If nothing is to be kept: the file is refused, waits for a yes, or was only previewed.
    CallError
        If the instant of receipt goes back on a contract.
    """
    work = Work(prepared, list(prepared.checked.problems))
    if any(problem.severity is Severity.REFUSES for problem in work.problems):
        raise NotKept(work.answer(Status.REFUSED))
    doors.begin_write(session)
    known = resolving.contracts_of(session, prepared.checked)
    senders = _known_rows(session, work, known)
    ids = sorted({number for number, _ in known.values()} & _ids(prepared.checked, known))
    lock(session, ids)
    again = ledger.standing_duplicate(
        session, prepared.sha256, prepared.dataset.name, str(prepared.source), prepared.mapping
    )
    if again is not None:  # another process published the same bytes while this one was reading
        work.earlier = again.submission_id
        raise NotKept(work.answer(Status.DUPLICATE))
    desk.progress("Comparing with what stands")
    _write(session, desk, work, known, senders)
    status = Status.HELD if work.held_rows else Status.PUBLISHED
    answer = work.answer(status)
    if not keep:
        raise NotKept(answer)
    return answer


def _known_rows(session: Session, work: Work, known: dict[str, tuple[int, str]]) -> list[str]:
    """Refuse rows that name what is not known or not the sender's; give each row's sender."""
    prepared = work.prepared
    checked, dataset = prepared.checked, prepared.dataset
    senders = resolving.senders_of(checked, prepared.source)
    scope = doors.scope_of(session)
    if dataset.name == "contracts" and scope.may_send("contracts", prepared.source, 0):
        work.problems += resolving.new_contracts(
            session, checked, known, frozenset(prepared.programmes)
        )
    found = resolving.unknown_contracts(checked, known)
    found += resolving.not_yours(scope, checked, known, prepared.source, senders)
    found += resolving.unknown_arrangements(session, dataset, checked, known)
    work.problems += found
    if not found:
        measures = {
            code: frozenset(programme.by_code) for code, programme in prepared.programmes.items()
        }
        work.problems += guards.foreign_measures(checked, known, measures)
    if work.refused:
        raise NotKept(work.answer(Status.REFUSED))
    return senders


def _ids(checked: Checked, known: Mapping[str, tuple[int, str]]) -> set[int]:
    return {known[reference][0] for reference in set(resolving.contract_column(checked))}


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

    def sole_sender(self, contract_id: int) -> str:
        """Give the one arrangement a contract's rows were sent by; blank where there are several."""
        pairs = set(zip(self.resolved.contract_ids, self.resolved.senders, strict=True))
        senders = {sender for number, sender in pairs if number == contract_id}
        return senders.pop() if len(senders) == 1 else ""

    @property
    def whole(self) -> bool:
        """Say whether the file stands for whole months."""
        prepared = self.work.prepared
        return (prepared.sending.mode or prepared.dataset.mode) is Mode.WHOLE


def _write(
    session: Session, desk: Desk, work: Work, known: dict[str, tuple[int, str]], senders: list[str]
) -> None:
    """Lay the file's rows on the bench, compare, guard, write, and chain the publication."""
    bench = _lay_out(session, desk, work, known, senders)
    _guard(bench)
    earlier = _write_receipt(bench)
    desk.progress("Writing the rows")
    submission = work.submission or 0
    work.changes = write(
        bench.comparison, submission, len(bench.resolved.row_numbers), whole=bench.whole
    )
    ledger.write_months(session, submission, bench.months)
    desk.progress("Working out the monthly figures")
    prepared = work.prepared
    moved = summaries.refresh(
        session, prepared.dataset.name, prepared.source, bench.numbers, bench.every_month
    )
    work.movements = tuple(sizes.movements(moved, bench.names))
    _ask(bench)
    work.problems += notes.for_attention(session, bench.comparison, bench.names, moved)
    _write_contracts(bench, earlier)
    ledger.write_findings(session, submission, work.problems, _contract_of_rows(bench))
    received = prepared.sending.received or desk.now
    step = ledger.Step(
        kind="submission",
        submission_id=submission,
        by_user=desk.principal.login,
        published_at=received,
        recorded_at=desk.now,
        detail=f"{prepared.dataset.name} from {prepared.source}",
    )
    ledger.write_publications(session, bench.numbers, step, desk.store.key("publication"))


def _lay_out(
    session: Session, desk: Desk, work: Work, known: dict[str, tuple[int, str]], senders: list[str]
) -> Bench:
    prepared = work.prepared
    sending, checked = prepared.sending, prepared.checked
    resolved = resolving.resolve(session, checked, known, senders, desk.store.key("client"))
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
    return bench


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


def _guard(bench: Bench) -> None:
    """Turn back a file that would change an original profile; leave such rows out if held."""
    locked = guards.original_locked(bench.session, bench.comparison, whole=bench.whole)
    if not locked:
        return
    work = bench.work
    work.problems += locked
    if work.refused:
        raise NotKept(work.answer(Status.REFUSED))
    rows = {problem.row for problem in locked}
    bench.resolved.leave_out({row for row in rows if row is not None})
    staging.drop_rows(bench.session.connection(), bench.comparison.stage, rows)


def _write_receipt(bench: Bench) -> dict[int, tuple[int, int]]:
    """Write the submission; give what earlier returns of these months each contract has."""
    prepared, work, desk = bench.work.prepared, bench.work, bench.desk
    sending = prepared.sending
    earlier = ledger.earlier_of(
        bench.session, prepared.dataset.name, str(prepared.source), bench.touched, bench.every_month
    )
    work.earlier = max((last for _, last in earlier.values()), default=None)
    mode = sending.mode or prepared.dataset.mode
    work.submission = ledger.write_submission(
        bench.session,
        sending,
        ledger.Receipt(
            dataset=prepared.dataset.name,
            source=str(prepared.source),
            mode=str(mode),
            mapping=prepared.mapping,
            sha256=prepared.sha256,
            how=prepared.checked.how,
            rows_read=prepared.checked.rows_read,
            rows_held=len(work.held_rows),
            rows_stored=len(bench.resolved.row_numbers),
            sent_by=desk.principal.login,
            sent_at=desk.now,
            received_at=sending.received or desk.now,
        ),
    )
    return earlier


def _ask(bench: Bench) -> None:
    """Turn back a file whose size its sender has not confirmed."""
    work = bench.work
    settings = registers.settings_of(bench.session, bench.touched)
    by_name = {name: number for number, name in bench.names.items()}
    on = (work.prepared.sending.received or bench.desk.now).date()
    large = [
        movement
        for movement in work.movements
        if sizes.too_large(movement, *_swing(settings.get(by_name[movement.contract], ()), on))
    ]
    asked = sizes.questions(work.prepared.sending, work.changes, large, len(bench.every_month))
    if asked:
        work.problems += asked
        raise NotKept(work.answer(Status.NEEDS_CONFIRMATION))


def _swing(settings: Iterable[Setting], on: date) -> tuple[int, float]:
    count, share = (in_force(settings, code, on) for code in ("swing_count", "swing_share"))
    return int(str(count)), float(str(share))


def _write_contracts(bench: Bench, earlier: Mapping[int, tuple[int, int]]) -> None:
    """Write what the file did in each contract."""
    work = bench.work
    by_contract = changes_by_contract(bench.comparison, bench.numbers, work.changes)
    held = Counter(
        _contract_of_rows(bench)[row] for row in work.held_rows if row in _contract_of_rows(bench)
    )
    versions = {number: earlier.get(number, (0, 0))[0] + 1 for number in bench.touched}
    work.versions = tuple(versions[number] for number in sorted(bench.touched))
    ledger.write_contracts(
        bench.session,
        work.submission or 0,
        [
            ledger.contract_row(
                number, bench.numbers[number], versions[number], held[number], by_contract[number]
            )
            | {"sender": bench.sole_sender(number)}
            for number in sorted(bench.touched)
        ],
    )


def _contract_of_rows(bench: Bench) -> dict[int, int]:
    """Give the contract of each row with a finding; a file of one contract needs no search."""
    if len(bench.touched) == 1:
        only = next(iter(bench.touched))
        return {problem.row: only for problem in bench.work.problems if problem.row is not None}
    wanted = {problem.row for problem in bench.work.problems}
    rows = zip(bench.resolved.row_numbers, bench.resolved.contract_ids, strict=True)
    return {row: contract_id for row, contract_id in rows if row in wanted}
