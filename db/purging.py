"""How is a file that should never have been sent taken out for good?

The one exception to adding only (architecture section 3.9). For the owner, from the terminal. The
receipt and the chained entry stay, so that what was done can be answered for; every figure is what
it would be without the file.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from db import doors, erasing, journal, registers
from db.chain import KEY_PURPOSE
from db.journal import Act, Deed
from db.models import (
    REFERENCE_STREAM,
    AccessEntry,
    Contract,
    Ending,
    Submission,
    SubmissionContract,
)
from db.publishing import benchmarks, endings, ledger, summaries
from db.publishing.request import CallError, refuse_identifiers
from db.queries.ended import PUBLISHED_AS
from db.scope import OPERATOR
from monitoring.vocabulary import Ended, Source

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from db.publishing.endings import Part
    from db.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Purged:
    """What was taken out, and where a copy may still be."""

    submission: int
    sha256: str
    contracts: tuple[str, ...]
    rows: int
    drafts: int
    backups: tuple[str, ...]  # files that were made while the store held it
    cleared: bool  # False: somebody was reading, and freed pages may still hold it

    def as_json(self) -> dict[str, Any]:
        """Give it as the terminal prints it."""
        return {
            "submission": self.submission,
            "status": str(Ended.PURGED),
            "sha256": self.sha256,
            "contracts": list(self.contracts),
            "rows": self.rows,
            "drafts": self.drafts,
            "backups": list(self.backups),
            "cleared": self.cleared,
        }


def purge(store: Store, submission: int, reason: str, now: datetime) -> Purged:
    """Take a return out for good: bytes, rows, mends, values found and people only it named.

    One that was purged already is looked for once more in drafts and freed pages.

    Raises
    ------
    CallError
        If there is no such return, no reason is given, later returns stand on it, or it holds the
        only terms of a contract.
    """
    if not reason.strip():
        msg = "Say why (--reason): it stays with the receipt and the chained entry."
        raise CallError(msg)
    refuse_identifiers(reason)
    with doors.owner(store) as session:
        erasing.overwrite(session)
        one = session.get(Submission, submission)
        if one is None:
            msg = f"Submission {submission} is not known."
            raise CallError(msg)
        digest, received, table = one.sha256, one.received_at, one.dataset
        contracts: tuple[str, ...] = ()
        rows = 0
        again = _is_gone(session, submission)  # the files may still have to be written anew
        if not again:
            contracts, rows = _write(session, store, one, reason.strip(), now)
    drafts = erasing.erase_drafts(store, digest)
    if again:
        told = Act(action=Deed.PURGE, subject=f"return {submission}", result="made",
                   detail=f"{drafts} unfinished copies")
        journal.write(store, OPERATOR, told, now)
    cleared = erasing.clear(store, [table, "submission_content", "client", "finding"])
    return Purged(
        submission=submission,
        sha256=digest,
        contracts=contracts,
        rows=rows,
        drafts=drafts,
        backups=backups_since(store, received),
        cleared=cleared,
    )


def _write(
    session: Session, store: Store, one: Submission, reason: str, now: datetime
) -> tuple[tuple[str, ...], int]:
    """Take it out, bring back what it had closed, recount and chain; give contracts and rows."""
    line = SubmissionContract
    ids = sorted(
        session.scalars(
            select(line.contract_id).where(line.submission_id == one.submission_id)
        )
    )
    doors.lock(session, ids)
    parts = endings.parts_of(session, one)
    _refuse(session, one, parts)
    instant = now
    numbers = ledger.next_numbers(session, ids, now)
    if REFERENCE_STREAM in numbers:
        _, instant = ledger.next_of_reference(session, instant)
    step = ledger.Step(
        kind=PUBLISHED_AS[Ended.PURGED],
        submission_id=one.submission_id,
        by_user=OPERATOR.login,
        published_at=instant,
        recorded_at=now,
        detail=f"{one.dataset} from {one.source}",
    )
    _write_endings(session, parts, numbers, step, reason)
    months = {month for part in parts for month in endings.months_of(session, part)}
    for part in parts:
        endings.turn_back(session, part, numbers[part.contract_id])
    source, dataset = Source(one.source), one.dataset
    summing = summaries.Summing(session, numbers, registers.programmes(session))
    summaries.refresh(summing, dataset, source, months)
    rows = erasing.erase(session, one)
    ledger.write_publications(session, numbers, step, store.key(KEY_PURPOSE))
    benchmarks.refresh(summing, step, store)
    named = select(Contract.reference).where(Contract.contract_id.in_(ids))
    return tuple(sorted(session.scalars(named))), rows


def _write_endings(
    session: Session, parts: list[Part], numbers: dict[int, int], step: ledger.Step, reason: str
) -> None:
    """Say of every contract that the return was purged, also where it had ended before."""
    known = {"kind": str(Ended.PURGED), "reason": reason}
    session.execute(
        update(Ending).where(Ending.submission_id == step.submission_id).values(**known)
    )
    standing = {part.contract_id: numbers[part.contract_id] for part in parts}
    if standing:
        endings.write_endings(session, standing, step, **known)


def _is_gone(session: Session, number: int) -> bool:
    kinds = select(Ending.kind).where(Ending.submission_id == number)
    return Ended.PURGED in set(session.scalars(kinds))


def _refuse(session: Session, one: Submission, parts: list[Part]) -> None:
    """Refuse what has later returns standing on it, and the only terms of a contract."""
    number = one.submission_id
    later = sorted({each for part in parts for each in endings.in_the_way(session, part)})
    if later:
        first = ", ".join(str(each) for each in reversed(later))
        msg = (
            f"Later returns stand on submission {number} and may repeat what it holds: {first}. "
            "Withdraw (or purge) those first; they can be sent again afterwards."
        )
        raise CallError(msg)
    if any(endings.only_terms(session, part) for part in parts):
        msg = f"Submission {number} holds the only terms of a contract. Send corrected terms first."
        raise CallError(msg)


def backups_since(store: Store, since: datetime | None) -> tuple[str, ...]:
    """Give the backups that were made since a moment (None: all that were ever made)."""
    query = select(AccessEntry.subject, AccessEntry.at).where(AccessEntry.action == Deed.BACKUP)
    if since is not None:
        query = query.where(AccessEntry.at >= since)
    with doors.journal(store) as session:
        made = session.execute(query.order_by(AccessEntry.at))
        return tuple(f"{name} ({at:%d %B %Y})" for name, at in made)
