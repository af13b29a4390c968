"""What is written down about a sending: its receipt, its findings and its place in the chain."""

from __future__ import annotations

import zlib
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select

from db.chain import Entry, entry_hash
from db.models import (
    REFERENCE_STREAM,
    Finding,
    Publication,
    Submission,
    SubmissionContent,
    SubmissionContract,
    SubmissionMonth,
)
from db.publishing.request import CallError, Changes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from db.publishing.request import Sending
    from monitoring.findings import Problem
    from monitoring.reading.table import HowRead


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
