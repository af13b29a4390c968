"""Which returns wait to be certified by a named person, and who certified the others?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd
from sqlalchemy import select

from db import registers
from db.models import Certification, Contract, Submission, SubmissionContract, SubmissionMonth
from db.queries.ended import ended
from db.queries.knowledge import LONDON
from monitoring import certification, parameters

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from monitoring.certification import Place
    from monitoring.parameters import Setting

CERTIFIED, DECLINED = "certified", "declined"


@dataclass(frozen=True, slots=True)
class Said:
    """What a named person said of a return for one contract."""

    submission: int
    contract: str
    did: str
    statement: str
    post: str
    by_user: str
    at: datetime


def rule_on(
    settings: Iterable[Setting], received: datetime, own: Mapping[str, str], code: str
) -> parameters.Value:
    """Give a contract's rule on the day a return was received."""
    return parameters.in_force(settings, code, received.astimezone(LONDON).date(), own)


def states(
    session: Session,
    contracts: Mapping[int, str],
    settings: Mapping[int, Sequence[Setting]],
    own: Mapping[str, str],
    as_at: datetime | None = None,
) -> dict[Place, bool]:
    """Give whether the returns of each month are certified, where the contract asks for it.

    Parameters
    ----------
    session
        A session that reads what the person may see.
    contracts
        The references of the contracts by number.
    settings, own
        The contracts' parameters, and their programme's defaults.
    as_at
        As known at that instant; None for now.
    """
    asking = [number for number in contracts if _may_ask(settings.get(number, ()), own)]
    if not asking:
        return {}
    said = _last_said(session, asking, as_at)
    found: dict[Place, bool] = {}
    for number, submission, dataset, source, received, month in _returns(session, asking, as_at):
        rule = str(rule_on(settings.get(number, ()), received, own, certification.RULE))
        if certification.asks(rule, dataset, source):
            place = (contracts[number], dataset, source, pd.Timestamp(month))
            done = said.get((number, submission)) == CERTIFIED
            found[place] = found.get(place, True) and done
    return found


def _may_ask(settings: Iterable[Setting], own: Mapping[str, str]) -> bool:
    """Say whether a contract ever had the rule: most never do, and cost no further look."""
    return certification.RULE in own or any(each.code == certification.RULE for each in settings)


def _returns(session: Session, ids: Sequence[int], as_at: datetime | None) -> Iterable[Any]:
    """Give the months of the standing returns of some contracts."""
    month = SubmissionMonth
    query = (
        select(
            month.contract_id,
            month.submission_id,
            Submission.dataset,
            Submission.source,
            Submission.received_at,
            month.month,
        )
        .join(Submission, Submission.submission_id == month.submission_id)
        .where(
            month.contract_id.in_(ids),
            Submission.source.in_(sorted(certification.PROVIDERS)),
            ~ended(month.submission_id, month.contract_id, as_at),
        )
    )
    if as_at is not None:
        query = query.where(Submission.received_at <= as_at)
    return session.execute(query)


def _last_said(
    session: Session, ids: Sequence[int], as_at: datetime | None
) -> dict[tuple[int, int], str]:
    """Give what was said last of each return."""
    told = Certification
    query = (
        select(told.contract_id, told.submission_id, told.did)
        .where(told.contract_id.in_(ids))
        .order_by(told.step)
    )
    if as_at is not None:
        query = query.where(told.at <= as_at)
    return {(row[0], row[1]): row[2] for row in session.execute(query)}


def said_of(session: Session, submission: int) -> list[Said]:
    """Give everything that was said of a return, the oldest first."""
    told = Certification
    rows = session.execute(
        select(told, Contract.reference)
        .join(Contract, Contract.contract_id == told.contract_id)
        .where(told.submission_id == submission)
        .order_by(Contract.reference, told.step)
    )
    return [
        Said(one.submission_id, name, one.did, one.statement, one.post, one.by_user, one.at)
        for one, name in rows
    ]


def waiting(session: Session, contract: str | None = None) -> dict[tuple[int, str], bool]:
    """Give the returns that are to be certified, by number and contract: whether they are.

    Those that stand, of the contracts the person may see (or one of them).
    """
    known = registers.programmes(session)
    query = select(Contract.contract_id, Contract.reference, Contract.programme)
    if contract is not None:
        query = query.where(Contract.reference == contract)
    rows = {row[0]: (row[1], known[row[2]].parameters) for row in session.execute(query)}
    settings = registers.settings_of(session, rows)
    asking = [
        number for number, (_, own) in rows.items() if _may_ask(settings.get(number, ()), own)
    ]
    if not asking:
        return {}
    said = _last_said(session, asking, None)
    found = {}
    for number, submission, dataset, source, received in _lines(session, asking):
        reference, own = rows[number]
        rule = str(rule_on(settings.get(number, ()), received, own, certification.RULE))
        if certification.asks(rule, dataset, source):
            found[submission, reference] = said.get((number, submission)) == CERTIFIED
    return found


def _lines(session: Session, ids: Sequence[int]) -> Iterable[Any]:
    line = SubmissionContract
    return session.execute(
        select(
            line.contract_id,
            line.submission_id,
            Submission.dataset,
            Submission.source,
            Submission.received_at,
        )
        .join(Submission, Submission.submission_id == line.submission_id)
        .where(
            line.contract_id.in_(ids),
            Submission.source.in_(sorted(certification.PROVIDERS)),
            ~ended(line.submission_id, line.contract_id),
        )
    )
