"""What happened, by whom, the latest first: both logs in one timeline, page by page?

Read by who audits or administers. Everything is filtered, counted and cut off by the database, so
that a page costs the same over a thousand entries or a million.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import func, literal, select, tuple_

from db import doors
from db.journal import Act, Deed, told
from db.models import AccessEntry, Contract, Publication
from db.publishing.request import NotYoursError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import Session

    from db.scope import Principal
    from db.store import Store

ACCESS, PUBLICATIONS = "access", "publications"
PUBLISHED = "published"
REFERENCE_DATA = "reference data"
PAGE = 50
MOST = 100_000  # lines in one file

COLUMNS = ("at", "who", "what", "subject", "contract", "result", "detail", "log", "number")


class Place(NamedTuple):
    """Where a line stands in the timeline: what is after it, is later."""

    at: datetime
    log: str
    contract_id: int
    number: int

    def text(self) -> str:
        """Give it as it stands in an address."""
        return f"{self.at:%Y%m%dT%H%M%S.%f}-{self.log}-{self.contract_id}-{self.number}"

    @classmethod
    def read(cls, text: str) -> Place | None:
        """Give the place an address names; None for any other text."""
        parts = text.split("-")
        try:
            moment = datetime.strptime(parts[0], "%Y%m%dT%H%M%S.%f").replace(tzinfo=UTC)
            log, contract_id, number = parts[1:]
            found = cls(moment, log, int(contract_id), int(number))
        except ValueError:
            return None
        return found if log in {ACCESS, PUBLICATIONS} else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What is looked for; blank is everything."""

    who: str = ""
    what: str = ""
    contract: str = ""
    result: str = ""
    first: date | None = None  # days in UTC, as the logs keep time
    last: date | None = None
    before: Place | None = None  # lines earlier than this one


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One act, of either log."""

    at: datetime
    who: str
    what: str
    subject: str
    contract: str
    result: str
    detail: str
    log: str
    number: int
    contract_id: int = 0

    @property
    def place(self) -> Place:
        """Give where it stands."""
        return Place(self.at, self.log, self.contract_id, self.number)


@dataclass(frozen=True, slots=True)
class Found:
    """Some lines, how many there are of each log, and whether earlier ones follow."""

    lines: tuple[Line, ...]
    access: int
    publications: int
    more: bool


def found(store: Store, principal: Principal, sought: Sought, most: int = PAGE) -> Found:
    """Give the latest lines of what is sought, of both logs.

    Raises
    ------
    CallError
        If the caller neither audits nor administers, or the contract is unknown.
    """
    every = whole(sought)
    with doors.scoped_session(store, principal) as session:
        scope = doors.scope_of(session)
        if not (scope.everything or scope.audits or scope.administers):
            msg = "The access log is not known, or is not yours."
            raise NotYoursError(msg)
        names = _names(session)
        if sought.contract and sought.contract not in names.values():
            msg = f"Contract {sought.contract} is not known, or is not yours."
            raise NotYoursError(msg)
        published = _latest(session, _publications(sought, names), most + 1)
        in_publications = _counted(session, _publications(every, names))
    with doors.journal(store, reading=True) as session:
        accessed = _latest(session, _entries(sought), most + 1)
        in_access = _counted(session, _entries(every))
    lines = [_publication(row, names) for row in published] + [_entry(row) for row in accessed]
    ordered = sorted(lines, key=lambda line: line.place, reverse=True)
    return Found(tuple(ordered[:most]), in_access, in_publications, len(ordered) > most)


def as_rows(lines: Iterable[Line]) -> list[dict[str, Any]]:
    """Give lines as a file or the terminal holds them."""
    return [
        {name: getattr(line, name) for name in COLUMNS} | {"at": line.at.isoformat()}
        for line in lines
    ]


def whole(sought: Sought) -> Sought:
    """Give what is looked for from its latest line on."""
    return replace(sought, before=None)


def said(sought: Sought) -> dict[str, str]:
    """Give what is looked for, as a file says it."""
    chosen = {
        "who": sought.who,
        "what": sought.what,
        "contract": sought.contract,
        "result": sought.result,
        "from": sought.first.isoformat() if sought.first else "",
        "to": sought.last.isoformat() if sought.last else "",
    }
    return {name: text for name, text in chosen.items() if text}


def taken(sought: Sought, rows: int) -> Act:
    """Give what is written down when the log itself is taken away; not what was looked for."""
    detail = told({"rows": rows, "by": " ".join(said(sought))})
    return Act(action=Deed.EXPORT, subject="audit log", result="taken", detail=detail)


def _entries(sought: Sought) -> Select[Any]:
    table = AccessEntry.__table__.c
    query = select(*table)
    named = {"by_user": sought.who, "action": sought.what, "contract": sought.contract,
             "result": sought.result}
    for column, text in named.items():
        if text:
            query = query.where(table[column] == text)
    key = (table.at, literal(0), table.entry_id)
    return query.where(*_between(key, ACCESS, sought)).order_by(*_last_first(key))


def _publications(sought: Sought, names: dict[int, str]) -> Select[Any]:
    table = Publication.__table__.c
    query = select(*table)
    for column, text in (("by_user", sought.who), ("kind", sought.what)):
        if text:
            query = query.where(table[column] == text)
    if sought.contract:
        mine = [number for number, name in names.items() if name == sought.contract]
        query = query.where(table.contract_id.in_(mine))
    if sought.result not in {"", PUBLISHED}:
        query = query.where(literal(1) == 0)
    key = (table.recorded_at, table.contract_id, table.number)
    return query.where(*_between(key, PUBLICATIONS, sought)).order_by(*_last_first(key))


def _between(
    key: tuple[ColumnElement[Any], ...], log: str, sought: Sought
) -> Iterable[ColumnElement[bool]]:
    """Keep to the days and to what comes before the place the last page ended at."""
    at = key[0]
    if sought.first:
        yield at >= datetime.combine(sought.first, time(), UTC)
    if sought.last:
        yield at < datetime.combine(sought.last + timedelta(days=1), time(), UTC)
    place = sought.before
    if place is None:
        return
    if place.log == log:
        yield at <= place.at
        values = (place.at, place.contract_id, place.number)
        yield tuple_(*key) < tuple_(*(literal(one, column.type)
                                      for one, column in zip(values, key, strict=True)))
    else:
        yield at <= place.at if log < place.log else at < place.at


def _last_first(key: tuple[ColumnElement[Any], ...]) -> list[ColumnElement[Any]]:
    return [column.desc() for column in key if getattr(column, "table", None) is not None]


def _latest(session: Session, query: Select[Any], most: int) -> list[Any]:
    return list(session.connection().execute(query.limit(most)))


def _counted(session: Session, query: Select[Any]) -> int:
    rows = query.with_only_columns(func.count(), maintain_column_froms=True).order_by(None)
    return int(session.scalar(rows) or 0)


def _entry(row: Any) -> Line:  # noqa: ANN401 - a row
    return Line(at=row.at, who=row.by_user, what=row.action, subject=row.subject,
                contract=row.contract, result=row.result, detail=row.detail, log=ACCESS,
                number=row.entry_id)


def _publication(row: Any, names: dict[int, str]) -> Line:  # noqa: ANN401 - a row
    of_return = f"return {row.submission_id}" if row.submission_id else ""
    return Line(at=row.recorded_at, who=row.by_user or "", what=row.kind, subject=of_return,
                contract=names.get(row.contract_id, REFERENCE_DATA), result=PUBLISHED,
                detail=row.detail or "", log=PUBLICATIONS, number=row.number,
                contract_id=row.contract_id)


def _names(session: Session) -> dict[int, str]:
    rows = session.execute(select(Contract.contract_id, Contract.reference))
    return {row.contract_id: row.reference for row in rows}
