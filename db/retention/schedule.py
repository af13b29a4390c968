"""Which periods were set, by whom and why, and which contracts may not be touched?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select

from db import doors, registers
from db.models import REFERENCE_STREAM, Contract, RetentionHold, RetentionRule
from db.publishing.request import CallError, NotYoursError
from db.queries import contracts
from monitoring.retention import LONGEST, DataClass, Place, Rule

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from db.writing import Pen

PLACED, LIFTED = "placed", "lifted"
ADMINISTRATORS = "Only an administrator sets how long something is kept, or stops its destruction."


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A period as somebody sets it; for everything where neither contract nor programme is said."""

    data_class: DataClass
    months: int | None
    valid_from: date
    reason: str
    programme: str = ""
    contract: str = ""


@dataclass(frozen=True, slots=True)
class SetPeriod:
    """A period as it stands in the record: what was set, by whom and when."""

    period: Period
    step: int
    by_user: str
    at: datetime

    @property
    def rule(self) -> Rule:
        """Give it as the schedule reads it."""
        told = self.period
        return Rule(
            data_class=told.data_class,
            months=told.months,
            valid_from=told.valid_from,
            step=self.step,
            programme=told.programme,
            contract=told.contract,
        )


@dataclass(frozen=True, slots=True)
class Hold:
    """A stop on destroying anything of a contract."""

    contract_id: int
    contract: str
    reason: str
    by_user: str
    at: datetime


def periods(session: Session) -> list[SetPeriod]:
    """Give every period that was ever set, in the order in which they were."""
    table = RetentionRule
    names = _names(session)
    rows = session.scalars(select(table).order_by(table.at, table.step))
    return [
        SetPeriod(
            Period(
                data_class=DataClass(row.data_class),
                months=row.months,
                valid_from=row.valid_from,
                reason=row.reason,
                programme=row.programme,
                contract=names.get(row.contract_id, ""),
            ),
            row.step,
            row.by_user,
            row.at,
        )
        for row in rows
        if row.contract_id == REFERENCE_STREAM or row.contract_id in names
    ]


def rules(session: Session) -> list[Rule]:
    """Give the periods that were set, as the schedule reads them."""
    return [each.rule for each in periods(session)]


def places(session: Session) -> dict[int, Place]:
    """Give every contract that may be seen, by its number, with its last day."""
    return {
        terms.contract_id: Place(terms.reference, terms.programme, terms.last_day)
        for terms in contracts.terms(session)
    }


def holds(session: Session) -> dict[int, Hold]:
    """Give the stops that stand, by the contract's number."""
    names = _names(session)
    table = RetentionHold
    last = {
        row.contract_id: row
        for row in session.scalars(select(table).order_by(table.contract_id, table.step))
    }
    return {
        number: Hold(number, names.get(number, ""), row.reason, row.by_user, row.at)
        for number, row in last.items()
        if row.did == PLACED
    }


def set_period(pen: Pen, period: Period) -> None:
    """Set how long a class is kept, from a day on.

    Raises
    ------
    CallError
        If the caller does not administer, the class is never destroyed, no reason is given, or
        the programme or contract is unknown.
    """
    _refuse(period)
    with doors.publisher(pen.store, pen.principal) as session:
        number = _begin(session, period.contract)
        if period.programme and period.programme not in registers.programmes(session):
            msg = f"There is no programme {period.programme}."
            raise CallError(msg)
        key = {
            "contract_id": number,
            "programme": period.programme,
            "data_class": str(period.data_class),
        }
        table = RetentionRule.__table__
        same = [table.c[name] == value for name, value in key.items()]
        last = session.scalar(select(func.max(table.c.step)).where(*same)) or 0
        values = {"months": period.months, "valid_from": period.valid_from, "step": last + 1}
        said = {"reason": period.reason.strip(), "by_user": pen.principal.login, "at": pen.now}
        session.execute(insert(RetentionRule).values(**key, **values, **said))


def hold(pen: Pen, contract: str, reason: str) -> None:
    """Stop the destruction of anything of a contract, for a case or an inquiry.

    Raises
    ------
    CallError
        If the caller does not administer, no reason is given, or a stop stands already.
    """
    _step(pen, contract, reason, PLACED)


def lift(pen: Pen, contract: str, reason: str) -> None:
    """Let what is due of a contract be destroyed again.

    Raises
    ------
    CallError
        If the caller does not administer, no reason is given, or no stop stands.
    """
    _step(pen, contract, reason, LIFTED)


def _step(pen: Pen, contract: str, reason: str, did: str) -> None:
    _must_say(reason)
    with doors.publisher(pen.store, pen.principal) as session:
        number = _begin(session, contract)
        table = RetentionHold
        last = session.scalars(
            select(table).where(table.contract_id == number).order_by(table.step.desc()).limit(1)
        ).first()
        stands = last is not None and last.did == PLACED
        if stands is (did == PLACED):
            already = "is on hold already" if stands else "is not on hold"
            msg = f"Contract {contract} {already}."
            raise CallError(msg)
        step = 1 if last is None else last.step + 1
        said = {"reason": reason.strip(), "by_user": pen.principal.login, "at": pen.now}
        session.execute(insert(table).values(contract_id=number, step=step, did=did, **said))


def _refuse(period: Period) -> None:
    _must_say(period.reason)
    if period.data_class is DataClass.FIGURES:
        msg = "Monthly figures hold nothing about a person and are always kept."
        raise CallError(msg)
    if period.months is not None and not 0 < period.months <= LONGEST:
        msg = f"A period is 1 to {LONGEST} months, or 'always'."
        raise CallError(msg)
    if period.programme and period.contract:
        msg = "Set a period for a programme or for a contract, not both."
        raise CallError(msg)


def _must_say(reason: str) -> None:
    if not reason.strip():
        msg = "Say why (--reason): it is kept with the schedule and read by whoever reviews it."
        raise CallError(msg)


def _begin(session: Session, contract: str) -> int:
    """Begin to write and lock the contract; refuse whoever does not administer."""
    doors.begin_write(session)
    scope = doors.scope_of(session)
    if not (scope.administers or scope.everything):
        raise NotYoursError(ADMINISTRATORS)
    number = registers.contract_id(session, contract) if contract else REFERENCE_STREAM
    doors.lock(session, [number])
    return number


def _names(session: Session) -> dict[int, str]:
    rows = session.execute(select(Contract.contract_id, Contract.reference))
    return {row.contract_id: row.reference for row in rows}
