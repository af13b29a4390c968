"""What else do two records tell: match rates, timing, likely pairs, and leavers still carried?"""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING, Any

import pandas as pd

from db.queries import reconciling, worklist
from db.reports import reconciled
from db.reports.view import Report, View
from monitoring import periods, reconciliation
from monitoring.reconciliation import SIDES, ByDay, Difference

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from db.reports.reconciled import Compared

RATES, TIMING, LIKELY, LEAVERS = "match-rate", "timing", "likely-pairs", "leavers"
COMPARED = (
    ("referrals:lms", "starts:provider_mi"),
    ("claims:provider_mi", "claims:payments"),
    ("exits:bdc", "exits:provider_mi"),
)
"""What is held against what where no two records are named."""

CONTRACT = {"contract": "the contract's reference"}
RATES_SAID = CONTRACT | {
    "prime": "the prime provider",
    "left": "the left record",
    "right": "the right record",
    "month": "the month of the left row, else of the right",
    "matched": "keys in both records",
    "union": "keys in either, but for those the other record never holds",
    "match_rate": "matched over union",
    "unexplained": "keys missing on one side for no reason found, both ways added",
    "unexplained_rate": "unexplained over union",
}
TIMING_SAID = CONTRACT | {
    "basis": "event: by the day it happened; report: by the month each record came to hold it",
    "month": "the month",
    "left": "rows of the left record",
    "right": "rows of the right record",
    "gap": "the left less the right",
    "timing": "of the gap, pairs whose rows are of different months; over all months nought",
    "rest": "the gap that is left",
}
LIKELY_SAID = CONTRACT | {
    "left_ref": "the reference in the left record",
    "right_ref": "the reference in the right record",
    "left": "the day of the left row",
    "right": "the day of the right row",
    "days_apart": "the right day less the left",
    "reason": "in what way the references nearly agree; a person decides whether they are one",
}
LEAVERS_SAID = CONTRACT | {
    "client_ref": "the client's case reference",
    "left": "the day the benefit centre says the client left",
    "reason": "why, as it says",
    "referred": "the day of referral, as the provider has it",
    "started": "the day of the start",
    "days_since": "days since the client left, to the working date",
}


def match_rate(session: Session, view: View, now: datetime) -> Report:
    """Give the match rate of every contract, pair of records and month."""
    named = (view.left, view.right) != (None, None)
    parts = [
        _by_month(one)
        for left, right in ([(view.left, view.right)] if named else COMPARED)
        for one in reconciled.in_view(session, replace(view, left=left, right=right), now)
        if not one.rows.empty
    ]
    return _report(RATES, RATES_SAID, parts, view, now, ("matched", "union", "unexplained"))


def _by_month(one: Compared) -> pd.DataFrame:
    """Give the months of one comparison, with the records and the provider it is of."""
    rows = one.rows[one.rows["on"].notna()]
    rows = rows.assign(month=periods.months_at(periods.ordinals(rows["on"])))
    found = reconciliation.trend(rows, ["month"])
    left, right = one.sides
    return found.assign(
        contract=one.terms.reference, prime=one.terms.prime, left=left.name, right=right.name
    )


def timing(session: Session, view: View, now: datetime) -> Report:
    """Give how much of each month's gap is timing, by event and by report."""
    parts = []
    for one, by in product(reconciled.in_view(session, view, now), ByDay):
        told = reconciliation.gaps(one.rows, one.left, one.right, by)
        parts.append(told.assign(contract=one.terms.reference, basis=str(by)))
    whole = ("left", "right", "gap", "timing", "rest")
    return _report(TIMING, TIMING_SAID, parts, view, now, whole)


