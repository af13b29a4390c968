"""What of a return is taken out for good, so that nothing of what it held can be found again?

For the owner alone. Its rows, bytes, mends and the values its findings repeat; the people and the
names nobody else named; unfinished copies in the journal. Its receipt stays.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from contextlib import closing
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, or_, select, update

from db import doors, encrypted
from db.errors import StoreError
from db.models import (
    FACTS,
    REFERENCE_STREAM,
    Client,
    ClientMark,
    DifferenceStep,
    District,
    Finding,
    JournalBase,
    Organisation,
    SeenElsewhere,
    Site,
    Submission,
    SubmissionContent,
    UploadDraft,
    UploadDraftFile,
)
from db.models.facts import stored_fields, stored_name
from db.publishing.resolving import LOCAL_COLUMNS
from monitoring import datasets
from monitoring.datasets.specification import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Table
    from sqlalchemy.orm import Session

    from db.store import Store

GONE = "purged"
"""What stands where something stood."""

CHUNK = 500


def erase(session: Session, one: Submission) -> int:
    """Take a return's rows, bytes and words out of the store; give how many rows went."""
    fact = FACTS[one.dataset]
    mine = fact.c.submission_id == one.submission_id
    people, names = _people(session, fact, mine), _names(session, fact, mine)
    gone: Any = session.execute(delete(fact).where(mine))
    for contract_id, clients in people.items():
        _forget_people(session, contract_id, clients)
    _forget_names(session, names)
    number = one.submission_id
    session.execute(delete(SubmissionContent).where(SubmissionContent.submission_id == number))
    session.execute(
        update(Finding)
        .where(Finding.submission_id == number)
        .values(value=None, column=None, message=GONE)
    )
    how = {key: value for key, value in one.how_read.items() if key in {"kind", "encoding"}}
    session.execute(
        update(Submission)
        .where(Submission.submission_id == number)
        .values(file_name=GONE, reason="", how_read=how | {"notes": [], "mends": []})
    )
    return int(gone.rowcount)


def _people(session: Session, fact: Table, mine: Any) -> dict[int, set[int]]:  # noqa: ANN401 - a condition
    """Give the clients a return's rows are about, by contract."""
    found: dict[int, set[int]] = {}
    if "client_id" in fact.c:
        rows = session.execute(select(fact.c.contract_id, fact.c.client_id).where(mine).distinct())
        for contract_id, client in rows:
            if client is not None:
                found.setdefault(contract_id, set()).add(client)
    return found


def _forget_people(session: Session, contract_id: int, clients: set[int]) -> None:
    """Take out the case references that no row is about any more, and what was noted of them."""
    for table in FACTS.values():
        if "client_id" in table.c:
            standing = select(table.c.client_id).where(table.c.contract_id == contract_id)
            clients -= set(session.scalars(standing.distinct()))
    for some in _in_chunks(sorted(clients)):
        elsewhere = SeenElsewhere
        for statement in (
            delete(Client).where(Client.contract_id == contract_id, Client.client_id.in_(some)),
            delete(DifferenceStep).where(
                DifferenceStep.contract_id == contract_id,
                or_(
                    DifferenceStep.client_id.in_(some), DifferenceStep.partner_client.in_(some)
                ),
            ),
            delete(ClientMark).where(
                ClientMark.contract_id == REFERENCE_STREAM,
                ClientMark.of_contract == contract_id,
                ClientMark.of_client.in_(some),
            ),
            delete(elsewhere).where(
                or_(
                    (elsewhere.contract_id == contract_id) & elsewhere.client_id.in_(some),
                    (elsewhere.other_contract == contract_id) & elsewhere.other_client.in_(some),
                )
            ),
        ):
            session.execute(statement)


def _name_columns(name: str) -> list[tuple[str, bool]]:
    """Give the columns of a dataset that hold names, and whether those are a contract's own."""
    return [
        (stored_name(field), field.name in LOCAL_COLUMNS)
        for field in stored_fields(datasets.dataset(name))
        if field.kind is Kind.NAME
    ]


def _names(session: Session, fact: Table, mine: Any) -> set[str]:  # noqa: ANN401 - a condition
    """Give the names a return's rows hold."""
    found: set[str] = set()
    for column, _ in _name_columns(fact.name):
        found.update(filter(None, session.scalars(select(fact.c[column]).where(mine).distinct())))
    return found


def _forget_names(session: Session, names: set[str]) -> None:
    """Take out of the registers the names that no row holds any more."""
    left = set(names)
    for table in FACTS.values():
        for column, _ in _name_columns(table.name):
            for some in _in_chunks(sorted(left)):
                held = select(table.c[column]).where(table.c[column].in_(some)).distinct()
                left -= set(session.scalars(held))
    for some in _in_chunks(sorted(left)):
        for register in (Organisation, District, Site):
            session.execute(delete(register).where(register.name.in_(some)))


def _in_chunks(items: list[Any]) -> Iterable[list[Any]]:
    return (items[start : start + CHUNK] for start in range(0, len(items), CHUNK))


def erase_drafts(store: Store, sha256: str) -> int:
    """Take out the unfinished returns that hold the same file; give how many there were."""
    with doors.journal(store) as session:
        if store.dialect == "sqlite":
            session.connection().exec_driver_sql("PRAGMA secure_delete = ON")
        found = {
            file.draft_id
            for file in session.scalars(select(UploadDraftFile))
            if sha256 in {file.sha256, *_hashes(store, file)}
        }
        for table in (UploadDraftFile, UploadDraft):
            session.execute(delete(table).where(table.draft_id.in_(sorted(found))))
    return len(found)


def _hashes(store: Store, file: UploadDraftFile) -> set[str]:
    """Give the hashes of a kept file and of what a zip holds; none where it cannot be read."""
    try:
        data = encrypted.file_of(store, file)
        found = {hashlib.sha256(data).hexdigest()}
        if zipfile.is_zipfile(io.BytesIO(data)):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                held = map(archive.read, archive.namelist())
                found |= {hashlib.sha256(each).hexdigest() for each in held}
    except (StoreError, zlib.error, zipfile.BadZipFile, RuntimeError, NotImplementedError):
        return set()
    return found


def overwrite(session: Session) -> None:
    """Have SQLite write noughts over what is deleted from now on."""
    if session.get_bind().dialect.name == "sqlite":
        session.connection().exec_driver_sql("PRAGMA secure_delete = ON")


def clear(store: Store, tables: Iterable[str]) -> bool:
    """Write the files anew, so that pages given back hold nothing; say whether it was possible.

    On SQLite both files and what was written ahead of them; on PostgreSQL the tables.
    """
    if store.dialect == "postgresql":
        _vacuum_tables(store, tables)
        return True
    done = True
    for engine in (store.owner_engine, store.journal_engine):
        with closing(engine.raw_connection()) as borrowed:
            raw: Any = borrowed.driver_connection
            raw.execute("VACUUM")
            busy, *_ = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            done = done and not busy
    return done


def _vacuum_tables(store: Store, tables: Iterable[str]) -> None:
    """Have the server give the space of rows that went back, table by table."""
    with closing(store.owner_engine.raw_connection()) as borrowed:
        raw: Any = borrowed.driver_connection
        raw.autocommit = True  # VACUUM runs in no transaction
        try:
            for name in tables:
                schema = "journal" if name in JournalBase.metadata.tables else "store"
                raw.execute(f'VACUUM {schema}."{name}"')
        finally:
            raw.autocommit = False
