"""How many returns did each contract's provider and partners send, of which dataset, how often?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from sqlalchemy import case, func, select

from db.models import Submission, SubmissionContract
from monitoring.burden import SENT
from monitoring.rights import SUPPLY_CHAIN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from db.reports.view import View


def sent(session: Session, primes: Mapping[int, str], view: View) -> pd.DataFrame:
    """Give the returns of some contracts that the reader may see, counted: the frame SENT.

    Parameters
    ----------
    session
        A session that reads what the person may see.
    primes
        The prime provider of each contract, by its number.
    view
        Only what had come by its instant, and from its source where it names one.
    """
    part = SubmissionContract
    again = func.sum(case((part.version > 1, 1), else_=0))
    rows = func.sum(part.rows_stored + part.rows_held)
    keys = (part.contract_id, Submission.source, Submission.dataset)
    query = (
        select(*keys, func.count(), rows, again)
        .join(Submission, Submission.submission_id == part.submission_id)
        .where(part.contract_id.in_(list(primes)), Submission.source.in_(SUPPLY_CHAIN))
        .group_by(*keys)
    )
    if view.as_at is not None:
        query = query.where(Submission.received_at <= view.as_at)
    if view.source is not None:
        query = query.where(Submission.source == str(view.source))
    found = [(primes[row[0]], *row[1:]) for row in session.execute(query)]
    return SENT.check(pd.DataFrame(found, columns=list(SENT.columns)))
