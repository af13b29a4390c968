"""What did somebody begin to send and not publish, and who may go on with it?

Kept in the journal, so that it never waits for a file being published. Seen by the organisation
that began it, and of that by people who hold the same roles over every contract the files name;
by nobody else who uses a page. What was said and the files are encrypted with a key of the store
(``db.encrypted``): who reads the journal beside us reads nothing, and what was changed there is not
believed.
"""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select

from db import doors, encrypted
from db.models import UploadDraft, UploadDraftFile, User
from db.names import name_key
from db.queries.contracts import terms
from db.scope import Sender
from monitoring.reading.identifiers import masked
from monitoring.rights import RIGHTS
from monitoring.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

    from db.scope import Principal
    from db.store import Store

DAYS_SETTING, DAYS = "MONITOR_DRAFT_DAYS", 30
"""How long an unfinished return is kept after it was last touched, in days."""

TITLE = 200


class Moved(Exception):  # noqa: N818 - it names what happened, which is what a handler asks
    """Somebody else touched the draft meanwhile; ``now`` is how it stands, None: it is gone."""

    def __init__(self, now: Unfinished | None) -> None:
        """Keep how the draft stands now."""
        super().__init__("touched by somebody else meanwhile")
        self.now = now


@dataclass(frozen=True, slots=True)
class Owner:
    """Somebody who sends, the organisation they send for, and the roles they send under."""

    login: str
    name: str
    organisation: str
    senders: tuple[Sender, ...]
    contracts: Mapping[str, int] = field(repr=False)  # of their own, by reference

    def reach(self, named: Iterable[str] | None) -> tuple[Sender, ...]:
        """Give the roles needed for contracts named in files; all of them where none is known."""
        ids = {self.contracts[each] for each in named or () if each in self.contracts}
        near = tuple(s for s in self.senders if s.contract_id is None or s.contract_id in ids)
        return near if ids else self.senders

    def holds(self, reach: Iterable[Sender]) -> bool:
        """Say whether every one of some roles is held."""
        return all(any(_covers(mine, one) for mine in self.senders) for one in reach)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfinished:
    """One line of the list: what was begun, by whom, and when it was last touched."""

    draft_id: str
    title: str
    parts: int
    begun_by: str
    begun_at: datetime
    touched_by: str
    touched_at: datetime
    version: int
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """A draft as it is to be kept. ``version`` is the one it was taken up at, 0 for a new one."""

    draft_id: str
    version: int
    title: str
    parts: int
    state: dict[str, Any] = field(repr=False)
    files: Mapping[int, bytes] = field(repr=False)  # by place; what is not named is let go of
    contracts: frozenset[str] | None  # named in the files; None where it is not known


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft taken up: how it stands, what was said so far and the files."""

    about: Unfinished
    state: dict[str, Any] = field(repr=False)
    files: dict[int, bytes] = field(repr=False)


def new_id() -> str:
    """Give the number of a new draft, which nobody can guess."""
    return secrets.token_hex(16)


def days_kept() -> int:
    """Give how many days an untouched draft is kept."""
    said = os.environ.get(DAYS_SETTING, "")
    return int(said) if said.isdecimal() and int(said) > 0 else DAYS


def owner_of(store: Store, principal: Principal) -> Owner:
    """Give on whose behalf a person sends, as their roles stand now."""
    with doors.scoped_session(store, principal) as session:
        scope = doors.scope_of(session)
        organisation = session.scalar(
            select(User.organisation).where(User.login == principal.login)
        )
        contracts = {each.reference: each.contract_id for each in terms(session)}
    senders = tuple(one for one in scope.senders if RIGHTS[one.role].sends)
    name = name_key(organisation or "")
    return Owner(principal.login, principal.name, name, senders, contracts)


def unfinished(store: Store, owner: Owner, now: datetime) -> list[Unfinished]:
    """Give what an owner may go on with, the last touched first; what is too old is let go of."""
    with doors.journal(store) as session:
        _let_go_of_old(session, now)
        encrypted.encrypt_what_was_sealed(store, session)
        rows = session.scalars(
            select(UploadDraft)
            .where(UploadDraft.organisation == owner.organisation)
            .order_by(UploadDraft.touched_at.desc(), UploadDraft.draft_id)
        )
        return [_about(row) for row in rows if _is_open_to(row, owner)]


def standing(store: Store, owner: Owner, draft_id: str) -> Unfinished | None:
    """Give how a draft stands now; None where it is gone, or not the owner's."""
    with doors.journal(store) as session:
        row = _row(session, owner, draft_id)
        return _about(row) if row is not None else None


def take_up(store: Store, owner: Owner, draft_id: str) -> Kept | None:
    """Give a draft to go on with; None for one that is gone and for one that is not the owner's.

    Raises
    ------
    StoreError
        If what was kept is not what comes back.
    """
    with doors.journal(store) as session:
        row = _row(session, owner, draft_id)
        if row is None:
            return None
        files = session.scalars(
            select(UploadDraftFile).where(UploadDraftFile.draft_id == draft_id)
        ).all()
        held = {each.place: encrypted.file_of(store, each) for each in files}
        return Kept(_about(row), json.loads(encrypted.state_of(store, row)), held)


