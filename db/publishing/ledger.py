"""What is written down about a sending: its receipt, its findings and its place in the chain."""

from __future__ import annotations

import zlib
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, case, exists, func, insert, or_, select
from sqlalchemy.orm import aliased

from db.chain import Entry, entry_hash
from db.models import (
    REFERENCE_STREAM,
    Contract,
    Finding,
    Publication,
    Submission,
    SubmissionContent,
    SubmissionContract,
    SubmissionMonth,
)
from db.publishing.request import CallError, Changes
from db.queries.ended import ended

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from db.publishing.request import Sending
    from monitoring.findings import Problem
    from monitoring.reading.table import HowRead


@dataclass(frozen=True, slots=True)
class Same:
    """What makes two files the same: bytes, dataset, source, mapping and the contract named."""

    sha256: str
    dataset: str
    source: str
    mapping: str
    contract: str | None


def standing_duplicate(session: Session, same: Same) -> Submission | None:
    """Give the submission that already holds the same bytes, read the same way, and stands.

    One that was withdrawn or sent back, or whose rows a later return of the same months has changed
    or removed, stands no more: its bytes may be sent again, and bring its figures back.
    """
    bytes_known = select(Submission.submission_id).where(Submission.sha256 == same.sha256).limit(1)
    if session.scalar(bytes_known) is None:  # as it is with nearly every file: no more is asked
        return None
    query = select(Submission).where(
        Submission.sha256 == same.sha256,
        Submission.dataset == same.dataset,
        Submission.source == str(same.source),
        Submission.mapping == same.mapping,
        ~_overtaken(),
        ~ended(Submission.submission_id),
    )
    if same.contract is not None:  # one file without a contract column may be sent for several
        query = query.join(
            SubmissionContract, SubmissionContract.submission_id == Submission.submission_id
        ).join(
            Contract,
            (Contract.contract_id == SubmissionContract.contract_id)
            & (Contract.reference == same.contract),
        )
    return session.scalars(query.order_by(Submission.submission_id.desc()).limit(1)).first()


def _overtaken() -> ColumnElement[bool]:
    """Give the condition that a later return has closed rows in the months of a submission."""
    own, later = aliased(SubmissionContract), aliased(SubmissionContract)
    month, later_month = aliased(SubmissionMonth), aliased(SubmissionMonth)
    whole = aliased(Submission)
    dated = exists().where(month.submission_id == Submission.submission_id)
    overlap = exists().where(
        month.contract_id == later_month.contract_id,
        month.month == later_month.month,
        month.submission_id == Submission.submission_id,
        later_month.submission_id == later.submission_id,
        later_month.contract_id == later.contract_id,
    )
    return (
        exists()
        .where(
            own.submission_id == Submission.submission_id,
            later.contract_id == own.contract_id,
            later.submission_id > own.submission_id,
            later.rows_changed + later.rows_removed > 0,
            ~ended(later.submission_id, later.contract_id),
            whole.submission_id == later.submission_id,
            whole.dataset == Submission.dataset,
            whole.source == Submission.source,
            or_(~dated.correlate(Submission), overlap.correlate(Submission, later)),
        )
        .correlate(Submission)
    )


