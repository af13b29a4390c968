"""Which returns wait for this person's organisation: sent back, or still to be certified?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from db import certifying, doors
from db.models import Ending
from db.queries import certified
from db.queries.knowledge import LONDON
from db.queries.submissions import submissions
from db.queries.takeable import STANDING
from monitoring import datasets
from monitoring.handed_back import Handed, Waits
from monitoring.vocabulary import Ended

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy.orm import Session

    from db.queries.submissions import Sent
    from db.scope import Scope


def handed_back(session: Session, contracts: Mapping[int, str]) -> list[Handed]:
    """Give the returns of some contracts that wait for the reader's organisation.

    Nothing for who sends none of them: the department's own people see the state in the list.
    """
    scope = doors.scope_of(session)
    numbers = {reference: number for number, reference in contracts.items()}
    back = not scope.everything and _any_sent_back(session, contracts)
    certifies = any(certifying.may_certify(scope, number) for number in contracts)
    asked = certified.waiting(session) if certifies else {}
    if not (back or asked):  # as a rule: the list itself is long
        return []
    every = [each for each in submissions(session) if each.contract in numbers]
    sent_back = [
        _handed(Waits.SENDING, each)
        for each in every
        if back and _came_back(each, every) and _sends(scope, each, numbers[each.contract])
    ]
    to_certify = [
        _handed(Waits.CERTIFYING, each)
        for each in every
        if asked.get((each.submission, each.contract)) is False
        and certifying.may_certify(scope, numbers[each.contract])
    ]
    return sent_back + to_certify


def _any_sent_back(session: Session, ids: Iterable[int]) -> bool:
    found = select(Ending.submission_id).where(
        Ending.contract_id.in_(sorted(ids)), Ending.kind == Ended.RETURNED.value
    )
    return session.scalar(found.limit(1)) is not None


def _came_back(one: Sent, every: Iterable[Sent]) -> bool:
    """Say whether a return was sent back and no standing one covers its months since."""
    return one.status == Ended.RETURNED and not _sent_again(one, every)


def _handed(waits: Waits, one: Sent) -> Handed:
    received = one.received_at.astimezone(LONDON).date()
    title = datasets.dataset(one.dataset).title
    on = one.ended_on or received
    return Handed(waits, one.contract, one.submission, title, one.months, on, one.ended_why)


def _sends(scope: Scope, one: Sent, number: int) -> bool:
    return scope.may_send(one.dataset, one.source, number, one.sender)


def _sent_again(one: Sent, every: Iterable[Sent]) -> bool:
    """Say whether a standing return of the same kind covers its months since."""
    return any(
        other.submission > one.submission
        and other.status in STANDING
        and (other.contract, other.dataset, other.source, other.sender)
        == (one.contract, one.dataset, one.source, one.sender)
        and (not one.months or set(one.months) & set(other.months))
        for other in every
    )
