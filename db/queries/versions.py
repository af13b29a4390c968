"""Which returns cover the same months, and what did each of them say?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from db.models import FACTS, Contract, SubmissionContent, SubmissionContract
from db.queries.submissions import Sent, submission
from monitoring.vocabulary import WHOLE_CONTRACT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

WITH_FIGURES = "monthly_return"


def of_same_months(every: Iterable[Sent], one: Sent) -> list[Sent]:
    """Give the returns of one contract, dataset and source that share a month with one of them.

    The latest comes first; returns without months are compared by contract alone.
    """
    return sorted(
        (
            each
            for each in every
            if (each.contract, each.dataset, each.source) == (one.contract, one.dataset, one.source)
            and (set(each.months) & set(one.months) or not one.months)
        ),
        key=lambda each: each.submission,
        reverse=True,
    )


def side_by_side(session: Session, versions: list[Sent]) -> list[dict[str, Any]]:
    """Give the figures of monthly returns as each version left them, where they differ.

    One row a figure: month, measure, client_category, arrangement, and the value under the number
    of each return; None where the return does not cover the month or left the figure unknown.

    Raises
    ------
    CallError
        If the latest of them is not known, or not the caller's.
    """
    if not versions or versions[0].dataset != WITH_FIGURES:
        return []
    latest = submission(session, versions[0].submission)
    numbers = _numbers(session, versions)
    table, months = FACTS[WITH_FIGURES], {month for each in versions for month in each.months}
    rows = session.execute(
        select(table)
        .join(Contract, Contract.contract_id == table.c.contract_id)
        .where(
            Contract.reference == versions[0].contract,
            table.c.source == latest.source,
            table.c.month.in_(sorted(months)),
        )
    )
    covering = {each.submission: set(each.months) for each in versions}
    figures: dict[tuple[Any, ...], dict[int, int | None]] = {}
    for row in rows:
        said = figures.setdefault(
            (row.month, row.measure, row.client_category, row.arrangement), {}
        )
        for each, number in numbers.items():
            if row.month in covering[each]:
                said.setdefault(each, None)
                if row.known_from <= number and (row.known_to is None or row.known_to > number):
                    said[each] = row.value
    return [
        dict(zip(("month", "measure", "client_category", "arrangement"), key, strict=True))
        | {str(each): said.get(each) for each in numbers}
        for key, said in sorted(figures.items(), key=lambda pair: _order(pair[0]))
        if len(set(said.values())) > 1
    ]


def _order(key: tuple[Any, ...]) -> tuple[Any, ...]:
    """Put the whole contract before its parts."""
    month, measure, category, arrangement = key
    return month, measure, category != "all", category, arrangement != WHOLE_CONTRACT, arrangement


def _numbers(session: Session, versions: list[Sent]) -> dict[int, int]:
    """Give the publication each return was in its contract, the oldest first."""
    rows = session.execute(
        select(SubmissionContract.submission_id, SubmissionContract.number)
        .join(Contract, Contract.contract_id == SubmissionContract.contract_id)
        .where(
            Contract.reference == versions[0].contract,
            SubmissionContract.submission_id.in_([each.submission for each in versions]),
        )
        .order_by(SubmissionContract.number)
    )
    return {row.submission_id: row.number for row in rows}


def may_take_away(session: Session, number: int) -> bool:
    """Say whether a return's bytes are there, and for this person to have."""
    there = select(SubmissionContent.submission_id).where(SubmissionContent.submission_id == number)
    return session.scalar(there) is not None
