"""Who are the clients of a contract: need, benefit, age and readiness when they started?

To who sees the contract's clients exactly, by month or in all. To everybody else in all only, as
last given (``monitoring.disclosure.released``), with small counts hidden.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from db import doors
from db.publishing.request import CallError
from db.queries import client_mix as queries
from db.queries.knowledge import LONDON
from db.reports import breakdowns
from db.reports.ground import Ground, grounds
from db.reports.profile import within
from db.reports.view import Report, View
from monitoring import client_mix
from monitoring.disclosure import Hidden
from monitoring.periods import By
from monitoring.rates import share
from monitoring.vocabulary import ALL_CATEGORIES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy.orm import Session

    from db.queries.contracts import Terms
    from db.reports.breakdowns import SmallNumbers
    from monitoring.client_mix import Given

NAME = "mix"
DEFINITIONS = {
    "contract": "the contract's reference",
    "month": "the month of the start; null for all months together",
    "dimension": "what clients are told apart by: need, benefit, months on benefit, age, readiness",
    "value": "the need, benefit, band or other value; a client with two needs counts under both",
    "starts": "starts of clients with the value; null where hidden, which is not 0",
    "recorded": "starts whose client has the dimension on record at all",
    "share": "starts over recorded; null where either is hidden",
    "shown": "the count as it is shown: the number, a mark such as <5, or suppressed",
    "reason": "why a count is hidden; null where it is shown",
    "known_on": "the day the counts were given as of, where they are not given anew each time",
}
WHOLE = ("starts", "recorded")
RULE = (
    "Outside the roles that see clients, counts are of all months and clients together, those "
    "under the limit are hidden with what they could be worked out from, and a breakdown is given "
    "anew only when half as many people again are on record."
)


def report(session: Session, view: View, now: datetime) -> Report:
    """Give the client mix of every contract in view that has starts.

    Raises
    ------
    CallError
        If it is asked by quarter, year or arrangement, or names something unknown.
    """
    by_month = _by_month(view)
    found, sighted, limits = [], [], []
    with queries.counting(session) as counting:
        for ground, each in with_starts(session, counting, view, now):
            rule = breakdowns.rule_for(session, ground, each.contract_id)
            if rule is None:
                sighted.append(each.reference)
                part = _exact(counting, each.contract_id, view, by_month=by_month)
            else:
                limits.append(rule.limit)
                part = hidden(counting, each.contract_id, view, rule)
            found.append(part.assign(contract=each.reference))
    kept = [part for part in found if not part.empty]
    frame = pd.concat(kept, ignore_index=True) if kept else pd.DataFrame()
    parameters = view.parameters() | {
        "by": str(By.MONTH if by_month else By.TOTAL),
        "sees_clients_of": sighted,
        "hidden_under": min(limits, default=None),
        "rule": RULE if limits else None,
    }
    frame = frame.reindex(columns=list(DEFINITIONS))
    return Report(NAME, parameters, view.as_at or now, DEFINITIONS, frame, whole=WHOLE)


def with_starts(
    session: Session, counting: Session, view: View, now: datetime
) -> Iterator[tuple[Ground, Terms]]:
    """Give the contracts in view that the reader sees whole and that have starts."""
    scope = doors.scope_of(session)
    for ground in grounds(session, view, now):
        mine = queries.with_starts(counting, ground.ids)
        for each in ground.contracts:
            if each.contract_id in mine and scope.sees_whole(each.contract_id):
                yield ground, each


def _by_month(view: View) -> bool:
    if view.by not in {None, By.MONTH, By.TOTAL}:
        msg = "The client mix is given by month or in all. Use --by month or --by total."
        raise CallError(msg)
    if view.arrangement:
        msg = "The client mix is of whole contracts. Leave the arrangement out."
        raise CallError(msg)
    return view.by is By.MONTH


def _exact(counting: Session, number: int, view: View, *, by_month: bool) -> pd.DataFrame:
    """Give the counts in full, to who sees the clients they are of."""
    people = client_mix.told(queries.rows(counting, number, view.as_at, history=False))
    if view.category != ALL_CATEGORIES:
        people = people[people["category"] == view.category]
    rows = client_mix.breakdown(within(people, view), by_month=by_month)
    shown = [f"{count:,}" for count in rows["starts"]]
    return rows.assign(shown=shown, reason=None, known_on=None)


def hidden(counting: Session, number: int, view: View, rule: SmallNumbers) -> pd.DataFrame:
    """Give the counts last given to who sees no clients: of everybody, whatever was asked."""
    if view.category != ALL_CATEGORIES or view.first or view.last:
        return pd.DataFrame()  # a part beside the whole would tell the rest
    rows = queries.rows(counting, number, view.as_at, history=True)
    instants = queries.instants(counting, number)
    lines = [_line(each, rule, instants) for each in client_mix.given(rows, rule.limit)]
    return pd.DataFrame(lines)


def _line(each: Given, rule: SmallNumbers, instants: dict[int, datetime]) -> dict[str, Any]:
    """Give one row as it is shown; what is hidden is nowhere in it."""
    known = instants.get(each.since) if each.since is not None else None
    recorded = breakdowns.rounded(each.recorded, rule.to) if each.recorded else None
    line: dict[str, Any] = {
        "month": pd.NaT,
        "dimension": str(each.dimension),
        "value": each.value,
        "starts": None,
        "recorded": recorded,
        "share": None,
        "shown": breakdowns.label(each.hidden, rule.limit),
        "reason": breakdowns.reason(each.hidden, rule.limit),
        "known_on": known.astimezone(LONDON).date().isoformat() if known else None,
    }
    if each.hidden is not Hidden.NO:
        return line
    count = breakdowns.rounded(each.count, rule.to)
    return line | {
        "starts": count, "share": share(count, recorded or 0), "shown": f"{count:,}",
    }  # fmt: skip
