"""How is something written down about a contract: a note, a step of an action, a meeting?

Each is one row in one transaction, numbered within its contract, and read by its audience alone.
Nothing is ever changed: what goes on gets another step.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select

from db import doors, registers
from db.publishing.request import NotYoursError, refuse_identifiers
from monitoring.audiences import READERS, WORDS, Audience, open_to

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from db.models import Base
    from db.scope import Principal
    from db.store import Store

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Pen:
    """Who writes, into which store, and at what moment."""

    store: Store
    principal: Principal
    now: datetime


@dataclass(frozen=True, slots=True)
class Place:
    """Which contract something is about, and who may read it."""

    contract: str
    audience: Audience
    arrangement: str = ""


def add(pen: Pen, model: type[Base], number: str, place: Place, values: Values) -> int:
    """Write one row of its own; give the number it got within its contract.

    Parameters
    ----------
    pen, place
        Who writes, and about what for whom.
    model, number
        The table, and its column that numbers rows within a contract.
    values
        The other columns.

    Raises
    ------
    CallError
        If the contract is not the writer's, or the writer would not be among the readers.
    """
    with doors.publisher(pen.store, pen.principal) as session:
        contract_id = begin(session, place)
        column = model.__table__.c[number]
        given = _next(session, model, column, {"contract_id": contract_id})
        write(session, model, pen, place, {**values, "contract_id": contract_id, number: given})
        return given


def follow(
    pen: Pen,
    model: type[Base],
    key: Values,
    place: Place,
    values: Callable[[Session, Any], Values],
) -> int:
    """Write the next step of something; give the step's number, 1 for the first.

    Parameters
    ----------
    pen, place
        Who writes, and about what for whom.
    model, key
        The table, and the columns beside the contract that say what the step belongs to.
    values
        Gives the other columns from the last step (None for the first); it may refuse by raising
        ``CallError``.

    Raises
    ------
    CallError
        If the contract is not the writer's, the writer would not be among the readers, or a step
        came first that the writer may not read.
    """
    with doors.publisher(pen.store, pen.principal) as session:
        contract_id = begin(session, place)
        whole = {"contract_id": contract_id, **key}
        last = last_step(session, model, whole)
        if last is not None:
            refuse_strangers(session, last)
        step = 1 if last is None else last.step + 1
        write(session, model, pen, place, {**values(session, last), **whole, "step": step})
        return step


def begin(session: Session, place: Place) -> int:
    """Begin to write about a contract; refuse whoever would not be among the readers."""
    doors.begin_write(session)
    contract_id = registers.contract_id(session, place.contract)
    sides = doors.scope_of(session).writes_for(contract_id, place.arrangement)
    if not sides:
        _unknown(place.contract)
    if not READERS[place.audience].intersection(sides):
        known = ", ".join(WORDS[one] for side in sides for one in open_to(side))
        msg = f"You cannot write what you could not read. Choose who reads it: {known}."
        raise NotYoursError(msg)
    doors.lock(session, [contract_id])
    return contract_id


def refuse_strangers(session: Session, row: Any) -> None:  # noqa: ANN401 - a row of any of them
    """Refuse whoever may not read a row, in the words for what is unknown."""
    sides = doors.scope_of(session).sides(row.contract_id, row.arrangement)
    if not READERS[Audience(row.audience)].intersection(sides):
        msg = "There is nothing of this number here, or it is not yours."
        raise NotYoursError(msg)


def last_step(session: Session, model: type[Base], key: Values) -> Any:  # noqa: ANN401 - a row of any of them
    """Give the last step of something, whoever may read it; None where there is none."""
    table = model.__table__
    return session.execute(
        select(table)
        .where(*(table.c[name] == value for name, value in key.items()))
        .order_by(table.c.step.desc())
        .limit(1)
    ).one_or_none()


def _next(session: Session, model: type[Base], column: Any, within: Values) -> int:  # noqa: ANN401 - a column of any of them
    table = model.__table__
    highest = session.scalar(
        select(func.max(column)).where(*(table.c[name] == value for name, value in within.items()))
    )
    return (highest or 0) + 1


def next_number(session: Session, model: type[Base], number: str, contract_id: int) -> int:
    """Give the next number of a table within a contract whose lock is held."""
    return _next(session, model, model.__table__.c[number], {"contract_id": contract_id})


def write(
    session: Session, model: type[Base], pen: Pen, place: Place, values: Values
) -> None:
    """Write one row about a contract that ``begin`` has locked: who, when and for whom, and all.

    Raises
    ------
    CallError
        If a sentence of it holds a national insurance number or a postcode.
    """
    write_all(session, model, pen, place, [values])


def write_all(
    session: Session, model: type[Base], pen: Pen, place: Place, rows: Sequence[Values]
) -> None:
    """Write several rows about one contract as one, in the same way."""
    refuse_identifiers(*{one for row in rows for one in row.values() if isinstance(one, str)})
    sides = doors.scope_of(session).sides(rows[0]["contract_id"], place.arrangement)
    written = {
        "by_user": pen.principal.login,
        "by_name": pen.principal.name,
        "by_side": sides[0] if len(sides) == 1 else "",
        "at": pen.now,
        "audience": place.audience,
        "arrangement": place.arrangement,
    }
    blanks = _blanks(model)
    session.execute(insert(model), [blanks | written | row for row in rows])


def _blanks(model: type[Base]) -> Values:
    """Give the columns that are blank unless said: bulk inserts know no defaults of the mapper."""
    return {
        column.name: column.default.arg if column.default is not None else None
        for column in model.__table__.columns
        if column.default is not None or column.nullable
    }


def _unknown(contract: str) -> None:
    msg = f"Contract {contract} is not known, or is not yours."
    raise NotYoursError(msg)
