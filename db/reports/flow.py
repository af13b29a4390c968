"""Do as many referrals come as were anticipated, and in the mix that was assumed?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from db.publishing.request import CallError
from db.queries import figures, referrals
from db.queries.figures import Level
from db.reports.ground import Ground, grounds, set_in_view
from db.reports.profile import within
from db.reports.view import Report, View
from monitoring import precedence
from monitoring.periods import By
from monitoring.referrals import flow
from monitoring.vocabulary import ALL_CATEGORIES, Source

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from db.queries.contracts import Terms

NAME, MEASURE = "flow", "referrals"
DEFINITIONS = {
    "contract": "the contract's reference",
    "month": "the month of referral, or the first month of the contract's own quarter or year",
    "client_category": "all, mandatory or voluntary",
    "referrals": "how many were referred; null where the source has no figure",
    "anticipated": "how many were expected, over the months that have both figures",
    "anticipated_from": "expected_referrals, or the profile of referrals where none were expected",
    "variance": "referrals less anticipated",
    "share": "referrals over anticipated, a ratio of sums",
    "months_missing": "months with a figure anticipated and none counted",
    "mandatory_share": "share of referrals that are mandatory, of mandatory and voluntary",
    "assumed_share": "the same share of what was anticipated",
    "esa": "whether the period begins before the change to ESA, with its month, or after it",
    "source": "whose figure the referrals are",
    "origin": "returned as a figure, or counted from client rows",
}
COUNTS = ("referrals", "anticipated", "variance", "months_missing")


def report(session: Session, view: View, now: datetime) -> Report:
    """Give referrals beside what was anticipated, for every contract in view that has either.

    Raises
    ------
    CallError
        If it is asked of an arrangement, or names something unknown.
    """
    if view.arrangement:
        msg = "Referral flow is of whole contracts; an arrangement's stands in supply-chain."
        raise CallError(msg)
    by = view.by or By.MONTH
    every = [
        ground for ground in grounds(session, view, now) if MEASURE in ground.programme.by_code
    ]
    parts = [part for ground in every for part in _of(session, ground, view, by)]
    frame = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()
    frame = frame.reindex(columns=list(DEFINITIONS))
    parameters = view.parameters() | {"measure": MEASURE, "by": str(by)}
    if view.contract and every:
        parameters["esa_from"] = _changed(every[0], every[0].contracts[0].contract_id).isoformat()
    return Report(NAME, parameters, view.as_at or now, DEFINITIONS, frame, whole=COUNTS)


def _of(session: Session, ground: Ground, view: View, by: By) -> list[pd.DataFrame]:
    """Give the rows of one programme's contracts."""
    counted = _counted(session, ground, view)
    profiled = _profiled(session, ground, view)
    expected = referrals.expected(session, ground.ids, view.as_at)
    found = []
    for each in ground.contracts:
        own, promised = (
            rows[rows["contract"] == each.reference] for rows in (counted, profiled)
        )
        asked_for = expected[expected["contract_id"] == each.contract_id]
        known = flow.anticipated(asked_for, _one_set(ground, each, view, promised))
        rows = _rows(ground, each, (within(own, view), within(known, view)), by)
        if view.category != ALL_CATEGORIES:
            rows = rows[rows["client_category"] == view.category]
        found.append(rows)
    return [part for part in found if not part.empty]


def _rows(
    ground: Ground, each: Terms, sides: tuple[pd.DataFrame, pd.DataFrame], by: By
) -> pd.DataFrame:
    changed = _changed(ground, each.contract_id)
    rows = flow.against_anticipated(*sides, by, each.starts_on)
    told = {name: rows[name].replace("", None) for name in ("source", "origin")}
    return rows.assign(
        contract=each.reference, esa=flow.beside_cut_over(rows["month"], changed), **told
    )


def _changed(ground: Ground, contract_id: int) -> date:
    """Give the day from which new claims are for ESA."""
    changed = ground.in_force(contract_id, "esa_from")
    assert isinstance(changed, date), "the parameter is a day"  # noqa: S101
    return changed


def _counted(session: Session, ground: Ground, view: View) -> pd.DataFrame:
    """Give the referrals of each month: the Jobcentre's, else the programme's first source."""
    order = [view.source] if view.source else [Source.LMS, *ground.programme.sources]
    parts = []
    for category in flow.CATEGORIES:
        cells = figures.cells(session, ground.ids, [MEASURE], Level(category), view.as_at)
        known = precedence.actuals(cells, order).rename(columns={"actual": "referrals"})
        parts.append(known.assign(client_category=category))
    return pd.concat(parts, ignore_index=True)


def _profiled(session: Session, ground: Ground, view: View) -> pd.DataFrame:
    parts = [
        figures.profiles(session, ground.ids, MEASURE, Level(category), view.as_at).assign(
            client_category=category
        )
        for category in flow.CATEGORIES
    ]
    return pd.concat(parts, ignore_index=True).rename(columns={"profile": "value"})


def _one_set(ground: Ground, each: Terms, view: View, promised: pd.DataFrame) -> pd.DataFrame:
    """Keep the profile of the set the contract is shown against."""
    names = list(promised["set"].unique())
    return promised[promised["set"] == set_in_view(ground, each, view, names)]
