"""What did the parties ask of each other, and does the store hold the answer already?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from db.models import FACTS, RequestStep, Submission, SubmissionMonth
from db.publishing.counted import DATASET_OF
from db.publishing.request import NotYoursError
from db.queries.ended import ended
from db.queries.governance.written import gathered, one_contract, rows, writer
from db.queries.knowledge import LONDON
from monitoring.audiences import Audience
from monitoring.governance.parties import Party
from monitoring.governance.requests import Did, Holding, Request, Step, Wanted, latest_of_each

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from sqlalchemy.orm import Session

RETURN = "monthly_return"


def requests(session: Session, contract: str, as_at: datetime | None = None) -> list[Request]:
    """Give every request about a contract, by number."""
    return requests_of(session, one_contract(session, contract), as_at)


def requests_of(
    session: Session, contracts: Mapping[int, str], as_at: datetime | None = None
) -> list[Request]:
    """Give the requests about several contracts, by contract and number."""
    order = ("contract_id", "request_id", "step")
    found = rows(session, RequestStep, contracts, as_at, *order)
    return [_request(contracts, own) for own in gathered(found, contracts, "request_id")]


def request(session: Session, contract: str, number: int) -> Request:
    """Give one request with its steps.

    Raises
    ------
    CallError
        If there is none of that number, or it is not the reader's (same words).
    """
    contracts = one_contract(session, contract)
    found = rows(session, RequestStep, contracts, None, "step", request_id=number)
    if not found:
        msg = f"There is no request {number} about contract {contract}, or it is not yours."
        raise NotYoursError(msg)
    return _request(contracts, found)


def _request(contracts: Mapping[int, str], found: list[Any]) -> Request:
    first = found[0]
    steps = tuple(step_of(row) for row in found)
    return Request(contracts[first.contract_id], first.request_id, steps)


def step_of(row: Any) -> Step:  # noqa: ANN401 - a row of request_step
    """Give a step of a request as the domain knows it."""
    wanted = Wanted(
        of_party=Party(row.of_party),
        purpose=row.purpose,
        dataset=row.dataset,
        measure=row.measure,
        first_month=row.first_month,
        last_month=row.last_month,
        due_on=row.due_on,
        minutes=row.minutes,
        submission=row.submission_id,
        text=row.text,
    )
    return Step(
        row.step,
        Did(row.did),
        wanted,
        row.by_user,
        row.at,
        Audience(row.audience),
        row.arrangement,
        writer(row),
    )


def held_already(
    session: Session, contract: str, dataset: str, measure: str, months: Sequence[date]
) -> list[Holding]:
    """Give the returns that hold what is asked for, as far as the reader may see them.

    Parameters
    ----------
    session, contract
        Who asks, and about which contract.
    dataset, measure
        What is asked for: a dataset, or a measure, which is returned as a figure or counted from
        the rows of its dataset.
    months
        The months asked for; none for any.
    """
    number = next(iter(one_contract(session, contract)))
    found = (
        [*_with_measure(session, number, measure), *_of(session, number, [DATASET_OF[measure]])]
        if measure and measure in DATASET_OF
        else _with_measure(session, number, measure)
        if measure
        else _of(session, number, [dataset])
    )
    return latest_of_each(months, found)


def _of(session: Session, number: int, names: Iterable[str]) -> list[Holding]:
    """Give the returns of some datasets with the months they cover."""
    query = (
        select(SubmissionMonth.submission_id, SubmissionMonth.month)
        .join(Submission, Submission.submission_id == SubmissionMonth.submission_id)
        .where(SubmissionMonth.contract_id == number, Submission.dataset.in_(list(names)))
        .where(~ended(SubmissionMonth.submission_id, SubmissionMonth.contract_id))
    )
    return _holdings(session, [(row[0], row[1]) for row in session.execute(query)])


def _with_measure(session: Session, number: int, measure: str) -> list[Holding]:
    """Give the monthly returns that hold a figure of a measure, with the months of those."""
    table = FACTS[RETURN].c
    query = (
        select(table.submission_id, table.month)
        .where(
            table.contract_id == number,
            table.measure == measure,
            table.known_to.is_(None),
            table.value.is_not(None),
        )
        .distinct()
    )
    return _holdings(session, [(row[0], row[1]) for row in session.execute(query)])


def _holdings(session: Session, pairs: Sequence[tuple[int, date]]) -> list[Holding]:
    months: dict[int, set[date]] = {}
    for submission, month in pairs:
        months.setdefault(submission, set()).add(month)
    query = select(
        Submission.submission_id,
        Submission.dataset,
        Submission.source,
        Submission.received_at,
        Submission.sent_by,
    ).where(Submission.submission_id.in_(sorted(months)))
    return [
        Holding(
            row.submission_id,
            row.dataset,
            row.source,
            tuple(sorted(months[row.submission_id])),
            row.received_at.astimezone(LONDON).date(),
            row.sent_by,
        )
        for row in session.execute(query)
    ]
