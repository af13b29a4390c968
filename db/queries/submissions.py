"""What was sent, by whom, and what came of it?"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from db.models import (
    Contract,
    Finding,
    Submission,
    SubmissionContent,
    SubmissionContract,
    SubmissionMonth,
)
from db.publishing.request import NotYoursError
from db.queries.ended import EndedAs, ended_of, endings
from db.queries.knowledge import LONDON
from monitoring.findings import Problem
from monitoring.vocabulary import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Sent:
    """One submission as it touches one contract.

    ``status`` is how it stands: published, held (some rows wait), withdrawn, returned or purged.
    """

    submission: int
    contract: str
    dataset: str
    source: str
    months: tuple[date, ...]
    version: int
    status: str
    file_name: str
    received_at: datetime
    sent_at: datetime
    sent_by: str
    rows_stored: int
    rows_held: int
    rows_added: int
    rows_changed: int
    rows_removed: int
    sha256: str
    ended_on: date | None = None
    ended_by: str = ""
    ended_why: str = ""
    sender: str = ""


def submissions(session: Session, contract: str | None = None) -> list[Sent]:
    """Give the submissions this person may see, the latest first, one row a contract."""
    query = (
        select(Submission, SubmissionContract, Contract.reference)
        .join(SubmissionContract, SubmissionContract.submission_id == Submission.submission_id)
        .join(Contract, Contract.contract_id == SubmissionContract.contract_id, isouter=True)
        .order_by(Submission.submission_id.desc(), Contract.reference)
    )
    if contract is not None:
        query = query.where(Contract.reference == contract)
    rows = list(session.execute(query))
    numbers = [part.submission_id for _, part, _ in rows]
    months, over = _months(session, numbers), endings(session, numbers)
    return [
        _with_ending(
            _sent(whole, part, reference or "", months.get(_key(part), ())), over.get(_key(part))
        )
        for whole, part, reference in rows
    ]


def _key(part: SubmissionContract) -> tuple[int, int]:
    return part.submission_id, part.contract_id


def _with_ending(one: Sent, over: EndedAs | None) -> Sent:
    if over is None:
        return one
    day = over.at.astimezone(LONDON).date()
    return replace(
        one, status=over.kind, ended_on=day, ended_by=over.by_user, ended_why=over.reason
    )


def _sent(
    whole: Submission, part: SubmissionContract, reference: str, months: tuple[date, ...]
) -> Sent:
    return Sent(
        whole.submission_id,
        reference,
        whole.dataset,
        whole.source,
        months,
        part.version,
        "held" if part.rows_held else "published",
        whole.file_name,
        whole.received_at,
        whole.sent_at,
        whole.sent_by,
        part.rows_stored,
        part.rows_held,
        part.rows_added,
        part.rows_changed,
        part.rows_removed,
        whole.sha256,
        sender=part.sender,
    )


def _months(session: Session, ids: Sequence[int]) -> dict[tuple[int, int], tuple[date, ...]]:
    found: dict[tuple[int, int], list[date]] = {}
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), 500):
        rows = session.execute(
            select(
                SubmissionMonth.submission_id, SubmissionMonth.contract_id, SubmissionMonth.month
            )
            .where(SubmissionMonth.submission_id.in_(wanted[start : start + 500]))
            .order_by(SubmissionMonth.month)
        )
        for submission_id, contract_id, month in rows:
            found.setdefault((submission_id, contract_id), []).append(month)
    return {pair: tuple(months) for pair, months in found.items()}


def submission(session: Session, number: int) -> Submission:
    """Give one submission; one that is unknown and one that is not yours read the same."""
    found = session.get(Submission, number)
    if found is None:
        msg = f"Submission {number} is not known, or is not yours."
        raise NotYoursError(msg)
    return found


def content(session: Session, number: int) -> bytes | None:
    """Give a submission's bytes as sent; None to who may not see every contract in it."""
    packed = session.scalar(
        select(SubmissionContent.content).where(SubmissionContent.submission_id == number)
    )
    return None if packed is None else zlib.decompress(packed)


def findings(session: Session, number: int) -> list[Problem]:
    """Give the findings of a submission in this person's scope."""
    rows: Any = session.scalars(
        select(Finding).where(Finding.submission_id == number).order_by(Finding.seq)
    )
    return [
        Problem(row.row, row.column, row.rule, Severity(row.severity), row.message, row.value)
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class LastReturn:
    """The latest month a contract's returns of one source cover, and what of it is held."""

    contract_id: int
    month: date
    submission: int
    rows_held: int
    received_at: datetime


def last_returns(
    session: Session,
    ids: Sequence[int],
    sources: Sequence[str],
    as_at: datetime | None = None,
) -> dict[int, LastReturn]:
    """Give, for each contract, the latest month returned and the newest submission covering it."""
    returns = select(Submission.submission_id, Submission.received_at).where(
        Submission.dataset == "monthly_return", Submission.source.in_(sources)
    )
    if as_at is not None:
        returns = returns.where(Submission.received_at <= as_at)
    received = {row[0]: row[1] for row in session.execute(returns)}
    months = session.execute(
        select(
            SubmissionMonth.contract_id, SubmissionMonth.month, SubmissionMonth.submission_id
        ).where(SubmissionMonth.contract_id.in_(ids))
    )
    over = ended_of(session, ids, as_at)
    last: dict[int, tuple[date, int]] = {}
    for contract_id, month, number in months:
        if number in received and (contract_id, number) not in over:
            last[contract_id] = max((month, number), last.get(contract_id, (month, number)))
    held = _rows_held(session, last)
    return {
        contract_id: LastReturn(contract_id, month, number, held[contract_id], received[number])
        for contract_id, (month, number) in last.items()
        if contract_id in held  # what it did to the contract may be another arrangement's to see
    }


def _rows_held(session: Session, last: Mapping[int, tuple[date, int]]) -> dict[int, int]:
    """Give how many rows of each contract's last return are held."""
    rows = session.execute(
        select(
            SubmissionContract.contract_id,
            SubmissionContract.submission_id,
            SubmissionContract.rows_held,
        ).where(
            SubmissionContract.contract_id.in_(sorted(last)),
            SubmissionContract.submission_id.in_(sorted({number for _, number in last.values()})),
        )
    )
    return {row[0]: row[2] for row in rows if row[1] == last[row[0]][1]}


def count(session: Session) -> int:
    """Give how many submissions this person may see."""
    return session.scalar(select(func.count()).select_from(Submission)) or 0
