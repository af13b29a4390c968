"""Which rows does a class of data consist of? Said once, for counting and for destroying."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import Table, and_, delete, func, or_, select, update

from db.audit import forgetting
from db.journal import Deed
from db.models import (
    FACTS,
    REFERENCE_STREAM,
    AccessEntry,
    Client,
    ClientMark,
    ContactPoint,
    DifferenceStep,
    Finding,
    Handover,
    ItemStep,
    Meeting,
    Note,
    Noted,
    Opening,
    ProfileDraft,
    Reminded,
    RequestStep,
    SeenElsewhere,
    SubmissionContent,
    UploadDraft,
    UploadDraftFile,
    User,
    Visit,
)
from monitoring import retention
from monitoring.retention import DataClass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

NOTES: tuple[Any, ...] = (Note, Meeting, ItemStep, RequestStep, Handover, ContactPoint)
LEFT = "Somebody who has left"
"""What stands where a leaver's name stood."""

CHUNK = 500


@dataclass(frozen=True)
class Target:
    """Rows of one table: to be taken out, or to have some columns blanked."""

    table: Table
    where: ColumnElement[bool]
    blanks: dict[str, Any] = field(default_factory=dict)

    def count(self, session: Session) -> int:
        """Give how many there are."""
        rows = select(func.count()).select_from(self.table).where(self.where)
        return int(session.scalar(rows) or 0)

    def destroy(self, session: Session, options: Mapping[str, Any]) -> int:
        """Take them out, or blank what is to be blanked; give how many there were."""
        statement = (
            update(self.table).where(self.where).values(**self.blanks)
            if self.blanks
            else delete(self.table).where(self.where)
        )
        gone: Any = session.execute(statement, execution_options=dict(options))
        return int(gone.rowcount)


def of_contract(data_class: DataClass, number: int, files: Sequence[int] = ()) -> list[Target]:
    """Give what a class consists of in one contract; ``files`` are its returns to be forgotten."""
    if data_class is DataClass.AS_SENT:
        return list(_files(files))
    made: dict[DataClass, Callable[[int], Iterable[Target]]] = {
        DataClass.CLIENT_ROWS: _people,
        DataClass.ADVISERS: _advisers,
        DataClass.WORDS: _words,
        DataClass.NOTES: _notes,
    }
    return list(made[data_class](number))


def _people(number: int) -> Iterable[Target]:
    for name, fact in FACTS.items():
        mine = fact.c.contract_id == number
        if retention.about_people(name):
            yield Target(fact, mine)
        elif "client_id" in fact.c:
            yield Target(fact, and_(mine, fact.c.client_id.is_not(None)), {"client_id": None})
    mark, seen, client = ClientMark.__table__, SeenElsewhere.__table__, Client.__table__
    stream = mark.c.contract_id == REFERENCE_STREAM
    yield Target(_table(mark), and_(stream, mark.c.of_contract == number))
    yield Target(_table(seen), or_(seen.c.contract_id == number, seen.c.other_contract == number))
    yield Target(_table(client), client.c.contract_id == number)
    said = DifferenceStep.__table__
    yield Target(_table(said), said.c.contract_id == number)


def _advisers(number: int) -> Iterable[Target]:
    return _blanked(number, retention.advisers_in)


def _words(number: int) -> Iterable[Target]:
    return _blanked(number, retention.words_about_people)


def _blanked(number: int, columns: Callable[[str], tuple[str, ...]]) -> Iterable[Target]:
    """Give the rows of a contract in which one of some columns holds something."""
    for name, fact in FACTS.items():
        blank = columns(name)
        if blank:
            filled = or_(*(fact.c[column].is_not(None) for column in blank))
            mine = and_(fact.c.contract_id == number, filled)
            yield Target(fact, mine, dict.fromkeys(blank))


def _notes(number: int) -> Iterable[Target]:
    for model in NOTES:
        yield Target(model.__table__, model.__table__.c.contract_id == number)


def _files(files: Sequence[int]) -> Iterable[Target]:
    content, finding = SubmissionContent.__table__, Finding.__table__
    for start in range(0, len(files), CHUNK):
        some = list(files[start : start + CHUNK])
        yield Target(_table(content), content.c.submission_id.in_(some))
        told = and_(finding.c.submission_id.in_(some), finding.c.value.is_not(None))
        yield Target(_table(finding), told, {"value": None})


def of_entries(session: Session, data_class: DataClass, before: datetime) -> list[Target]:
    """Give what of the journal is older than a moment; of the access log by whole sealed runs."""
    drafts, files, sets = UploadDraft.__table__, UploadDraftFile.__table__, ProfileDraft.__table__
    if data_class is DataClass.DRAFTS:
        old = select(drafts.c.draft_id).where(drafts.c.touched_at < before)
        return [
            Target(_table(files), files.c.draft_id.in_(old)),
            Target(_table(drafts), drafts.c.touched_at < before),
            Target(_table(sets), sets.c.at < before),
        ]
    if data_class is DataClass.ACCESS:
        _, last = forgetting.due(session, before)
        log, opened, told = AccessEntry.__table__, Opening.__table__, Reminded.__table__
        return [
            Target(_table(log), and_(log.c.entry_id <= last, log.c.action != Deed.BACKUP)),
            Target(_table(opened), opened.c.last_at < before),
            Target(_table(told), told.c.at < before),
        ]
    return []


def leavers(before: datetime) -> Target:
    """Give the accounts that were ended before a moment and still have a name."""
    user = _table(User.__table__)
    old = and_(user.c.disabled_at < before, user.c.display_name != LEFT)
    return Target(user, old, {"display_name": LEFT, "organisation": ""})


def noted_by(logins: Sequence[str]) -> list[Target]:
    """Give what people noted for themselves, in the journal."""
    return [
        Target(_table(model.__table__), model.__table__.c.login.in_(list(logins)))
        for model in (Visit, Noted, ProfileDraft)
    ]


def _table(made: Any) -> Table:  # noqa: ANN401 - the mapper calls it a FromClause
    assert isinstance(made, Table)  # noqa: S101 - told to the type checker
    return made
