"""What is known now of the contracts in view, and what was when the person last looked?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from db import reasons
from db.queries import figures, held
from db.queries.figures import Level
from db.queries.governance import promised
from db.queries.handed_back import handed_back
from db.reports import portfolio
from db.reports.ground import Ground, grounds
from db.reports.profile import chosen_actuals, one_set_each
from monitoring import promises, standards, targets
from monitoring.frames import RESTATED
from monitoring.needs import Situation
from monitoring.portfolio import told_apart

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from db.reports.view import View


def situation(
    session: Session, view: View, now: datetime, since: datetime | None
) -> Situation | None:
    """Give what the sentences of *what needs you* are made from; None when no contract is in view.

    Parameters
    ----------
    session
        A session that reads what the person may see.
    view
        Names the programme; its measure, set and as-at hold for the figures.
    now
        This moment.
    since
        When the person last looked; None on a first visit.
    """
    ground = next(iter(grounds(session, view, now)), None)
    if ground is None:
        return None
    rows = portfolio.report(session, view, now).frame
    named = {each.contract_id: each.reference for each in ground.contracts}
    old = replace(view, as_at=since)
    return Situation(
        told_apart(rows),
        ground.measure,
        ground.programme.by_code,
        before=told_apart(portfolio.report(session, old, now).frame) if since else None,
        owed=portfolio.returns_owed(session, ground),
        held=held.rows_held(session, ground.ids, view.as_at),
        restated=_restated(session, ground, view, since) if since else RESTATED.empty(),
        due=[
            each
            for one in promised(session, ground, view.as_at).values()
            for each in promises.due(one, ground.working_date)
        ],
        reasons=reasons.awaited_of(session, ground),
        substandard=_substandard(session, ground, view),
        handed=handed_back(session, named),
    )


def _substandard(session: Session, ground: Ground, view: View) -> pd.DataFrame:
    """Give the contracts below the level a rate of the programme is held to."""
    rates = [replace(ground, measure=each) for each in ground.programme.measures if each.is_rate]
    found = [each for own in rates if len(each := _below(session, own, view))]
    return pd.concat(found, ignore_index=True) if found else standards.nothing()


def _below(session: Session, ground: Ground, view: View) -> pd.DataFrame:
    measure, level = ground.measure, Level(view.category, view.arrangement)
    profile = figures.profiles(session, ground.ids, measure.profile_code, level, view.as_at)
    mine = one_set_each(ground, view, profile)
    if mine.empty:
        return standards.nothing()
    actuals = chosen_actuals(session, ground, view, level)
    held = mine.rename(columns={"profile": "target"})
    months = targets.against_target(targets.counts_of(actuals, measure), held)
    known = ground.programme.standard(measure.code)
    return standards.below(months, measure, ground.last_due, known.target if known else None)


def _restated(session: Session, ground: Ground, view: View, since: datetime) -> pd.DataFrame:
    """Give the figures of closed months that moved since: the frame RESTATED."""
    named = [ground.programme.headline, *ground.programme.journey]
    codes = [count for code in named for count in ground.programme.measure(code).counts]
    level = Level(view.category, view.arrangement)
    keys = ["contract", "month", "measure"]
    after = chosen_actuals(session, ground, view, level, codes)
    before = chosen_actuals(session, ground, replace(view, as_at=since), level, codes)
    both = before.merge(after, on=keys, suffixes=("_before", "_after"))
    closed = ~ground.provisional(both)
    moved = both["actual_before"].notna() & (both["actual_before"] != both["actual_after"])
    found = both[moved & closed]
    told = found[keys].assign(before=found["actual_before"], after=found["actual_after"])
    return RESTATED.check(told)
