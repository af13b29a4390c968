"""Does a file stand already, and which returns of its months came before it?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, case, exists, or_, select
from sqlalchemy.orm import aliased

from db.models import Contract, Submission, SubmissionContract, SubmissionMonth
from db.queries.ended import ended

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from sqlalchemy.orm import Session


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
