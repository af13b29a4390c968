"""How is what is due destroyed? One transaction a contract, chained, and written down.

For the owner alone, from the terminal. Figures by month and cohort, benchmarks and receipts stay
to the last cell; what is counted from rows is never counted again once they are gone
(``db.publishing.summaries``).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select, update

from db import doors, erasing, journal, purging
from db.audit import forgetting, sealing
from db.chain import KEY_PURPOSE
from db.models import REFERENCE_STREAM, Destruction, Submission, User
from db.publishing import ledger
from db.publishing.request import CallError
from db.queries import destroyed
from db.queries.destroyed import FILE_GONE
from db.retention import planning, targets
from db.retention.planning import Due, Planner, entry_due
from db.scope import OPERATOR
from monitoring.retention import OF_ENTRIES, DataClass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from db.retention.targets import Target
    from db.store import Store

KIND = "destruction"
"""The kind of publication that says what was destroyed."""

IN_JOURNAL: Mapping[str, Any] = {"schema_translate_map": {None: "journal"}}
"""Where the journal's tables stand on PostgreSQL, for the owner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What was destroyed, or would be; where copies may still be."""

    lines: tuple[Due, ...]
    destroyed: bool
    backups: tuple[str, ...] = ()
    cleared: bool = True  # False: somebody was reading, and freed pages may still hold it

    @property
    def rows(self) -> int:
        """Give how many rows and files it is."""
        return sum(line.rows for line in self.lines)


@dataclass(frozen=True, slots=True)
class _Call:
    """Who asked for what, when."""

    store: Store
    on: date
    reason: str
    now: datetime


def apply(store: Store, on: date, reason: str, now: datetime, *, confirmed: bool) -> Outcome:
    """Destroy what is due on a day and on no hold; without ``confirmed`` say only what it is.

    Raises
    ------
    CallError
        If the day has not come, or no reason is given.
    """
    if on > now.astimezone(planning.LONDON).date():
        msg = "Nothing is destroyed before its day. Choose a day that has come."
        raise CallError(msg)
    if confirmed and not reason.strip():
        msg = "Say why (--reason): it is kept with what was destroyed."
        raise CallError(msg)
    call = _Call(store, on, reason.strip(), now)
    lines = _due(call)
    if not confirmed or not lines:
        return Outcome(lines=lines, destroyed=False)
    touched: Counter[str] = Counter()
    numbers = sorted({line.contract_id for line in lines} - {REFERENCE_STREAM})
    done = [due for number in numbers for due in _destroy_contract(call, number, touched)]
    done += [due for each in OF_ENTRIES for due in _destroy_entries(call, each, touched)]
    cleared = erasing.clear(store, sorted(touched)) if done else True
    backups = purging.backups_since(store, None)
    return Outcome(lines=tuple(done), destroyed=True, backups=backups, cleared=cleared)


def _due(call: _Call) -> tuple[Due, ...]:
    """Give what would be destroyed."""
    with doors.owner(call.store, snapshot=True) as session:
        found = [due for due in planning.plan(session, call.on) if due.is_due(call.on)]
        planner = Planner(session, call.on)
        moments = {each: planner.before(each) for each in OF_ENTRIES}
        for each, before in moments.items():
            if before is not None and each is DataClass.LEAVERS:
                found.append(entry_due(each, before, targets.leavers(before).count(session)))
    with doors.journal(call.store) as session:
        for each, before in moments.items():
            if before is not None and each is not DataClass.LEAVERS:
                rows = planning.counted(session, targets.of_entries(session, each, before))
                found.append(entry_due(each, before, rows))
    return tuple(due for due in found if due.rows)


def _destroy_contract(call: _Call, number: int, touched: Counter[str]) -> Iterator[Due]:
    """Destroy what is due of one contract, in one transaction under its lock.

    A class that is due and was empty is written down with it, so that it is told to be done with.
    """
    with doors.owner(call.store) as session:
        erasing.overwrite(session)
        doors.lock(session, [number])
        every = Planner(session, call.on).of_contract(number)
        found = [due for due in every if due.is_due(call.on)]
        told = {}
        for due in found:
            if due.data_class is DataClass.AS_SENT:
                _mark_receipts(session, call, due.files)
            told[due.data_class] = _destroyed(
                session, targets.of_contract(due.data_class, number, due.files)
            )
        empty = [due for due in every if due.rows == 0 and due.due_on and due.due_on <= call.on]
        gone = destroyed.classes_gone(session, number)
        found_too = [due for due in empty if due.data_class not in gone]
        _write_down(session, call, number, [*found, *found_too] if found else [], told)
        for counts in told.values():
            touched.update(counts)
    yield from found


