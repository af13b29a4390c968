"""What was sent, by whom, and what came of it?"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
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
from db.publishing.request import CallError
from monitoring.findings import Problem
from monitoring.vocabulary import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Sent:
    """One submission as it touches one contract."""

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
    months = _months(session, [part.submission_id for _, part, _ in rows])
    return [
        _sent(whole, part, reference or "", months.get((part.submission_id, part.contract_id), ()))
        for whole, part, reference in rows
    ]


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
        raise CallError(msg)
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
    covering = (
        select(SubmissionMonth.contract_id, SubmissionMonth.month, SubmissionMonth.submission_id)
        .join(Submission, Submission.submission_id == SubmissionMonth.submission_id)
        .where(
            SubmissionMonth.contract_id.in_(ids),
            Submission.dataset == "monthly_return",
            Submission.source.in_(sources),
        )
    )
    if as_at is not None:
        covering = covering.where(Submission.received_at <= as_at)
    months = covering.subquery()
    last = (
        select(months.c.contract_id, func.max(months.c.month).label("month"))
        .group_by(months.c.contract_id)
        .subquery()
    )
    newest = (
        select(months.c.contract_id, months.c.month, func.max(months.c.submission_id).label("id"))
        .join(last, (last.c.contract_id == months.c.contract_id) & (last.c.month == months.c.month))
        .group_by(months.c.contract_id, months.c.month)
        .subquery()
    )
    same = (SubmissionContract.submission_id == newest.c.id) & (
        SubmissionContract.contract_id == newest.c.contract_id
    )
    rows = session.execute(
        select(newest, SubmissionContract.rows_held, Submission.received_at)
        .join(SubmissionContract, same)
        .join(Submission, Submission.submission_id == newest.c.id)
    )
    return {row[0]: LastReturn(*row) for row in rows}


def count(session: Session) -> int:
    """Give how many submissions this person may see."""
    return session.scalar(select(func.count()).select_from(Submission)) or 0
