"""Which returns wait to be certified by a named person, and who certified the others?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd
from sqlalchemy import select

from db import registers
from db.models import Certification, Contract, Submission, SubmissionContract, SubmissionMonth
from db.queries.ended import ended
from db.queries.knowledge import LONDON
from monitoring import certification, parameters
from monitoring.vocabulary import Mode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

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
    found: dict[Place, bool] = {}
    for line in _asked(session, {each: (settings.get(each, ()), own) for each in contracts}, as_at):
        month = None if line.month is None else pd.Timestamp(line.month)
        place = (contracts[line.contract], line.dataset, line.source, month)
        found[place] = line.done and (line.whole or found.get(place, True))
    return found


class _Line(NamedTuple):
    """One month of one return that is to be certified."""

    contract: int
    submission: int
    dataset: str
    source: str
    month: date | None  # None where the dataset has no months
    whole: bool  # what it covers it covers whole: what came before it counts no more
    done: bool


def _asked(
    session: Session,
    rules: Mapping[int, tuple[Sequence[Setting], Mapping[str, str]]],
    as_at: datetime | None = None,
) -> list[_Line]:
    """Give the standing returns that are to be certified, month by month, the oldest first."""
    asking = [number for number, (settings, own) in rules.items() if _may_ask(settings, own)]
    if not asking:
        return []
    said = _last_said(session, asking, as_at)
    found = []
    for number, submission, dataset, source, mode, received, month in _returns(
        session, asking, as_at
    ):
        rule = str(rule_on(rules[number][0], received, rules[number][1], certification.RULE))
        if certification.asks(rule, dataset, source):
            done = said.get((number, submission)) == CERTIFIED
            whole = mode == Mode.WHOLE
            found.append(_Line(number, submission, dataset, source, month, whole, done))
    return found


def _may_ask(settings: Iterable[Setting], own: Mapping[str, str]) -> bool:
    """Say whether a contract ever had the rule: most never do, and cost no further look."""
    return certification.RULE in own or any(each.code == certification.RULE for each in settings)


def _returns(session: Session, ids: Sequence[int], as_at: datetime | None) -> Iterable[Any]:
    """Give the months of the provider's standing returns of some contracts, the oldest first."""
    line, month = SubmissionContract, SubmissionMonth
    same = (month.contract_id == line.contract_id) & (month.submission_id == line.submission_id)
    query = (
        select(
            line.contract_id,
            line.submission_id,
            Submission.dataset,
            Submission.source,
            Submission.mode,
            Submission.received_at,
            month.month,
        )
        .join(Submission, Submission.submission_id == line.submission_id)
        .outerjoin(month, same)
        .where(
            line.contract_id.in_(ids),
            Submission.source.in_(sorted(certification.PROVIDERS)),
            ~ended(line.submission_id, line.contract_id, as_at),
        )
        .order_by(line.submission_id)
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


def waiting(session: Session) -> dict[tuple[int, str], bool]:
    """Give the returns that are to be certified, by number and contract: whether they are.

    Those that stand and are not wholly replaced by later ones, of the contracts the person sees.
    """
    known = registers.programmes(session)
    query = select(Contract.contract_id, Contract.reference, Contract.programme)
    rows = {row[0]: (row[1], known[row[2]].parameters) for row in session.execute(query)}
    settings = registers.settings_of(session, rows)
    rules = {number: (settings.get(number, ()), own) for number, (_, own) in rows.items()}
    current: dict[tuple[Any, ...], list[_Line]] = {}
    for line in _asked(session, rules):
        place = (line.contract, line.dataset, line.source, line.month)
        current[place] = [line] if line.whole else [*current.get(place, ()), line]
    return {
        (line.submission, rows[line.contract][0]): line.done
        for lines in current.values()
        for line in lines
    }
