"""Do the contracts' figures add up to the series published of all of them together?

The one report in which contracts are added: over the contracts the reader sees, and it says
whether those are all.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from db import doors
from db.publishing.request import CallError
from db.queries import indicators
from db.queries.figures import Level
from db.reports.ground import Ground, grounds
from db.reports.profile import chosen_actuals, within
from db.reports.view import Report, View
from monitoring import agreement

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from monitoring.programmes import PublishedSeries

NAME = "agreement"
DEFINITIONS = {
    "programme": "the programme whose contracts are added",
    "measure": "the measure",
    "month": "the month",
    "sum": "the figures of the contracts in view added; null where none has one",
    "published": "the figure published of all of them together",
    "difference": "sum less published, in the measure's unit; null unless every contract is seen",
    "difference_share": "the difference over the published figure",
    "contracts_counted": "contracts with a figure",
    "contracts_missing": "contracts running in the month without one",
    "contracts_suppressed": "those of the missing whose figure was hidden because it is small",
    "least": "the lowest difference that rounding and hiding alone could make",
    "most": "the highest",
    "agrees": f"whether the difference is at most {agreement.AGREES_WITHIN:.1%} of the published",
    "explained": "whether the difference lies between least and most",
}
OF_EVERY_CONTRACT = ("difference", "difference_share", "least", "most", "agrees", "explained")
WHOLE = (
    "sum",
    "published",
    "difference",
    "contracts_counted",
    "contracts_missing",
    "contracts_suppressed",
    "least",
    "most",
)


def report(session: Session, view: View, now: datetime) -> Report:
    """Give the sums of the programmes that have a published series, beside it.

    Raises
    ------
    CallError
        If the programme, contract or measure named has no published series, or is unknown.
    """
    view = _of_its_programme(session, view, now)
    found = [
        _months(session, ground, view)
        for ground in grounds(session, replace(view, contract=None), now)
        if _measures(ground, view)
    ]
    if not found and (view.programme or view.measure):
        msg = "There is no published series to hold the contracts' sums against."
        raise CallError(msg)
    rows = pd.concat(found, ignore_index=True) if found else pd.DataFrame()
    every = sees_every_contract(session)
    if not every:  # a part beside the whole: how far they lie apart means nothing
        rows = rows.assign(**dict.fromkeys(OF_EVERY_CONTRACT))
    parameters = view.parameters() | {
        "sees_every_contract": every,
        "contracts": max((part.attrs["contracts"] for part in found), default=0),
    }
    frame = rows.reindex(columns=list(DEFINITIONS))
    return Report(NAME, parameters, view.as_at or now, DEFINITIONS, frame, whole=WHOLE)


def _of_its_programme(session: Session, view: View, now: datetime) -> View:
    """Give the view of the whole programme of the contract it names, if it names one."""
    if view.contract is None:
        return view
    own = [ground.programme.code for ground in grounds(session, view, now)]
    return replace(view, programme=own[0]) if own else view


def sees_every_contract(session: Session) -> bool:
    """Say whether a role of the reader's is held over every contract there is."""
    scope = doors.scope_of(session)
    return scope.everything or any(held.contract_id is None for held in scope.senders)


def _measures(ground: Ground, view: View) -> Sequence[str]:
    """Give the counts of the programme that a series is published of: those asked for, else all."""
    series = ground.programme.published
    if series is None:
        return ()
    wanted = ground.measure.counts if view.measure else tuple(series.indicators)
    return [code for code in wanted if code in series.indicators]


def _months(session: Session, ground: Ground, view: View) -> pd.DataFrame:
    """Give the rows of one programme, its measures in the order of its series."""
    series = ground.programme.published
    assert series is not None, "programmes without a series are left out"  # noqa: S101
    codes = _measures(ground, view)
    actuals = chosen_actuals(session, ground, view, Level(), codes)
    published = _published(session, series, codes, view)
    made = within(agreement.against_published(actuals, _spans(ground), published, series), view)
    rows = pd.concat([made[made["measure"] == code] for code in codes], ignore_index=True)
    rows.attrs["contracts"] = len(ground.contracts)
    return rows.assign(programme=ground.programme.code)


def _published(
    session: Session, series: PublishedSeries, codes: Sequence[str], view: View
) -> pd.DataFrame:
    """Give the published figures by measure and month."""
    measures = {series.indicators[code]: code for code in codes}
    known = indicators.series(session, series.district, measures, view.as_at)
    named = {"indicator": "measure", "value": "published"}
    return known.replace({"indicator": measures}).rename(columns=named)


def _spans(ground: Ground) -> pd.DataFrame:
    return pd.DataFrame(
        [(each.reference, each.first_month, each.last_month) for each in ground.contracts],
        columns=["contract", "first", "last"],
    )