def _destroyed(
    session: Session, found: Sequence[Target], options: Mapping[str, Any] | None = None
) -> Counter[str]:
    """Destroy some targets; give how many rows of which table."""
    counts: Counter[str] = Counter()
    for target in found:
        counts[target.table.name] += target.destroy(session, options or {})
    return +counts


def _mark_receipts(session: Session, call: _Call, files: Sequence[int]) -> None:
    """Say on receipts that the file is gone; take out what was put right, which repeats it."""
    day = call.now.astimezone(planning.LONDON).date().isoformat()
    for one in session.scalars(select(Submission).where(Submission.submission_id.in_(files))):
        session.execute(
            update(Submission)
            .where(Submission.submission_id == one.submission_id)
            .values(how_read=one.how_read | {"mends": [], FILE_GONE: day})
        )


def _destroy_entries(call: _Call, data_class: DataClass, touched: Counter[str]) -> Iterator[Due]:
    """Destroy the entries of a class that are older than its period."""
    with doors.owner(call.store) as session:
        before = Planner(session, call.on).before(data_class)
        if before is None:
            return
        erasing.overwrite(session)
        doors.lock(session, [REFERENCE_STREAM])
        if data_class is DataClass.LEAVERS:
            counts = _of_leavers(session, call, before)
        else:
            _tell_first(call, data_class, before)
            counts = _in_journal(
                call, session, lambda journal: targets.of_entries(journal, data_class, before)
            )
        if not counts:
            return
        due = entry_due(data_class, before, sum(counts.values()))
        _write_down(session, call, REFERENCE_STREAM, [due], {data_class: counts})
        touched.update(counts)
    yield due


def _tell_first(call: _Call, data_class: DataClass, before: datetime) -> None:
    """Say in the access log up to which seal its runs go, sealed before they do."""
    if data_class is not DataClass.ACCESS:
        return
    sealing.seal_all(call.store, OPERATOR, call.now)
    with doors.journal(call.store, reading=True) as session:
        number, _ = forgetting.due(session, before)
        left = planning.counted(session, targets.of_entries(session, data_class, before)[:1])
    if left:
        act = journal.Act(
            action=journal.Deed.DESTROY, subject=forgetting.SUBJECT, result="destroyed",
            detail=forgetting.detail(number),
        )  # fmt: skip
        journal.write(call.store, OPERATOR, act, call.now)
        sealing.seal_all(call.store, OPERATOR, call.now)


def _of_leavers(session: Session, call: _Call, before: datetime) -> Counter[str]:
    """Take leavers' names out of the store, and what they noted for themselves."""
    target = targets.leavers(before)
    logins = list(session.scalars(select(User.login).where(target.where)))
    if not logins:
        return Counter()
    counts = _destroyed(session, [target])
    return counts + _in_journal(call, session, lambda _: targets.noted_by(logins))


def _in_journal(
    call: _Call, session: Session, found: Callable[[Session], Sequence[Target]]
) -> Counter[str]:
    """Destroy entries of the journal: a file of its own on SQLite, else within the transaction."""
    if call.store.dialect == "sqlite":
        with doors.journal(call.store) as own:
            erasing.overwrite(own)
            with forgetting.unlocked(own):
                return _destroyed(own, found(own))
    with doors.journal(call.store, reading=True) as reading:
        chosen = found(reading)
    return _destroyed(session, chosen, IN_JOURNAL)


def _write_down(
    session: Session,
    call: _Call,
    number: int,
    found: Sequence[Due],
    told: dict[DataClass, Counter[str]],
) -> None:
    """Write what was destroyed of a contract, and chain it like any publication."""
    if not found:
        return
    numbers = ledger.next_numbers(session, [number], call.now)
    instant = call.now
    if number == REFERENCE_STREAM:
        _, instant = ledger.next_of_reference(session, instant)
    table = Destruction.__table__
    last = session.scalar(
        select(func.max(table.c.destruction_id)).where(table.c.contract_id == number)
    )
    rows: list[dict[str, Any]] = [
        {
            "contract_id": number,
            "destruction_id": (last or 0) + place,
            "data_class": str(due.data_class),
            "due_on": due.due_on,
            "number": numbers[number],
            "rows": sum(told.get(due.data_class, Counter()).values()),
            "counts": dict(told.get(due.data_class, Counter())),
            "reason": call.reason,
            "by_user": OPERATOR.login,
            "at": call.now,
        }
        for place, due in enumerate(found, start=1)
    ]
    session.execute(insert(Destruction), rows)
    detail = ", ".join(f"{due.data_class} {due.rows}" for due in found if due.rows)
    step = ledger.Step(
        kind=KIND, submission_id=None, by_user=OPERATOR.login, published_at=instant,
        recorded_at=call.now, detail=detail,
    )  # fmt: skip
    ledger.write_publications(session, numbers, step, call.store.key(KEY_PURPOSE))
