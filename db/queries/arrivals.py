"""Which returns came, for which month or week, and when?"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pandas as pd
from sqlalchemy import func, or_, select

from db.models import FACTS, Submission, SubmissionMonth
from db.queries.ended import ended
from db.queries.knowledge import LONDON
from monitoring.punctuality import ARRIVED
from monitoring.vocabulary import Source

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from sqlalchemy.orm import Session

RETURN = "monthly_return"
BRINGS: Mapping[Source, tuple[str, ...]] = MappingProxyType(
    {
        Source.PROVIDER_MI: (RETURN, "starts"),
        Source.PUBLISHED: (RETURN,),
        Source.PLMI: (RETURN,),
        Source.LMS: (RETURN, "referrals"),
        Source.PAYMENTS: (RETURN, "claims"),
    }
)
"""The datasets either of which is a source's return of a month: figures, or rows to count."""

WEEKLY = FACTS["partner_weekly"]


def arrived(
    session: Session, contracts: Mapping[int, str], as_at: datetime | None = None
) -> pd.DataFrame:
    """Give the first standing return of each month or week of each source: the frame ARRIVED.

    Parameters
    ----------
    session
        A session that reads what the person may see.
    contracts
        The references of the contracts by number.
    as_at
        Only what had come, and had not ended, by then; None for now.
    """
    found = [*_months(session, contracts, as_at), *_weeks(session, contracts, as_at)]
    return ARRIVED.check(pd.DataFrame(found, columns=list(ARRIVED.columns)))


Line = tuple[str, str, str, "date", "date", int]


def _months(
    session: Session, contracts: Mapping[int, str], as_at: datetime | None
) -> list[Line]:
    pairs = [
        (Submission.source == source.value) & Submission.dataset.in_(names)
        for source, names in BRINGS.items()
    ]
    query = (
        select(
            SubmissionMonth.contract_id,
            Submission.source,
            SubmissionMonth.month,
            Submission.received_at,
            Submission.submission_id,
        )
        .join(Submission, Submission.submission_id == SubmissionMonth.submission_id)
        .where(SubmissionMonth.contract_id.in_(list(contracts)), or_(*pairs))
        .where(~ended(SubmissionMonth.submission_id, SubmissionMonth.contract_id, as_at))
        .order_by(Submission.received_at, Submission.submission_id)
    )
    if as_at is not None:
        query = query.where(Submission.received_at <= as_at)
    first: dict[tuple[Any, ...], Line] = {}
    for number, source, month, at, submission in session.execute(query):
        came = at.astimezone(LONDON).date()
        first.setdefault(
            (number, source, month), (contracts[number], source, "", month, came, submission)
        )
    return list(first.values())


def _weeks(
    session: Session, contracts: Mapping[int, str], as_at: datetime | None
) -> list[Line]:
    """Give each week by the first return that held it, whatever has replaced it since."""
    query = (
        select(
            WEEKLY.c.contract_id,
            WEEKLY.c.arrangement,
            WEEKLY.c.week_starting,
            func.min(Submission.received_at),
            func.min(Submission.submission_id),
        )
        .join(Submission, Submission.submission_id == WEEKLY.c.submission_id)
        .where(WEEKLY.c.contract_id.in_(list(contracts)))
        .where(~ended(WEEKLY.c.submission_id, WEEKLY.c.contract_id, as_at))
        .group_by(WEEKLY.c.contract_id, WEEKLY.c.arrangement, WEEKLY.c.week_starting)
    )
    if as_at is not None:
        query = query.where(Submission.received_at <= as_at)
    return [
        (contracts[number], Source.PARTNER.value, arrangement, week, _day(at), submission)
        for number, arrangement, week, at, submission in session.execute(query)
    ]


def _day(at: datetime) -> date:
    return at.astimezone(LONDON).date()
