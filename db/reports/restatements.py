"""Which figures moved after their month closed, by how much, by which submission and when?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from db.queries import restatements as queries
from db.queries.figures import Level
from db.reports.ground import CLOSING, Ground, grounds
from db.reports.profile import within
from db.reports.view import Report, View
from monitoring import periods, restatements
from monitoring.restatements import CLOSINGS

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

NAME = "restatements"
OF_BOTH = {
    "contract": "the contract's reference",
    "month": "the month, which had closed",
    "measure": "the measure",
    "source": "who the figure comes from",
    "origin": "returned as a figure, or counted from client rows",
}
BROUGHT = {
    "submission": "the submission that moved it last; null where a change of rule did",
    "when": "when that was published",
    "what": "what was published",
}
DEFINITIONS = {
    **OF_BOTH,
    "as_closed": "the figure when the month closed, or the first that came where it came later",
    "now": "the figure that stands; null where it was taken away",
    "difference": "now less as closed, in the measure's unit",
    "steps": "how often it moved since",
    **BROUGHT,
}
IN_STEPS = {
    **OF_BOTH,
    "step": "which change since the month closed it is",
    "before": "the last figure known before it",
    "after": "the figure after it; null where it was taken away",
    "difference": "after less before; the differences of a figure add up to now less as closed",
    **BROUGHT,
}
FIGURES = ("as_closed", "now", "difference", "steps", "step", "before", "after", "submission")


def report(session: Session, view: View, now: datetime) -> Report:
    """Give one row a figure that moved; with ``--detail`` one row a change."""
    meaning = IN_STEPS if view.detail else DEFINITIONS
    found = [_moved(session, ground, view) for ground in grounds(session, view, now)]
    rows = [each for each in found if len(each)]
    frame = pd.concat(rows, ignore_index=True) if rows else pd.DataFrame()
    frame = frame.reindex(columns=list(meaning))
    if len(frame):
        order = ["contract", "month", "measure", "source", "origin", *(["step"] * view.detail)]
        frame = frame.sort_values(order, ignore_index=True)
    whole = tuple(name for name in FIGURES if name in meaning)
    return Report(NAME, view.parameters(), view.as_at or now, meaning, frame, whole=whole)


def _moved(session: Session, ground: Ground, view: View) -> pd.DataFrame:
    """Give what moved in the contracts of one programme."""
    named = {each.contract_id: each.reference for each in ground.contracts}
    codes = [view.measure] if view.measure else [each.code for each in ground.programme.measures]
    counts = {code for each in codes for code in ground.programme.measure(each).counts}
    publications = queries.publications(session, named, view.as_at)
    versions = _known(
        queries.versions(session, named, counts, Level(view.category, view.arrangement)),
        publications,
    )
    if view.source is not None:
        versions = versions[versions["source"] == str(view.source)]
    closings = closings_of(session, ground, within(versions, view), publications)
    steps = restatements.steps(within(versions, view), closings)
    rows = steps if view.detail else restatements.figures(steps)
    return restatements.with_publications(rows, publications)


def _known(versions: pd.DataFrame, publications: pd.DataFrame) -> pd.DataFrame:
    """Leave out what was not known by the last of the publications of its contract."""
    last = publications.sort_values("number").drop_duplicates("contract", keep="last")
    numbers = dict(zip(last["contract"], last["number"], strict=True))
    until = versions["contract"].map(numbers).astype("float64")
    kept = versions[versions["known_from"] <= until]
    open_then = kept["known_to"] > until[kept.index]
    return kept.assign(known_to=kept["known_to"].where(~open_then))


def closings_of(
    session: Session, ground: Ground, versions: pd.DataFrame, publications: pd.DataFrame
) -> pd.DataFrame:
    """Give the months that have closed, each with the last publication before: CLOSINGS.

    A month closes by hand, or else its days after the return fell due.
    """
    named = {each.contract_id: each.reference for each in ground.contracts}
    by_hand = queries.closed_by_hand(session, named)
    days = {
        each.reference: [ground.whole(each.contract_id, code) for code in CLOSING]
        for each in ground.contracts
    }
    rows = []
    for contract, month in set(zip(versions["contract"], versions["month"], strict=True)):
        own = publications[publications["contract"] == contract]
        closes = periods.closes_on(month.date(), *days[contract])
        hand = by_hand.get((contract, f"{month:%Y-%m}"))
        ends = [hand] if hand is not None and hand in set(own["number"]) else []
        if closes < ground.working_date:
            before = own.loc[own["at"] < queries.end_of(closes), "number"]
            ends.append(int(max(before, default=0)))
        if ends:
            rows.append((contract, month, min(ends)))
    return CLOSINGS.check(pd.DataFrame(rows, columns=["contract", "month", "number"]))
