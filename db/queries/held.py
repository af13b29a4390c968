"""Which rows wait to be mended, and in which submission?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from sqlalchemy import exists, select
from sqlalchemy.orm import aliased

from db.models import Contract, Submission, SubmissionContract, SubmissionMonth
from db.queries.ended import ended
from monitoring.frames import ROWS_HELD

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session


def rows_held(session: Session, ids: Sequence[int], as_at: datetime | None = None) -> pd.DataFrame:
    """Give the rows that wait, a row a contract and submission: the frame ROWS_HELD.

    What a later submission of the same dataset and source covers again waits no longer, nor does
    what was withdrawn or sent back.
    """
    later, later_part = aliased(Submission), aliased(SubmissionContract)
    month, later_month = aliased(SubmissionMonth), aliased(SubmissionMonth)
    again = (
        exists()
        .where(later_part.contract_id == SubmissionContract.contract_id)
        .where(later_part.submission_id > SubmissionContract.submission_id)
        .where(later.submission_id == later_part.submission_id)
        .where(later.dataset == Submission.dataset, later.source == Submission.source)
        .where(month.contract_id == SubmissionContract.contract_id)
        .where(month.submission_id == SubmissionContract.submission_id)
        .where(later_month.contract_id == SubmissionContract.contract_id)
        .where(later_month.submission_id == later.submission_id)
        .where(later_month.month == month.month)
        .where(~ended(later_part.submission_id, later_part.contract_id, as_at))
    )
    query = (
        select(Contract.reference, Submission.submission_id, SubmissionContract.rows_held)
        .join(SubmissionContract, SubmissionContract.submission_id == Submission.submission_id)
        .join(Contract, Contract.contract_id == SubmissionContract.contract_id)
        .where(SubmissionContract.contract_id.in_(ids), SubmissionContract.rows_held > 0, ~again)
        .where(~ended(SubmissionContract.submission_id, SubmissionContract.contract_id, as_at))
    )
    if as_at is not None:
        query = query.where(Submission.received_at <= as_at)
    rows = [tuple(row) for row in session.execute(query)]
    return ROWS_HELD.check(pd.DataFrame(rows, columns=["contract", "submission", "rows"]))