def likely_pairs(session: Session, view: View, now: datetime) -> Report:
    """Give the rows alone whose references nearly agree, to who sees the clients."""
    parts = []
    for one in reconciled.in_view(session, view, now, sighted=True):
        named = reconciling.references(session, one.terms.contract_id)
        found = reconciliation.proposals(
            _alone(one, Difference.LEFT_ONLY, one.left, named),
            _alone(one, Difference.RIGHT_ONLY, one.right, named),
        )
        found = found[~_refused(session, one, view, found)]
        told = {"left": _days(found["left_on"]), "right": _days(found["right_on"])}
        reason = found["likeness"].astype("str")
        outcome = max(map(str, one.rows["outcome"].unique()), default="")  # they have one, or none
        found = found.assign(contract=one.terms.reference, reason=reason, **told)
        parts.append(found.assign(outcome=outcome))
    return _report(LIKELY, LIKELY_SAID, parts, view, now, ("days_apart",))


def _refused(
    session: Session, one: Compared, view: View, found: pd.DataFrame
) -> pd.Series[bool]:
    """Say which proposals somebody has refused: they are not made again."""
    left, right = (side.name for side in one.sides)
    said = worklist.refused_pairs(session, one.terms.contract_id, left, right, view.as_at)
    pairs = zip(found["left_client"], found["right_client"], found["left_on"].dt.date, strict=True)
    refused = set(said.itertuples(index=False, name=None))
    return pd.Series([pair in refused for pair in pairs], index=found.index, dtype=bool)


def _alone(
    one: Compared, difference: Difference, side: pd.DataFrame, named: dict[int, str]
) -> pd.DataFrame:
    """Give the rows of a side that stand alone for no reason found, with their references."""
    rows = one.rows[one.rows["difference"].eq(difference)]
    at = rows["left_at" if difference is Difference.LEFT_ONLY else "right_at"].to_numpy()
    found = side.iloc[at][["client_id", "on", "status"]].reset_index(drop=True)
    found = found.assign(reference=found["client_id"].map(named).fillna(""))
    return found[found["reference"].ne("")].drop_duplicates(["client_id", "on"])


def leavers(session: Session, view: View, now: datetime) -> Report:
    """Give the leavers the benefit centre told of whom the provider still carries."""
    bdc, mine = SIDES["exits:bdc"], SIDES["exits:provider_mi"]
    asked = replace(view, left=bdc.name, right=mine.name)
    parts = []
    for one in reconciled.in_view(session, asked, now, sighted=True):
        wanted = reconciling.Wanted(one.terms.contract_id, "", view.as_at)
        starts = reconciling.states(session, wanted)
        today = pd.Timestamp(one.ground.working_date)
        found = reconciliation.still_carried(one.left, starts, one.right, today)
        found = reconciled.of_months(found.assign(on=found["left_on"]), view.first, view.last)
        days = {"left": "left_on", "referred": "referred_on", "started": "started_on"}
        told: dict[str, Any] = {name: _days(found[column]) for name, column in days.items()}
        named = reconciling.references(session, one.terms.contract_id)
        client = found["client_id"].map(named)
        reason = found["reason"].astype("str")
        parts.append(
            found.assign(contract=one.terms.reference, client_ref=client, reason=reason, **told)
        )
    return _report(LEAVERS, LEAVERS_SAID, parts, asked, now, ("days_since",))


def _days(column: pd.Series[Any]) -> Any:  # noqa: ANN401 - a column of text and blanks
    return column.dt.strftime("%Y-%m-%d").astype("object").where(column.notna(), None)


def _report(  # noqa: PLR0913, PLR0917 - what every report is made of
    name: str,
    said: dict[str, str],
    parts: list[pd.DataFrame],
    view: View,
    now: datetime,
    whole: tuple[str, ...],
) -> Report:
    """Give the rows of all contracts under the report's columns, contracts in their order."""
    rows = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=list(said))
    rows = rows.sort_values("contract", kind="stable", ignore_index=True)
    frame = rows.reindex(columns=list(said))
    own = {} if name == RATES else {
        "left": view.left or reconciliation.LEFT, "right": view.right or reconciliation.RIGHT
    }  # fmt: skip
    parameters = view.parameters() | own
    return Report(name, parameters, view.as_at or now, said, frame, whole=whole, months=rows)
