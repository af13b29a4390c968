"""How does a named person certify a return, or decline to?

A publication of its own under the contracts' locks: what was certified when can be asked later.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select

from db import doors, registers
from db.chain import KEY_PURPOSE
from db.models import Certification, Contract, Submission
from db.publishing import endings, ledger
from db.publishing.request import CallError, NotYoursError, refuse_identifiers
from db.queries import submissions
from db.queries.certified import CERTIFIED, DECLINED, rule_on
from monitoring import certification
from monitoring.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

    from db.publishing.endings import Part
    from db.scope import Scope
    from db.sending import Desk

KIND = "certification"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a named person says of a return, and in which post."""

    submission: int
    text: str
    post: str
    certified: bool = True  # False: declined, with the reason as the text
    at: datetime | None = None  # when it came to pass, for a sample; else the desk's moment


@dataclass(frozen=True, slots=True)
class Certificate:
    """What was written down."""

    submission: int
    did: str
    contracts: tuple[str, ...]


def certify(desk: Desk, statement: Statement) -> Certificate:
    """Certify a return for the contracts that ask for it and are the person's, or decline to.

    Raises
    ------
    CallError
        If the return is not the person's to certify, stands no more, or is certified already; or
        they sent it themselves where the contract wants another's eyes; or a text is missing.
    """
    if not statement.text.strip() or not statement.post.strip():
        msg = "Say what you certify, and in which post you do (statement and post)."
        raise CallError(msg)
    refuse_identifiers(statement.text, statement.post)
    with doors.scoped_session(desk.store, desk.principal) as reading:
        submissions.submission(reading, statement.submission)
    with doors.publisher(desk.store, desk.principal) as session:
        doors.begin_write(session)
        return _write(session, desk, statement)


def may_certify(scope: Scope, contract_id: int) -> bool:
    """Say whether a person certifies returns of a contract: its prime provider's managers do."""
    return any(
        one.role is Role.PRIME_MANAGER and one.covers(contract_id, "*") for one in scope.senders
    )


def _write(session: Session, desk: Desk, statement: Statement) -> Certificate:
    one = session.get(Submission, statement.submission)
    scope = doors.scope_of(session)
    parts = [] if one is None else endings.parts_of(session, one)
    mine = [part for part in parts if may_certify(scope, part.contract_id)]
    if one is None or not mine:
        msg = (
            f"Return {statement.submission} is not yours to certify, or stands no more. "
            "A manager of the prime provider certifies its returns."
        )
        raise NotYoursError(msg)
    doors.lock(session, [part.contract_id for part in mine])
    asked = _asked(session, one, mine, desk.principal.login)
    did = CERTIFIED if statement.certified else DECLINED
    _refuse_again(session, asked, did)
    ids = [part.contract_id for part in asked]
    instant = statement.at or desk.now
    numbers = ledger.next_numbers(session, ids, instant)
    step = ledger.Step(
        kind=KIND,
        submission_id=one.submission_id,
        by_user=desk.principal.login,
        published_at=instant,
        recorded_at=desk.now,
        detail=did,
    )
    _write_rows(session, asked, numbers, step, statement)
    ledger.write_publications(session, numbers, step, desk.store.key(KEY_PURPOSE))
    named = select(Contract.reference).where(Contract.contract_id.in_(ids))
    return Certificate(one.submission_id, did, tuple(sorted(session.scalars(named))))


def _write_rows(
    session: Session,
    parts: Iterable[Part],
    numbers: Mapping[int, int],
    step: ledger.Step,
    statement: Statement,
) -> None:
    rows = [
        {
            "contract_id": part.contract_id,
            "submission_id": part.submission,
            "step": _steps(session, part) + 1,
            "number": numbers[part.contract_id],
            "did": step.detail,
            "statement": statement.text.strip(),
            "post": statement.post.strip(),
            "by_user": step.by_user,
            "at": step.published_at,
        }
        for part in parts
    ]
    session.execute(insert(Certification), rows)


def _asked(session: Session, one: Submission, mine: Iterable[Part], login: str) -> list[Part]:
    """Give the contracts that ask for it; refuse who sent it where another's eyes are wanted."""
    ids = [part.contract_id for part in mine]
    settings = registers.settings_of(session, ids)
    asked = []
    for part in mine:
        own = registers.programme_of(session, part.contract_id).parameters
        said = settings.get(part.contract_id, ())
        rule = str(rule_on(said, one.received_at, own, certification.RULE))
        if not certification.asks(rule, one.dataset, one.source):
            continue
        another = rule_on(said, one.received_at, own, certification.BY_ANOTHER)
        if another is True and one.sent_by == login:
            msg = (
                f"You sent return {one.submission_id} yourself. The contract asks somebody else "
                "of the provider to certify it."
            )
            raise CallError(msg)
        asked.append(part)
    if not asked:
        msg = f"No contract of return {one.submission_id} asks for it to be certified."
        raise CallError(msg)
    return asked


def _refuse_again(session: Session, parts: Iterable[Part], did: str) -> None:
    for part in parts:
        told = Certification
        last = session.scalars(
            select(told.did)
            .where(told.contract_id == part.contract_id, told.submission_id == part.submission)
            .order_by(told.step.desc())
            .limit(1)
        ).first()
        if last == did:
            msg = f"Return {part.submission} is {did} already."
            raise CallError(msg)


def _steps(session: Session, part: Part) -> int:
    told = Certification
    last = select(func.max(told.step)).where(
        told.contract_id == part.contract_id, told.submission_id == part.submission
    )
    return session.scalar(last) or 0
