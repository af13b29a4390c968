"""Does everybody write what is theirs to write, and nobody anything else, on both engines?

Every function of ``db`` that writes, by every role, about a contract of its own and about another:
allowed or refused as ``writes`` says; what is refused leaves nothing in the store and a line in
the access log.
"""

from __future__ import annotations

import ast
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import func, select

from db import doors
from db.engines import DOOR
from db.models import AccessEntry, Base
from db.publishing.request import NotYoursError
from db.walls.postgres import Purpose
from monitoring import datasets
from monitoring.vocabulary import Role, Source
from tests.db.returns import send
from tests.db.seeded import who
from tests.matrix import stamped as rows
from tests.matrix.marks import Spot
from tests.matrix.rights import EVERYBODY, FIRST, PEOPLE, SECOND
from tests.matrix.store import MEANT, NOW
from tests.matrix.writes import NOT_BY_A_ROLE, WRITES, At, NotStored

ROOT = Path(__file__).resolve().parents[2]
STEPS = {"publishing", "queries", "migrations", "models", "walls", "reports"}
"""Packages whose functions take another's transaction and open none."""

TRIES = {
    FIRST: [*PEOPLE, "cm-10", "prime-10", "partner-a10"],
    SECOND: ["CM", "TPPM", "PRIME_MANAGER", "ADVISER_MANAGER", "PARTNER_MANAGER", "JOBCENTRE",
             "nobody"],
}
"""Who tries about which contract; ``make stress`` lets everybody try about each."""

OF_ITS_WEEK = "db.publishing.releases.release"


def written_by():
    """Give every public function of db that takes a pen, a desk or a publisher's session."""
    found = {}
    for file in sorted((ROOT / "db").rglob("*.py")):
        module = ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for one in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(one, ast.FunctionDef) and not one.name.startswith("_"):
                found[f"{module}.{one.name}"] = one
    return {name for name, one in found.items() if _writes(name, one)}


def _writes(name, function):
    arguments = [*function.args.args, *function.args.kwonlyargs]
    taken = {ast.unparse(one.annotation) for one in arguments if one.annotation}
    body = ast.unparse(function)
    if name.split(".")[1] in STEPS:
        return "Pen" in taken or "Desk" in taken or "doors.publisher" in body
    writes = any(word in body for word in ("insert(", "update(", "session.add(", "session.flush("))
    return (
        bool(taken & {"Pen", "Desk"})
        or ("Store" in taken and bool(taken & {"Principal", "Owner"}))
        or "doors.publisher" in body
        or "doors.journal" in body
        or ("Session" in taken and writes)
    )


OWNERS = ("db.setup.", "db.erasing.", "db.upgrade.", "db.purging.", "db.backup.", "db.audit.",
          "db.retention.applying.", "db.retention.targets.", "db.retention.planning.")
"""The owner's, from the terminal alone: no role has a door to them."""


def test_every_function_that_writes_has_its_line_in_the_matrix():
    known = {write.name for write in WRITES} | set(NOT_BY_A_ROLE)
    missing = {name for name in written_by() if not name.startswith(OWNERS)} - known
    assert not missing, (
        f"Say in tests/matrix/writes.py who may call {sorted(missing)}: in WRITES, or in "
        "NOT_BY_A_ROLE with the reason why no role calls it."
    )


@contextmanager
def kept_nothing(monkeypatch):
    """Let publishers do all they do, and roll back instead of committing."""
    settled = doors._settled  # noqa: SLF001 - the one place where a publisher commits

    @contextmanager
    def undone(session):
        if session.info[DOOR].purpose is not Purpose.PUBLISH:
            with settled(session):
                yield session
            return
        try:
            yield session
        finally:
            session.rollback()
            session.close()

    with monkeypatch.context() as patch:
        patch.setattr(doors, "_settled", undone)
        yield


def allowed(write, at):
    """Say whether somebody gets through; anything but a refusal is a fault of the test."""
    try:
        write.act(at)
    except (NotYoursError, NotStored):
        return False
    return True


def should(write, login, contract):
    """Say whether somebody may, by the matrix."""
    person = EVERYBODY[login]
    if not (person.contracts or person.parts):
        return False
    if person.role not in write.may:
        return False
    if not write.placed:
        return True
    if write.name == OF_ITS_WEEK and person.parts:
        return Spot(contract, "A1") in person.parts
    return contract in person.contracts_known


def counts(store):
    """Give how many rows each table holds."""
    with doors.owner(store) as session:
        return {
            name: session.scalar(select(func.count()).select_from(table))
            for name, table in Base.metadata.tables.items()
        }


