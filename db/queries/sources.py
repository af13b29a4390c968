"""When did each source's figures come, and what did each of them say first?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
from sqlalchemy import func, select

from db import doors
from db.models import FACTS, Publication, Submission, SubmissionContract, SubmissionMonth
from db.publishing.counted import DATASET_OF, STARTS
from db.queries.ended import ended
from db.queries.figures import VALUES
from db.queries.knowledge import LONDON, as_known
from db.scope import WHOLE
from monitoring.periods import add_months
from monitoring.same_references import Overlap
from monitoring.sources import FIRST, RECEIVED
from monitoring.vocabulary import MissingReason, Origin, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from db.queries.figures import Level

RETURN = "monthly_return"


def received(
    session: Session,
    contracts: Mapping[int, str],
    measures: Iterable[str],
    as_at: datetime | None = None,
) -> pd.DataFrame:
    """Give when each source's figures of a month first came: the frame RECEIVED.

    Parameters
    ----------
    session
        A session that reads what the person may see.
    contracts
        The references of the contracts by number.
    measures
        The counts; each is counted from rows of one dataset.
    as_at
        Only what had come by then; None for now.
    """
    counted = {code: DATASET_OF.get(code, STARTS) for code in sorted(set(measures))}
    came = _came(session, list(contracts), {RETURN, *counted.values()}, as_at)
    rows = [
        (contracts[contract_id], code, month, source, str(origin), *told)
        for code, dataset in counted.items()
        for origin, wanted in ((Origin.RETURNED, RETURN), (Origin.COUNTED, dataset))
        for (contract_id, name, source, month), told in came.items()
        if name == wanted
    ]
    return RECEIVED.check(pd.DataFrame(rows, columns=list(RECEIVED.columns)))


def _came(
    session: Session, ids: Sequence[int], names: set[str], as_at: datetime | None
) -> dict[tuple[int, str, str, date], tuple[date, bool]]:
    """Give the day each dataset of a source first came for a month, and whether rows are held."""
    query = (
        select(
            SubmissionMonth.contract_id,
            Submission.dataset,
            Submission.source,
            SubmissionMonth.month,
            Submission.received_at,
            Submission.submission_id,
        )
        .join(Submission, Submission.submission_id == SubmissionMonth.submission_id)
        .where(SubmissionMonth.contract_id.in_(ids), Submission.dataset.in_(sorted(names)))
        .where(~ended(SubmissionMonth.submission_id, SubmissionMonth.contract_id, as_at))
        .order_by(Submission.received_at, Submission.submission_id)
    )
    if as_at is not None:
        query = query.where(Submission.received_at <= as_at)
    held = _with_held_rows(session, ids)
    found: dict[tuple[int, str, str, date], tuple[date, bool]] = {}
    for contract_id, name, source, month, at, number in session.execute(query):
        key = (contract_id, name, source, month)
        first = found[key][0] if key in found else at.astimezone(LONDON).date()
        found[key] = (first, (contract_id, number) in held)
    return found


def _with_held_rows(session: Session, ids: Sequence[int]) -> set[tuple[int, int]]:
    rows = session.execute(
        select(SubmissionContract.contract_id, SubmissionContract.submission_id).where(
            SubmissionContract.contract_id.in_(ids), SubmissionContract.rows_held != 0
        )
    )
    return {(row[0], row[1]) for row in rows}


def first_given(
    session: Session,
    contracts: Mapping[int, str],
    measures: Iterable[str],
    level: Level,
    as_at: datetime | None = None,
) -> pd.DataFrame:
    """Give the figure each source gave first for a month: the frame FIRST."""
    names: list[Any] = [VALUES.c[name] for name in ("measure", "month", "source", "origin")]
    query = (
        select(VALUES.c.contract_id, *names, VALUES.c.value)
        .where(
            VALUES.c.contract_id.in_(list(contracts)),
            VALUES.c.measure.in_(sorted(set(measures))),
            VALUES.c.category == level.category,
            VALUES.c.arrangement == level.arrangement,
            VALUES.c.band == level.band,
            VALUES.c.missing_reason == MissingReason.NONE.value,
        )
        .order_by(VALUES.c.contract_id, VALUES.c.known_from)
    )
    if as_at is not None:
        same = (Publication.contract_id == VALUES.c.contract_id) & (
            Publication.number == VALUES.c.known_from
        )
        query = query.join(Publication, same).where(Publication.published_at <= as_at)
    first: dict[tuple[Any, ...], int] = {}
    for contract_id, *rest, value in session.execute(query):
        first.setdefault((contracts[contract_id], *rest), value)
    rows = [(*key, value) for key, value in first.items()]
    return FIRST.check(
        pd.DataFrame(rows, columns=["contract", "measure", "month", "source", "origin", "first"])
    )


def paid_for(
    session: Session, contract: int, outcome: str, last: date, as_at: datetime | None = None
) -> int | None:
    """Give what the payment office paid for an outcome to the end of a month, in pence.

    None where nothing is known to have been paid, or prices are not the reader's to see.
    """
    if not doors.scope_of(session).sees_prices(contract, WHOLE):
        return None
    claims = FACTS["claims"]
    query = select(func.sum(claims.c.amount_gbp)).where(
        claims.c.contract_id == contract,
        claims.c.source == Source.PAYMENTS.value,
        claims.c.outcome == outcome,
        claims.c.paid_on < add_months(last, 1),
    )
    paid = session.scalar(as_known(query, claims, as_at))
    return None if paid is None else int(paid)


def same_people(
    session: Session, contract: int, month: date, as_at: datetime | None = None
) -> Overlap:
    """Count the people referred in a month by LMS, by the provider's starts, and by both.

    Nobody is counted for a reader who may not see rows about single people.
    """
    lms, starts = (
        as_known(
            select(FACTS[name].c.client_id)
            .distinct()
            .where(
                FACTS[name].c.contract_id == contract,
                FACTS[name].c.source == source.value,
                FACTS[name].c.referred_on >= month,
                FACTS[name].c.referred_on < add_months(month, 1),
            ),
            FACTS[name],
            as_at,
        ).subquery(name)
        for name, source in (("referrals", Source.LMS), ("starts", Source.PROVIDER_MI))
    )
    both = lms.join(starts, lms.c.client_id == starts.c.client_id)
    return Overlap(
        *(
            session.scalar(select(func.count()).select_from(each)) or 0
            for each in (lms, starts, both)
        )
    )