def keep(
    store: Store, owner: Owner, keeping: Keeping, now: datetime, *, over: bool = False
) -> Unfinished:
    """Keep a draft as it stands; give it with its new version.

    Parameters
    ----------
    store, owner, now
        Where, for whom and when.
    keeping
        The draft.
    over
        Keep it although somebody else touched it meanwhile; theirs is set aside beside it.

    Raises
    ------
    Moved
        If somebody else touched it since it was taken up, and ``over`` is not said.
    """
    with doors.journal(store) as session:
        row = _row(session, owner, keeping.draft_id)
        if (row.version if row is not None else 0) != keeping.version:
            if not over:
                raise Moved(_about(row) if row is not None else None)
            if row is not None:
                _set_aside(store, session, row, owner)
        if row is None:
            row = _begun(owner, keeping, now)
            session.add(row)
        row.version = max(row.version, keeping.version) + 1
        row.title, row.parts = masked(keeping.title)[:TITLE], keeping.parts
        row.touched_by, row.touched_name, row.touched_at = owner.login, owner.name, now
        row.reach = _written(owner.reach(keeping.contracts))
        encrypted.write_state(store, row, json.dumps(keeping.state).encode())
        session.flush()
        _keep_files(store, session, row.draft_id, keeping.files)
        return _about(row)


def throw_away(store: Store, owner: Owner, draft_id: str) -> None:
    """Let go of a draft: thrown away, or published."""
    with doors.journal(store) as session:
        if _row(session, owner, draft_id) is not None:
            _delete(session, [draft_id])


def _row(session: Session, owner: Owner, draft_id: str) -> UploadDraft | None:
    row = session.scalar(
        select(UploadDraft)
        .where(UploadDraft.draft_id == draft_id, UploadDraft.organisation == owner.organisation)
        .with_for_update()
    )
    return row if row is not None and _is_open_to(row, owner) else None


def _is_open_to(row: UploadDraft, owner: Owner) -> bool:
    """Say whether an owner of the same organisation may go on with a draft."""
    if not owner.organisation and row.begun_by != owner.login:
        return False  # nobody knows for whom it is sent but the person
    return row.organisation == owner.organisation and owner.holds(_read(row.reach))


def _covers(mine: Sender, one: Sender) -> bool:
    """Say whether a role that is held reaches as far as another."""
    whole = mine.contract_id is None or mine.contract_id == one.contract_id
    return mine.role is one.role and whole and mine.arrangement in {"*", one.arrangement}


def _written(reach: Iterable[Sender]) -> str:
    return json.dumps([[one.role, one.contract_id, one.arrangement] for one in reach])


def _read(text: str) -> list[Sender]:
    return [Sender(Role(role), contract, part) for role, contract, part in json.loads(text)]


def _begun(owner: Owner, keeping: Keeping, now: datetime) -> UploadDraft:
    return UploadDraft(
        draft_id=keeping.draft_id if not keeping.version else new_id(),
        organisation=owner.organisation,
        begun_by=owner.login,
        begun_name=owner.name,
        begun_at=now,
        version=0,
        note="",
    )


def _about(row: UploadDraft) -> Unfinished:
    return Unfinished(
        draft_id=row.draft_id,
        title=row.title,
        parts=row.parts,
        begun_by=row.begun_name,
        begun_at=row.begun_at,
        touched_by=row.touched_name,
        touched_at=row.touched_at,
        version=row.version,
        note=row.note,
    )


def _set_aside(store: Store, session: Session, row: UploadDraft, owner: Owner) -> None:
    """Keep a copy of a draft as another left it, beside the one that is kept over it."""
    values = {column.name: getattr(row, column.name) for column in UploadDraft.__table__.columns}
    copy = UploadDraft(**values)
    copy.draft_id = new_id()
    copy.note = f"Version {row.version}, set aside when {owner.name} kept their own."
    encrypted.write_state(store, copy, encrypted.state_of(store, row))
    session.add(copy)
    session.flush()
    for each in session.scalars(
        select(UploadDraftFile).where(UploadDraftFile.draft_id == row.draft_id)
    ).all():
        data = encrypted.file_of(store, each)
        session.add(encrypted.file_row(store, copy.draft_id, each.place, data))


def _keep_files(
    store: Store, session: Session, draft_id: str, files: Mapping[int, bytes]
) -> None:
    """Write the files that are new or changed; let go of those that are no longer kept."""
    table = UploadDraftFile
    marks = {place: encrypted.mark(store, data) for place, data in files.items()}
    rows = session.execute(select(table.place, table.sha256).where(table.draft_id == draft_id))
    held = {row.place: row.sha256 for row in rows}
    gone = [place for place, mark in held.items() if marks.get(place) != mark]
    if gone:
        session.execute(delete(table).where(table.draft_id == draft_id, table.place.in_(gone)))
    for place, data in files.items():
        if held.get(place) != marks[place]:
            session.add(encrypted.file_row(store, draft_id, place, data))


def _let_go_of_old(session: Session, now: datetime) -> None:
    oldest = now - timedelta(days=days_kept())
    old = session.scalars(select(UploadDraft.draft_id).where(UploadDraft.touched_at < oldest)).all()
    if old:
        _delete(session, old)


def _delete(session: Session, ids: Iterable[str]) -> None:
    wanted = list(ids)
    session.execute(delete(UploadDraftFile).where(UploadDraftFile.draft_id.in_(wanted)))
    session.execute(delete(UploadDraft).where(UploadDraft.draft_id.in_(wanted)))