def earlier_of(
    session: Session,
    dataset: str,
    source: str,
    senders: Mapping[int, str],
    months: Iterable[date],
) -> dict[int, tuple[int, int]]:
    """Give how many earlier returns of the same sender cover any of these months, and the last.

    ``senders`` gives each contract's sender: the arrangement a partner speaks for, else blank.
    Those that were withdrawn or sent back are counted too, so that no version is given twice; the
    last is one that stands, 0 where none does.
    """
    columns = (
        SubmissionContract.contract_id,
        SubmissionContract.sender,
        SubmissionContract.submission_id,
        case(
            (ended(SubmissionContract.submission_id, SubmissionContract.contract_id), 1), else_=0
        ).label("over"),
    )
    covering = (
        select(*columns)
        .join(Submission, Submission.submission_id == SubmissionContract.submission_id)
        .where(
            SubmissionContract.contract_id.in_(sorted(senders)),
            Submission.dataset == dataset,
            Submission.source == source,
        )
        .distinct()
    )
    wanted = sorted(set(months))
    if wanted:
        covering = covering.join(
            SubmissionMonth,
            (SubmissionMonth.contract_id == SubmissionContract.contract_id)
            & (SubmissionMonth.submission_id == SubmissionContract.submission_id),
        ).where(SubmissionMonth.month.in_(wanted))
    found: dict[int, list[int]] = {}
    for contract_id, sender, submission_id, over in session.execute(covering):
        if sender == senders[contract_id]:
            found.setdefault(contract_id, []).append(0 if over else submission_id)
    return {contract: (len(numbers), max(numbers)) for contract, numbers in found.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What is known of a sending when its submission is written."""

    dataset: str
    source: str
    mode: str
    mapping: str
    sha256: str
    how: HowRead
    rows_read: int
    rows_held: int
    rows_stored: int
    sent_by: str
    sent_at: datetime
    received_at: datetime


def write_submission(session: Session, sending: Sending, receipt: Receipt) -> int:
    """Write the submission and its bytes; give its number, which is the receipt people quote."""
    row = Submission(
        dataset=receipt.dataset,
        source=receipt.source,
        status="held" if receipt.rows_held else "published",
        file_name=sending.name[-255:],
        sha256=receipt.sha256,
        size_bytes=len(sending.data),
        mapping=receipt.mapping,
        mode=receipt.mode,
        reason=sending.reason,
        how_read=asdict(receipt.how) | {"mends": [mend.as_json() for mend in sending.mends]},
        rows_read=receipt.rows_read,
        rows_stored=receipt.rows_stored,
        rows_held=receipt.rows_held,
        sent_by=receipt.sent_by,
        sent_at=receipt.sent_at,
        received_at=receipt.received_at,
    )
    session.add(row)
    session.flush()
    content = zlib.compress(sending.data, level=3)  # a third of the time of 6 for a tenth more
    session.execute(
        insert(SubmissionContent).values(submission_id=row.submission_id, content=content)
    )
    return row.submission_id


def write_months(
    session: Session, submission_id: int, months: Mapping[int, Iterable[date]]
) -> None:
    """Write the months the submission covers in each contract."""
    rows = [
        {"contract_id": contract_id, "submission_id": submission_id, "month": month}
        for contract_id, covered in months.items()
        for month in sorted(set(covered))
    ]
    if rows:
        session.execute(insert(SubmissionMonth), rows)


def write_findings(
    session: Session,
    submission_id: int,
    problems: Iterable[Problem],
    contract_of_row: Mapping[int, int],
) -> None:
    """Write the findings, each under the contract of its row or under the whole file."""
    rows = [
        {
            "contract_id": contract_of_row.get(problem.row or 0, REFERENCE_STREAM),
            "submission_id": submission_id,
            "seq": seq,
        }
        | problem.as_json()
        for seq, problem in enumerate(problems, start=1)
    ]
    if rows:
        session.execute(insert(Finding), rows)


def next_numbers(session: Session, ids: Iterable[int], instant: datetime) -> dict[int, int]:
    """Give each contract's next publication number; refuse an instant before its last one.

    The reference stream also carries benchmarks, at instants of other contracts' files: they are
    no reason to refuse a file of reference data.
    """
    wanted = sorted(set(ids))
    numbers = dict.fromkeys(wanted, 1)
    for start in range(0, len(wanted), 500):
        last = session.execute(
            select(
                Publication.contract_id,
                func.max(Publication.number),
                func.max(Publication.published_at),
            )
            .where(Publication.contract_id.in_(wanted[start : start + 500]))
            .group_by(Publication.contract_id)
        )
        for contract_id, number, published_at in last:
            if contract_id == REFERENCE_STREAM:
                published_at = _last_file(session) or instant  # noqa: PLW2901 - of files alone
            if published_at > instant:
                msg = (
                    f"The file cannot be received at {instant:%Y-%m-%d %H:%M}: something was "
                    f"already published for one of its contracts at {published_at:%Y-%m-%d %H:%M}."
                )
                raise CallError(msg)
            numbers[contract_id] = number + 1
    return numbers


def _last_file(session: Session) -> datetime | None:
    """Give the instant at which the last file of reference data was received."""
    return session.scalar(
        select(func.max(Submission.received_at))
        .join(Publication, Publication.submission_id == Submission.submission_id)
        .where(Publication.contract_id == REFERENCE_STREAM)
    )


def next_of_reference(session: Session, instant: datetime) -> tuple[int, datetime]:
    """Give the reference stream's next number, and an instant that does not go back on it."""
    number, last = session.execute(
        select(func.max(Publication.number), func.max(Publication.published_at)).where(
            Publication.contract_id == REFERENCE_STREAM
        )
    ).one()
    return (number or 0) + 1, max(last or instant, instant)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One publication before it is chained."""

    kind: str
    submission_id: int | None
    by_user: str
    published_at: datetime
    recorded_at: datetime
    detail: str


def write_publications(
    session: Session, numbers: Mapping[int, int], step: Step, key: bytes
) -> None:
    """Write one publication a contract, each chained by hash to the one before it."""
    ids = sorted(numbers)
    previous = _last_hashes(session, ids)
    rows = []
    for contract_id in ids:
        entry = Entry(contract_id=contract_id, number=numbers[contract_id], **asdict(step))
        before = previous.get(contract_id, "")
        rows.append(
            asdict(entry) | {"previous_hash": before, "entry_hash": entry_hash(key, before, entry)}
        )
    session.execute(insert(Publication), rows)


def _last_hashes(session: Session, ids: list[int]) -> dict[int, str]:
    """Give the hash of each contract's last publication."""
    found: dict[int, str] = {}
    for start in range(0, len(ids), 500):
        last = (
            select(Publication.contract_id, func.max(Publication.number).label("number"))
            .where(Publication.contract_id.in_(ids[start : start + 500]))
            .group_by(Publication.contract_id)
            .subquery()
        )
        same = (Publication.contract_id == last.c.contract_id) & (
            Publication.number == last.c.number
        )
        rows = session.execute(
            select(Publication.contract_id, Publication.entry_hash).join(last, same)
        )
        found |= {row.contract_id: row.entry_hash for row in rows}
    return found


def write_contracts(session: Session, submission_id: int, rows: list[dict[str, object]]) -> None:
    """Write what the submission did in each contract."""
    session.execute(
        insert(SubmissionContract), [row | {"submission_id": submission_id} for row in rows]
    )


def contract_row(
    contract_id: int, number: int, version: int, held: int, changes: Changes
) -> dict[str, object]:
    """Give the row that says what a submission did in one contract."""
    return {
        "contract_id": contract_id,
        "number": number,
        "version": version,
        "rows_stored": changes.stored,
        "rows_held": held,
        "rows_added": changes.added,
        "rows_changed": changes.changed,
        "rows_removed": changes.removed,
        "rows_unchanged": changes.unchanged,
    }