def last_entry(store):
    with doors.journal(store) as session:
        return session.scalar(select(func.max(AccessEntry.entry_id))) or 0


def refusals_since(store, entry, login):
    """Give how often somebody was written down as refused since an entry."""
    with doors.journal(store) as session:
        return session.scalar(
            select(func.count()).where(
                AccessEntry.entry_id > entry,
                AccessEntry.by_user == login,
                AccessEntry.result == "refused",
            )
        )


def attempts(tries, writes):
    """Give every kind of write with who tries it, about which contract."""
    for write in writes:
        for contract in tries if write.placed else (FIRST,):
            for login in tries[contract]:
                yield write, login, contract


def test_each_writes_what_is_theirs_and_what_is_refused_is_written_down(stamped, monkeypatch):
    assert wrongs(stamped, monkeypatch, TRIES) == []


def wrongs(stamped, monkeypatch, tries, writes=WRITES):
    """Give every write that was let through or refused against the matrix, or not written down."""
    store, before = stamped.store, counts(stamped.store)
    wrong = []
    for write, login, contract in attempts(tries, writes):
        at = At(store, login, contract, stamped.things[contract], NOW)
        if should(write, login, contract):
            with kept_nothing(monkeypatch):
                if not allowed(write, at):
                    wrong.append(f"{login} is refused {write.name} on {contract}")
            continue
        entry = last_entry(store)
        if allowed(write, at):
            wrong.append(f"{login} may {write.name} on {contract}")
        elif refusals_since(store, entry, login) < 1:
            wrong.append(f"the refusal of {write.name} to {login} is not written down")
    after = counts(store)
    return [*wrong, *(f"{name} holds more" for name in before if after[name] != before[name])]


DEPARTMENTS = {
    Source.DWP, Source.PAYMENTS, Source.BDC, Source.SURVEY, Source.PUBLISHED, Source.AGREED
}
SENDS = {
    Role.CM: DEPARTMENTS,
    Role.NATIONAL: DEPARTMENTS,
    Role.TPPM: {Source.TPPM, Source.CLERICAL, Source.LMS},
    Role.PRIME_MANAGER: {Source.PROVIDER_MI, Source.PLMI},
    Role.PARTNER_MANAGER: {Source.PARTNER},
    Role.PAYMENT_OFFICE: {Source.PAYMENTS},
    Role.BDC_LIAISON: {Source.BDC},
    Role.ADMIN: set(Source),
}
"""Who sends as which source (architecture section 5): nobody else sends anything."""


SENDERS = ("CM", "TPPM", "PRIME_MANAGER", "PARTNER_MANAGER", "JOBCENTRE", "AUDITOR",
           "PAYMENT_OFFICE", "BDC_LIAISON", "EVALUATOR", "ADVISER_MANAGER")


def files(*, every):
    """Give a file of each source, or of every dataset and source, about one contract."""
    told = set()
    for name, spec in datasets.ALL.items():
        if "contract" not in spec.by_name:
            continue
        for source in spec.sources:
            if source in told and not every:
                continue
            told.add(source)
            for contract in (FIRST, SECOND):
                yield name, source, contract, _file(name, source, contract)


def _file(name, source, contract):
    """Give a file with one new row: of a partner's own arrangement where a partner sends."""
    found = [row for row in rows.rows(name, source) if row["contract"] == contract]
    part = [row for row in found if row.get("arrangement") == "A1"]
    row = (part if source is Source.PARTNER and part else found)[0]
    return rows.as_csv([row | ({"set": "other"} if name == "profiles" else {})])


def test_each_sends_what_is_theirs_to_send_and_nothing_else(on_sqlite, monkeypatch):
    assert wrongly_sent(on_sqlite, monkeypatch, files(every=False), SENDERS) == []


def wrongly_sent(stamped, monkeypatch, wanted, logins):
    """Give every file that was taken or refused against the matrix."""
    store, before = stamped.store, counts(stamped.store)
    wrong = []
    for name, source, contract, data in wanted:
        for login in logins:
            person = EVERYBODY[login]
            may = source in SENDS.get(person.role, ()) and contract in person.contracts_known
            with kept_nothing(monkeypatch):
                try:
                    status = send(store, name, data, who(login), NOW, source=source,
                                  confirm_size=True, reason=MEANT).status
                except NotYoursError:
                    status = "refused"
            if (status in {"published", "duplicate", "held"}) is not may:
                wrong.append((login, name, str(source), contract, str(status)))
    return [*wrong, *([] if counts(store) == before else ["something was stored"])]
