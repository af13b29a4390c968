"""From when does the department see a partner's weekly return?

Partner and prime see it at once. The department does when it is released, or else after the days
the contract sets (``release_days``), counted from the day it came.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select

from db import doors, registers
from db.chain import KEY_PURPOSE
from db.models import Release, SubmissionContract
from db.publishing import ledger
from db.publishing.request import CallError, NotYoursError
from monitoring import parameters
from monitoring.audiences import Side
from monitoring.rights import RIGHTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from db.scope import Scope
    from db.writing import Pen

WITHHELD = frozenset({"partner_weekly"})
DAYS = "release_days"
RELEASE = "release"
"""What such a publication is called: from it on, more is known to the department."""


def withhold(
    session: Session, submission: int, ids: Iterable[int], received: datetime, now: datetime
) -> None:
    """Write from when on the department sees a return just published, for each contract in it."""
    came = received.astimezone(doors.LONDON).date()
    numbers = sorted(set(ids))
    settings = registers.settings_of(session, numbers)
    rows = [
        {
            "contract_id": number,
            "submission_id": submission,
            "step": 1,
            "opens_on": came + timedelta(days=_days(settings.get(number, ()), came)),
            "by_user": "",
            "at": now,
        }
        for number in numbers
    ]
    session.execute(insert(Release), rows)


def _days(settings: Iterable[parameters.Setting], on: date) -> int:
    return int(str(parameters.in_force(list(settings), DAYS, on)))


def release(pen: Pen, submission: int) -> None:
    """Open a withheld return to the department from today; its prime or its partner may.

    Raises
    ------
    CallError
        If the return is unknown, not the caller's, or open already.
    """
    with doors.publisher(pen.store, pen.principal) as session:
        doors.begin_write(session)
        parts = session.execute(
            select(SubmissionContract.contract_id, SubmissionContract.sender).where(
                SubmissionContract.submission_id == submission
            )
        ).all()
        scope = doors.scope_of(session)
        if not parts or not all(_may_open(scope, *part) for part in parts):
            msg = f"Return {submission} is not known, or is not yours to release."
            raise NotYoursError(msg)
        ids = [part.contract_id for part in parts]
        doors.lock(session, ids)
        for number in ids:
            _open(session, pen, (number, submission), pen.now.date())
        step = ledger.Step(
            kind=RELEASE,
            submission_id=submission,
            by_user=pen.principal.login,
            published_at=pen.now,
            recorded_at=pen.now,
            detail="",
        )
        numbers = ledger.next_numbers(session, ids, pen.now)
        ledger.write_publications(session, numbers, step, pen.store.key(KEY_PURPOSE))


def _may_open(scope: Scope, contract_id: int, sender: str) -> bool:
    """Say whether somebody answers for a return: who sends for the prime, or for its partner."""
    sends = any(
        RIGHTS[one.role].sends for one in scope.senders if one.contract_id in {None, contract_id}
    )
    chain = {Side.PRIME, Side.PARTNER}
    return scope.everything or bool(sends and chain.intersection(scope.sides(contract_id, sender)))


def _open(session: Session, pen: Pen, key: tuple[int, int], today: date) -> None:
    """Write one more day for one contract's part of a return: the first of them opens it."""
    found = session.execute(
        select(func.max(Release.step), func.min(Release.opens_on)).where(
            Release.contract_id == key[0], Release.submission_id == key[1]
        )
    ).one()
    step, opens_on = found
    if step is None or opens_on <= today:
        msg = f"Return {key[1]} is open to the department already."
        raise CallError(msg)
    row = {"contract_id": key[0], "submission_id": key[1], "step": step + 1, "opens_on": today}
    session.execute(
        insert(Release), [row | {"by_user": pen.principal.login, "at": pen.now}]
    )
