"""How is a pack kept under its number, found again, and told to be the same?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from db import doors, registers, writing
from db.models import Pack
from db.packs.asked import Asked
from db.packs.build import build
from db.publishing.request import CallError, NotYoursError
from db.queries import contracts
from db.queries.destroyed import destroyed_on
from db.queries.governance.written import writer
from db.writing import Place
from monitoring.audiences import Audience, Side
from monitoring.narrative.behind import destroyed
from monitoring.pack import digest, digests, in_order
from monitoring.pack.content import FORM, differing
from monitoring.pack.readers import PACKS_FOR
from monitoring.periods import quarter_of
from monitoring.retention import DataClass

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from db.writing import Pen
    from monitoring.pack import Content

TABLE = Pack.__table__


@dataclass(frozen=True, slots=True)
class Kept:
    """A pack as it stands in the list: what was asked, who made it and when."""

    number: int
    asked: Asked
    by: str
    at: datetime
    sha256: str
    sections: dict[str, str]  # the digest of each section
    form: int  # of the wording it was made in
    version: int  # of the programme's rules
    writer: str = ""  # who made it, by name and side

    @property
    def who(self) -> str:
        """Give who made it, as readers know them."""
        return self.writer or self.by


@dataclass(frozen=True, slots=True)
class Opened:
    """A pack made again from its number, and whether it says what it said."""

    kept: Kept
    content: Content
    same: bool
    differing: tuple[str, ...] = ()
    why: str = ""


def make(pen: Pen, asked: Asked) -> Opened:
    """Make a pack and keep it under the next number of its contract.

    Raises
    ------
    CallError
        If the contract is unknown, not the caller's or not the department's to make packs of,
        the month begins no quarter of the contract, or the instant lies ahead.
    """
    with doors.scoped_session(pen.store, pen.principal) as session:
        _refuse(session, pen, asked)
        content = build(session, asked)
        version = _version(session, asked.contract)
    each = digests(content.sections)
    values = {
        "first_month": asked.first,
        "last_month": asked.last,
        "sections": [str(each) for each in asked.sections],
        "asked": {"sha256": each, "form": FORM, "version": version},
        "as_at": asked.as_at,
        "sha256": digest(content),
    }
    place = Place(asked.contract, asked.audience)
    number = writing.add(pen, Pack, "pack_no", place, values)
    whole = digest(content)
    kept = Kept(number, asked, pen.principal.login, pen.now, whole, each, FORM, version)
    return Opened(kept, content, same=True)


def _refuse(session: Session, pen: Pen, asked: Asked) -> None:
    number = registers.contract_id(session, asked.contract)
    if Side.DEPARTMENT not in doors.scope_of(session).writes_for(number):
        msg = "A review pack is made by the department; the provider opens those shared with it."
        raise NotYoursError(msg)
    if asked.audience not in PACKS_FOR:
        msg = "A review pack is for the department only, or shared with the provider."
        raise CallError(msg)
    if not asked.sections:
        msg = "Choose at least one section."
        raise CallError(msg)
    starts = contracts.terms(session, [number])[0].first_month
    if asked.first < starts or quarter_of(asked.first, starts) != asked.first:
        msg = f"{asked.first:%Y-%m} begins no quarter of contract {asked.contract}."
        raise CallError(msg)
    if asked.as_at > pen.now:
        msg = "A pack holds what is known. Choose an instant that has come."
        raise CallError(msg)


def listed(session: Session, contract: str) -> list[Kept]:
    """Give the packs of a contract the reader may open, the latest first."""
    number = registers.contract_id(session, contract)
    query = select(TABLE).where(TABLE.c.contract_id == number).order_by(TABLE.c.pack_no.desc())
    return [_kept(contract, row) for row in session.execute(query)]


def opened(session: Session, contract: str, number: int) -> Opened:
    """Make a pack again from its number, and say whether it says what it said.

    Raises
    ------
    CallError
        If there is none of that number, or it is not the reader's (same words).
    """
    found = next((one for one in listed(session, contract) if one.number == number), None)
    if found is None:
        msg = f"There is no pack {number} of contract {contract}, or it is not yours."
        raise NotYoursError(msg)
    content = build(session, found.asked)
    if digest(content) == found.sha256:
        return Opened(found, content, same=True)
    apart = tuple(differing(content.sections, found.sections))
    return Opened(found, content, same=False, differing=apart, why=_why(session, found))


def _why(session: Session, found: Kept) -> str:
    """Say what is known of why a pack is not as it was."""
    number = registers.contract_id(session, found.asked.contract)
    if found.form != FORM:
        return "It was made in an earlier wording of this product."
    if found.version != _version(session, found.asked.contract):
        return "The programme's measures were defined anew since."
    gone = destroyed_on(session, number, DataClass.NOTES)
    if gone is not None:
        return destroyed("What people wrote about the contract was", gone)
    return "Some of it is not yours to see, or was received with an earlier date since."


def _version(session: Session, contract: str) -> int:
    number = registers.contract_id(session, contract)
    code = registers.programme_of(session, number).code
    return registers.programme_versions(session)[code]


def _kept(contract: str, row: Any) -> Kept:  # noqa: ANN401 - a row of pack
    asked = Asked(
        contract,
        row.first_month,
        tuple(in_order(row.sections)),
        Audience(row.audience),
        row.as_at,
    )
    told = row.asked
    return Kept(
        row.pack_no,
        asked,
        row.by_user,
        row.at,
        row.sha256,
        told.get("sha256", {}),
        told.get("form", 0),
        told.get("version", 0),
        writer(row),
    )
