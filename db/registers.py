"""Which programmes, parameters and mappings are in force?"""

from __future__ import annotations

import json
import tomllib
from datetime import UTC, date, datetime
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from sqlalchemy import Text, cast, func, insert, select

from db import doors, journal, models
from db.journal import Act, Deed
from db.publishing.request import CallError, NotYoursError
from db.queries.knowledge import as_known
from monitoring.mappings import Mapping as SavedMapping
from monitoring.mappings import MappingError
from monitoring.parameters import Setting
from monitoring.programmes import Programme, programme_from
from monitoring.rights import RIGHTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy.orm import Session

    from db.scope import Principal
    from db.store import Store


def programmes(session: Session) -> dict[str, Programme]:
    """Give every programme under its latest definition."""
    latest = (
        select(models.Programme.code, func.max(models.Programme.version).label("version"))
        .group_by(models.Programme.code)
        .subquery()
    )
    rows = session.execute(
        select(cast(models.Programme.definition, Text), models.Programme.working_date).join(
            latest,
            (models.Programme.code == latest.c.code)
            & (models.Programme.version == latest.c.version),
        )
    )
    found = [_programme(definition, day) for definition, day in rows]
    return {programme.code: programme for programme in sorted(found, key=lambda each: each.code)}


@lru_cache(maxsize=64)
def _programme(definition: str, working_date: date | None) -> Programme:
    """Give the programme of a stored definition; the few there are stand in every read."""
    day = {"working_date": working_date} if working_date else {}
    return programme_from(json.loads(definition) | day)


def programme_versions(session: Session) -> dict[str, int]:
    """Give the version of every programme's latest definition."""
    rows = session.execute(
        select(models.Programme.code, func.max(models.Programme.version)).group_by(
            models.Programme.code
        )
    )
    return {row[0]: row[1] for row in rows}


def contract_id(session: Session, reference: str) -> int:
    """Give a contract's number.

    Raises
    ------
    CallError
        If it is unknown or not the caller's: the words are the same.
    """
    found = session.scalar(
        select(models.Contract.contract_id).where(models.Contract.reference == reference)
    )
    if found is None:
        msg = f"Contract {reference} is not known, or is not yours."
        raise NotYoursError(msg)
    return found


def programme_of(session: Session, number: int) -> Programme:
    """Give the programme of a contract the session may see, by the contract's number."""
    code = session.scalar(
        select(models.Contract.programme).where(models.Contract.contract_id == number)
    )
    return programmes(session)[str(code)]


def add_programme(
    session: Session, definition: Mapping[str, Any], working_date: date | None, now: datetime
) -> None:
    """Add a programme's definition as a new version, unless it already stands so."""
    code = definition["code"]
    last = session.scalars(
        select(models.Programme)
        .where(models.Programme.code == code)
        .order_by(models.Programme.version.desc())
        .limit(1)
    ).first()
    day = working_date or (last.working_date if last else None)
    if last and last.definition == definition and last.working_date == day:
        return
    version = last.version + 1 if last else 1
    values = {
        "code": code,
        "version": version,
        "definition": dict(definition),
        "working_date": day,
        "added_at": now,
    }
    session.execute(insert(models.Programme).values(**values))


def shipped_programmes() -> list[dict[str, Any]]:
    """Give the definitions of the programmes that come with the product."""
    folder = resources.files("db") / "reference_data" / "programmes"
    return [tomllib.loads(file.read_text(encoding="utf-8")) for file in _files(folder, ".toml")]


def shipped_mappings() -> list[dict[str, Any]]:
    """Give the mappings that come with the product."""
    folder = resources.files("db") / "reference_data" / "mappings"
    return [json.loads(file.read_text(encoding="utf-8")) for file in _files(folder, ".json")]


def _files(folder: Any, ending: str) -> list[Any]:  # noqa: ANN401 - importlib's Traversable has no sort
    return sorted(
        (file for file in folder.iterdir() if file.name.endswith(ending)),
        key=lambda file: file.name,
    )


def settings_of(
    session: Session, ids: Iterable[int], as_at: datetime | None = None
) -> dict[int, list[Setting]]:
    """Give the parameters set for each contract, as known at an instant (None: now)."""
    table = models.ContractParameter.__table__
    names = ("contract_id", "code", "value", "valid_from", "authority")
    query = (
        select(*(table.c[name] for name in names))
        .where(table.c.contract_id.in_(sorted(set(ids))))
        .order_by(table.c.known_from)
    )
    found: dict[int, list[Setting]] = {}
    for contract_id, code, value, valid_from, authority in session.execute(
        as_known(query, table, as_at)
    ):
        found.setdefault(contract_id, []).append(Setting(code, value, valid_from, authority))
    return found


def save_mapping(session: Session, mapping: SavedMapping, by: str, now: datetime) -> int:
    """Save a mapping as its next version, unless it already stands so; give the version."""
    last = _latest_mapping(session, mapping.name)
    if last is not None and last.definition == mapping.as_json():
        return last.version
    version = last.version + 1 if last else 1
    values = {
        "name": mapping.name,
        "version": version,
        "dataset": mapping.dataset,
        "definition": mapping.as_json(),
        "saved_by": by,
        "saved_at": now,
    }
    session.execute(insert(models.SavedMapping).values(**values))
    return version


def read_mapping(data: bytes, name: str | None = None) -> SavedMapping:
    """Give the mapping a JSON file holds, under a name of its own or the one given.

    Raises
    ------
    CallError
        If the file is not JSON or not a mapping; the sentence says what to mend.
    """
    try:
        told = json.loads(data)
        return SavedMapping.from_json(told | ({"name": name} if name else {}))
    except (MappingError, TypeError, ValueError) as error:
        raise CallError(str(error)) from None


def keep_mapping(store: Store, principal: Principal, saved: SavedMapping, now: datetime) -> int:
    """Save a mapping as a person who may send something; give its version."""
    with doors.publisher(store, principal) as session:
        scope = doors.scope_of(session)
        if not (scope.everything or any(RIGHTS[one.role].sends for one in scope.senders)):
            msg = "Mappings are saved by people who send returns."
            raise NotYoursError(msg)
        doors.begin_write(session)
        version = save_mapping(session, saved, principal.login, now)
        act = Act(action=Deed.SAVE_MAPPING, subject=saved.name, result="made",
                  detail=f"version {version} of {saved.dataset}")
        journal.with_the_session(session, act, now)
        return version


def mapping(session: Session, name: str) -> tuple[SavedMapping, int] | None:
    """Give a saved mapping and its version, or None when there is none of that name."""
    row = _latest_mapping(session, name)
    return (SavedMapping.from_json(row.definition), row.version) if row else None


def mappings(session: Session) -> list[models.SavedMapping]:
    """Give the latest version of every saved mapping, by name."""
    rows = session.scalars(
        select(models.SavedMapping).order_by(models.SavedMapping.name, models.SavedMapping.version)
    )
    return list({row.name: row for row in rows}.values())


def _latest_mapping(session: Session, name: str) -> models.SavedMapping | None:
    return session.scalars(
        select(models.SavedMapping)
        .where(models.SavedMapping.name == name)
        .order_by(models.SavedMapping.version.desc())
        .limit(1)
    ).first()


def working_date(programme: Programme | None, clock: datetime) -> date:
    """Give the day that decides due, late and this month: the programme's own, else the clock's."""
    own = programme.working_date if programme else None
    return own or clock.astimezone(UTC).date()
