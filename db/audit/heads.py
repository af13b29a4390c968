"""Where do both chained logs end, and do they still hold what was written down elsewhere?

A chain alone does not show that its end was cut off. ``heads`` gives what to keep outside the
store; ``verify`` holds the logs against it.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from db import chain, doors
from db.audit import verifying
from db.audit.marks import FIRST, KEY_PURPOSE
from db.models import AccessSeal, Contract, Publication
from db.publishing.request import CallError

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any

    from sqlalchemy.orm import Session

    from db.store import Store

PUBLICATIONS, ACCESS = "publications", "access"
REFERENCE_DATA = "reference data"
NOT_READ = "The file of heads cannot be read. Keep what audit heads prints as JSON, as it is."


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The end of one chain."""

    log: str  # publications or access
    contract: str  # blank for the access log
    contract_number: int | None
    last: int  # the last publication, or the last seal
    last_entry: int | None  # the last access entry that seal covers
    hash: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether both logs are as they were written, and the first place where not."""

    broken: chain.Broken | verifying.Broken | None
    contract: str  # of a publication that does not fit
    publications: int
    access: verifying.Checked

    def as_json(self) -> dict[str, Any]:
        """Give it as the terminal prints it."""
        entry = publication = None
        if isinstance(self.broken, chain.Broken):
            log, publication = PUBLICATIONS, self.broken.number
        else:
            log, entry = ACCESS, self.broken.entry if self.broken else None
        return {
            "verified": self.broken is None,
            "fault": str(self.broken) if self.broken else None,
            "log": log if self.broken else None,
            "contract": self.contract or None,
            "publication": publication,
            "entry": entry,
            "publications": self.publications,
            "seals": self.access.seals,
            "sealed": self.access.sealed,
            "unsealed": self.access.unsealed,
            "last_sealed_at": _told(self.access.last_sealed_at),
        }


def heads(store: Store) -> list[Head]:
    """Give the end of every contract's chain of publications, and that of the access log."""
    with doors.owner(store) as session:
        ends = chain.heads(session)
        names = _names(session)
        made = [
            Head(
                log=PUBLICATIONS,
                contract=names.get(number, REFERENCE_DATA),
                contract_number=number,
                last=last,
                last_entry=None,
                hash=_hash(session, number, last),
            )
            for number, last in sorted(ends.items())
        ]
    return [*made, _of_access(store)]


def verify(store: Store, known: list[Head] | None = None) -> Verdict:
    """Check both logs from their beginning, and against heads that were kept elsewhere."""
    kept = {one.contract_number: one for one in known or () if one.log == PUBLICATIONS}
    numbers = {number: one.last for number, one in kept.items() if number is not None}
    with doors.owner(store) as session:
        broken = chain.first_broken(session, store.key(chain.KEY_PURPOSE), numbers)
        broken = broken or _replaced(session, kept)
        ends, names = chain.heads(session), _names(session)
    line = next(((one.last, one.hash) for one in known or () if one.log == ACCESS), None)
    with doors.journal(store, reading=True) as session:
        access = verifying.check(session, store.key(KEY_PURPOSE), line)
    named = names.get(broken.contract_id, REFERENCE_DATA) if broken else ""
    return Verdict(broken or access.broken, named, sum(ends.values()), access)


def as_rows(ends: list[Head]) -> list[dict[str, Any]]:
    """Give heads as the terminal prints them."""
    return [asdict(one) for one in ends]


def read(data: bytes) -> list[Head]:
    """Read heads as they were printed.

    Raises
    ------
    CallError
        If the file holds something else.
    """
    try:
        return [Head(**each) for each in json.loads(data)["heads"]]
    except (ValueError, TypeError, KeyError):
        raise CallError(NOT_READ) from None


def _replaced(session: Session, kept: dict[int | None, Head]) -> chain.Broken | None:
    """Name a publication that is not the one that was written down elsewhere."""
    for number, one in sorted(kept.items(), key=lambda pair: pair[0] or 0):
        if number is not None and one.last and _hash(session, number, one.last) != one.hash:
            return chain.Broken(number, one.last, verifying.NOT_THE_ONE)
    return None


def _of_access(store: Store) -> Head:
    with doors.journal(store, reading=True) as session:
        table = AccessSeal
        last = session.execute(
            select(table.number, table.last_entry, table.seal_hash)
            .order_by(table.number.desc())
            .limit(1)
        ).first()
    return Head(
        log=ACCESS,
        contract="",
        contract_number=None,
        last=last.number if last else 0,
        last_entry=last.last_entry if last else 0,
        hash=last.seal_hash if last else FIRST,
    )


def _hash(session: Session, contract_id: int, number: int) -> str:
    table = Publication
    mine = (table.contract_id == contract_id) & (table.number == number)
    return session.scalar(select(table.entry_hash).where(mine)) or ""


def _names(session: Session) -> dict[int, str]:
    named = session.execute(select(Contract.contract_id, Contract.reference))
    return {row.contract_id: row.reference for row in named}


def _told(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
