"""How does a checked file become what stands, in one transaction?

Nothing here calls Streamlit: a click between begin and commit would raise there (reliability of
the page is kept by never giving it the transaction).
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from db import doors
from db.chain import KEY_PURPOSE
from db.models import REFERENCE_STREAM
from db.publishing import (
    agreed_sets,
    benchmarks,
    crossings,
    guards,
    ledger,
    notes,
    releases,
    resolving,
    sizes,
    staging,
    summaries,
    waivers,
)
from db.publishing.bench import Bench, NotKept, Prepared, Work, lay_out
from db.publishing.changes import changes_by_contract, write
from db.publishing.earlier import Same, earlier_of, standing_duplicate
from monitoring.vocabulary import Severity, Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from db.publishing.request import Answer
    from db.sending import Desk
    from monitoring.checks import Checked


def publish(
    session: Session, desk: Desk, prepared: Prepared, *, keep: bool, begun: bool = False
) -> Answer:
    """Write a file's rows, cells, receipt and publications; commit is the caller's door.

    With ``begun`` it goes on in the write transaction of a file before it.

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
    if not begun:
        doors.begin_write(session)
    known = resolving.contracts_of(session, prepared.checked)
    senders = _known_rows(session, work, known)
    ids = sorted({number for number, _ in known.values()} & _ids(prepared.checked, known))
    doors.lock(session, ids)
    same = Same(
        prepared.sha256,
        prepared.dataset.name,
        prepared.source,
        prepared.mapping,
        prepared.sending.contract,
    )
    again = standing_duplicate(session, same)
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
        work.problems += guards.after_destruction(session, dataset.name, checked, known)
        if dataset.name == waivers.DATASET:
            work.problems += waivers.too_late(session, checked, known, prepared.programmes)
    if work.refused:
        raise NotKept(work.answer(Status.REFUSED))
    return senders


def _ids(checked: Checked, known: Mapping[str, tuple[int, str]]) -> set[int]:
    return {known[reference][0] for reference in set(resolving.contract_column(checked))}


def _write(
    session: Session, desk: Desk, work: Work, known: dict[str, tuple[int, str]], senders: list[str]
) -> None:
    """Lay the file's rows on the bench, compare, guard, write, and chain the publication."""
    bench = lay_out(session, desk, work, known, senders)
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
    summing = summaries.Summing(session, bench.numbers, prepared.programmes)
    moved = summaries.refresh(summing, prepared.dataset.name, prepared.source, bench.every_month)
    work.movements = tuple(sizes.movements(moved, bench.names))
    _ask(bench)
    work.problems += notes.for_attention(bench, moved)
    _write_contracts(bench, earlier)
    ledger.write_findings(session, submission, work.problems, _contract_of_rows(bench))
    received = prepared.sending.received or desk.now
    if prepared.dataset.name in releases.WITHHELD:
        releases.withhold(session, submission, bench.touched, received, desk.now)
    if REFERENCE_STREAM in bench.numbers:
        _, received = ledger.next_of_reference(session, received)
    step = ledger.Step(
        kind="submission",
        submission_id=submission,
        by_user=desk.principal.login,
        published_at=received,
        recorded_at=desk.now,
        detail=f"{prepared.dataset.name} from {prepared.source}",
    )
    ledger.write_publications(session, bench.numbers, step, desk.store.key(KEY_PURPOSE))
    benchmarks.refresh(summing, step, desk.store)
    of_programme = dict(bench.known.values())
    crossings.note(session, desk.store, bench.resolved.newcomers, of_programme, bench.numbers)


def _guard(bench: Bench) -> None:
    """Turn back a file that changes an original profile or revises one without agreement.

    Such rows are left out if held.
    """
    locked = guards.original_locked(bench.session, bench.comparison, whole=bench.whole)
    locked += agreed_sets.not_agreed(bench.session, bench.comparison, whole=bench.whole)
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
    earlier = earlier_of(
        bench.session,
        prepared.dataset.name,
        str(prepared.source),
        bench.sole_senders(),
        bench.every_month,
    )
    work.earlier = max((last for _, last in earlier.values()), default=0) or None
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
    by_name = {name: number for number, name in bench.names.items()}
    limits = sizes.swings(bench)
    large = [
        movement
        for movement in work.movements
        if limits[by_name[movement.contract]].is_passed(movement.before, movement.after)
    ]
    asked = sizes.questions(work.prepared.sending, work.changes, large, len(bench.every_month))
    if asked:
        work.problems += asked
        raise NotKept(work.answer(Status.NEEDS_CONFIRMATION))


def _write_contracts(bench: Bench, earlier: Mapping[int, tuple[int, int]]) -> None:
    """Write what the file did in each contract."""
    work = bench.work
    by_contract = changes_by_contract(bench.comparison, bench.numbers, work.changes)
    contract_of = _contract_of_rows(bench)
    held = Counter(contract_of[row] for row in work.held_rows if row in contract_of)
    versions = {number: earlier.get(number, (0, 0))[0] + 1 for number in bench.touched}
    work.versions = tuple(versions[number] for number in sorted(bench.touched))
    senders = bench.sole_senders()
    ledger.write_contracts(
        bench.session,
        work.submission or 0,
        [
            ledger.contract_row(
                number, bench.numbers[number], versions[number], held[number], by_contract[number]
            )
            | {"sender": senders[number]}
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
