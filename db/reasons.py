"""Which months ask the provider for a reason, and what was given?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from db import doors, registers, writing
from db.models import Contract, Note
from db.publishing.request import CallError, NotYoursError
from db.queries import figures
from db.queries.figures import Level
from db.reports.profile import chosen_actuals, one_set_each
from db.reports.view import View
from db.writing import Pen, Place
from monitoring import profiles, reasons
from monitoring.audiences import Audience
from monitoring.reasons import ASKED, CODE, CODES, Reason

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    import pandas as pd
    from sqlalchemy.orm import Session

    from db.reports.ground import Ground

NOTES = Note.__table__
KIND = "reason"


def below(ground: Ground) -> dict[str, float]:
    """Give the share of profile under which each contract asks for a reason."""
    return {
        each.reference: float(str(ground.in_force(each.contract_id, CODE)))
        for each in ground.contracts
    }


def asked(session: Session, ground: Ground, as_at: datetime | None = None) -> pd.DataFrame:
    """Give the months of some contracts that ask for a reason, given or not: the frame ASKED.

    Of the measure in view, against the set each contract is watched against; no rate or level asks.
    """
    measure = ground.measure
    if measure.is_rate or measure.stock:
        return ASKED.empty()
    view = View(as_at=as_at)
    profile = figures.profiles(session, ground.ids, measure.profile_code, Level(), as_at)
    actuals = chosen_actuals(session, ground, view, Level())
    months = profiles.against_profiles(
        one_set_each(ground, view, profile), actuals, until=ground.last_due
    )
    had = {
        (one.contract, one.month)
        for one in given(session, ground.ids, as_at)
        if one.measure == measure.code
    }
    return reasons.asked(months.assign(measure=measure.code), below(ground), had)


def awaited_of(session: Session, ground: Ground) -> pd.DataFrame:
    """Give the months for which the reader owes a reason, of the programme's headline measure."""
    mine = tuple(each for each in ground.contracts if may_give(session, each.contract_id))
    own = replace(
        ground,
        measure=ground.programme.measure(ground.programme.headline),
        contracts=() if doors.scope_of(session).everything else mine,
    )
    return reasons.open_ones(asked(session, own)) if own.contracts else ASKED.empty()


def given(session: Session, ids: Sequence[int], as_at: datetime | None = None) -> list[Reason]:
    """Give the reason that stands for each month: the last one given."""
    query = (
        select(Contract.reference, NOTES)
        .join(Contract, Contract.contract_id == NOTES.c.contract_id)
        .where(NOTES.c.contract_id.in_(ids), NOTES.c.kind == KIND)
        .order_by(NOTES.c.contract_id, NOTES.c.note_id)
    )
    if as_at is not None:
        query = query.where(NOTES.c.at <= as_at)
    standing: dict[tuple[str, str, date], Reason] = {}
    for row in session.execute(query):
        said = Reason(
            row.note_id, row.reference, row.measure, row.month, row.reason, row.text,
            row.by_user, row.at,
        )
        standing[row.reference, row.measure, row.month] = said
    return list(standing.values())


@dataclass(frozen=True, slots=True)
class Given:
    """A reason for some months of a measure: a code of the list, and a sentence."""

    contract: str
    measure: str
    months: tuple[date, ...]
    code: str
    text: str


def give(pen: Pen, reason: Given) -> list[int]:
    """Give one reason for some months; the department and the provider read it.

    Raises
    ------
    CallError
        If it has no code of the list or no words, or the contract is not the giver's to answer for.
    """
    if reason.code not in CODES:
        msg = f"Choose a reason: {', '.join(CODES)}."
        raise CallError(msg)
    if not reason.text.strip() or not reason.months:
        msg = "Choose the months, and say in a sentence what happened."
        raise CallError(msg)
    with doors.scoped_session(pen.store, pen.principal) as session:
        number = registers.contract_id(session, reason.contract)
        if not may_give(session, number):
            msg = "The provider gives the reason for a month. You can write a note instead."
            raise NotYoursError(msg)
        standing = given(session, [number])
    known = {one.month: one.note_id for one in standing if one.measure == reason.measure}
    place = Place(reason.contract, Audience.SHARED)
    said = {
        "kind": KIND, "measure": reason.measure, "reason": reason.code, "text": reason.text.strip(),
    }
    return [
        writing.add(pen, Note, "note_id", place, {**said, "month": one, "replaces": known.get(one)})
        for one in reason.months
    ]


def may_give(session: Session, contract_id: int) -> bool:
    """Say whether the reader answers for the provider of a contract."""
    return doors.scope_of(session).may_send("monthly_return", "provider_mi", contract_id)
