"""What did the bid assume, and what do the contract's returns say to date?"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from db import doors, registers, writing
from db.models import Assumption as Row
from db.publishing.request import CallError, NotYoursError
from db.queries import figures
from db.queries.figures import Level
from db.reports.ground import grounds
from db.reports.profile import chosen_actuals
from db.reports.view import View
from db.variations import NOT_YOURS, binds
from db.writing import Pen, Place
from monitoring import assumptions, periods
from monitoring.assumptions import CONVERSION, READINESS, Assumption, Experience, Line
from monitoring.audiences import Audience
from monitoring.vocabulary import Origin

if TYPE_CHECKING:
    from datetime import datetime

    import pandas as pd
    from sqlalchemy.orm import Session

    from db.reports.ground import Ground

ROWS = Row.__table__


def write(pen: Pen, contract: str, assumed: Assumption) -> int:
    """Write down what the bid assumed; the department and the provider read it.

    Raises
    ------
    CallError
        If the contract is not the writer's to speak for, or the value cannot be.
    """
    said = assumptions.refusal(assumed.code, assumed.band, assumed.value)
    if said:
        raise CallError(said)

    def values(session: Session, _last: Any) -> dict[str, Any]:  # noqa: ANN401 - as ``follow`` gives it
        if not binds(doors.scope_of(session), registers.contract_id(session, contract)):
            raise NotYoursError(NOT_YOURS)
        return {"value": assumed.value, "origin": assumed.origin}

    key = {"code": assumed.code, "category": assumed.category, "band": assumed.band}
    return writing.follow(pen, Row, key, Place(contract, Audience.SHARED), values)


def of_contract(session: Session, contract: str) -> list[Assumption]:
    """Give what the bid of a contract assumed: the last said of each thing."""
    number = registers.contract_id(session, contract)
    rows = session.execute(
        select(ROWS)
        .where(ROWS.c.contract_id == number)
        .order_by(ROWS.c.code, ROWS.c.category, ROWS.c.band, ROWS.c.step)
    )
    standing = {
        (row.code, row.category, row.band): Assumption(
            row.code, row.category, row.band, row.value, row.origin, row.by_user, row.at, row.step
        )
        for row in rows
    }
    return sorted(standing.values(), key=assumptions.order)


def beside_experience(
    session: Session, contract: str, now: datetime, as_at: datetime | None = None
) -> list[Line]:
    """Give every assumption beside what the returns say to date."""
    assumed = of_contract(session, contract)
    found = grounds(session, View(contract=contract, as_at=as_at), now)
    if not found:
        return []
    return [
        assumptions.line(each, _experience(session, found[0], each, as_at)) for each in assumed
    ]


def _experience(
    session: Session, ground: Ground, assumed: Assumption, as_at: datetime | None
) -> Experience:
    view = View(category=assumed.category, as_at=as_at)
    if assumed.code == READINESS:
        return _bands(session, ground, assumed, as_at)
    if assumed.code == CONVERSION:
        starts = _actuals(session, ground, view, "starts")
        jobs = _actuals(session, ground, view, "job_outcomes")
        both = starts.merge(jobs, on=["contract", "month"], suffixes=("_starts", "_jobs")).dropna(
            subset=["actual_starts", "actual_jobs"]
        )
        return Experience(both["actual_jobs"].sum(min_count=1), both["actual_starts"].sum())
    months = _actuals(session, ground, view, assumed.code)["actual"].dropna()
    terms = ground.contracts[0]
    in_all = (
        len(periods.months_of(terms.first_month, terms.last_month)) if terms.last_month else 0
    )
    return Experience(months.sum(min_count=1), math.nan, len(months), in_all)


def _actuals(session: Session, ground: Ground, view: View, code: str) -> pd.DataFrame:
    if code not in ground.programme.by_code:
        msg = f"Programme {ground.programme.code} does not measure {code}."
        raise CallError(msg)
    own = replace(ground, measure=ground.programme.measure(code))
    return chosen_actuals(session, own, view, Level(view.category))


def _bands(
    session: Session, ground: Ground, assumed: Assumption, as_at: datetime | None
) -> Experience:
    """Count starters by the band of their latest rating, over those whose rating means one."""
    counts = {}
    for band in assumptions.BANDS:
        level = Level(assumed.category, band=band)
        cells = figures.cells(session, ground.ids, ["starts"], level, as_at)
        own = cells[cells["origin"] == Origin.COUNTED.value]
        counts[band] = own["value"].sum(min_count=1)
    known = [each for each in counts.values() if not math.isnan(each)]
    return Experience(counts[assumed.band], sum(known) if known else math.nan)
