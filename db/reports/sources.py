"""Do the sources agree? The report behind the page of that name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from db.publishing.counted import OUTCOMES
from db.queries import figures
from db.queries import sources as queries
from db.queries.figures import Level
from db.reports.ground import Ground, grounds
from db.reports.view import Report, View
from monitoring import narrative, periods, reliability, sources
from monitoring.due import DAYS
from monitoring.sources import Known, Rules
from monitoring.vocabulary import Source

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from db.queries.contracts import Terms

NAME = "sources"
DEFINITIONS = {
    "contract": "the contract's reference",
    "month": "the month",
    "measure": "the measure",
    "source": "whose figure it is",
    "origin": "returned as a figure, or counted from client rows",
    "value": "the figure in the measure's unit; null where the source has none, which is not 0",
    "difference": "provider_mi minus the source; null where either has no figure",
    "difference_share": "the difference over the figure of provider_mi, a fraction",
    "due_on": "the day on which the source's return of the month fell due",
    "received_on": "the day on which it first came",
    "days_late": "days between; to the working date where it has not come; null where not due",
    "note": "what is to be known about it, and the reason suggested for a difference",
    "provisional": "whether the month is open, its sources differ or one of them is overdue",
    "reason": "why there is no value",
    "grade": "how far the figure can be relied on: A passes all four tests, D one or none",
    "timeliness": "whether it came by the day it fell due",
    "completeness": "whether there is a figure, all parts of it and no row held",
    "match": "whether an independent source agrees; one of the same origin confirms nothing",
    "restatement": f"whether it moved by at most {reliability.RESTATED_WITHIN:.0%} since it came",
    "working": "how the grade was worked out",
    "value_for_money": "whether a cost for each outcome is provisional, and why; null otherwise",
}
WHOLE = ("value", "difference", "days_late")
RULES = ("reconciliation_tolerance", *sorted(set(DAYS.values())))


def report(session: Session, view: View, now: datetime) -> Report:
    """Give every source's figures of every contract in view, a row a source, origin and month."""
    found = [_compared(session, ground, view) for ground in grounds(session, view, now)]
    rows = pd.concat(found, ignore_index=True) if found else _nothing()
    rows = sources.of_months(rows, view.first, view.last)
    rows = rows.sort_values("contract", kind="stable", ignore_index=True)
    if view.source is not None:
        rows = rows[rows["source"] == str(view.source)].reset_index(drop=True)
    shown = rows.assign(reason=rows["reason"].astype("object").where(rows["reason"].ne(""), None))
    frame = shown.reindex(columns=list(DEFINITIONS))
    own = {"lineage": narrative.LINEAGE, "measure": view.measure or _only(rows)}
    return Report(
        NAME,
        view.parameters() | own,
        view.as_at or now,
        DEFINITIONS,
        frame,
        whole=WHOLE,
        months=rows,
    )


def _only(rows: pd.DataFrame) -> str | None:
    """Give the one measure the rows are of; None where they are of several."""
    codes = rows["measure"].unique()
    return str(codes[0]) if len(codes) == 1 else None


def _nothing() -> pd.DataFrame:
    return pd.DataFrame(columns=[*DEFINITIONS, "held_against"])


def _compared(session: Session, ground: Ground, view: View) -> pd.DataFrame:
    """Give the rows of one programme's contracts."""
    level = Level(view.category, view.arrangement)
    codes = ground.measure.counts
    cells = figures.cells(session, ground.ids, codes, level, view.as_at)
    cells = cells.assign(provisional=ground.provisional(cells) & cells["value"].notna())
    names = {each.contract_id: each.reference for each in ground.contracts}
    known = Known(
        cells,
        queries.received(session, names, codes, view.as_at),
        queries.first_given(session, names, codes, level, view.as_at),
    )
    rules = {each.reference: rules_of(ground, each) for each in ground.contracts}
    rows = sources.compare(known, rules, ground.working_date, held_against(ground))
    graded = reliability.graded(rows)
    told: list[dict[str, Any]] = [
        {str(name): value for name, value in row.items()} for row in graded.to_dict("records")
    ]
    return graded.assign(
        value_for_money=_money(ground, told),
        note=[narrative.source_note(row) for row in told],
        working=[narrative.working(row) for row in told],
    )


def _money(ground: Ground, rows: list[dict[str, Any]]) -> pd.Series[Any]:
    """Say of the months of outcomes whether a cost for each is provisional, and why."""
    least = {
        each.reference: str(ground.in_force(each.contract_id, "reliability_grade"))
        for each in ground.contracts
    }
    figures_of: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in rows:
        if row["measure"] in OUTCOMES:
            figures_of.setdefault(_figure(row), []).append(row)
    said = {
        key: narrative.value_for_money(
            reliability.reasons_provisional(figure, least[key[0]]),
            ground.programme.measure(key[1]).title,
        )
        for key, figure in figures_of.items()
    }
    return pd.Series([said.get(_figure(row)) for row in rows], dtype="object")


def _figure(row: dict[str, Any]) -> tuple[Any, ...]:
    """Give the contract, measure and month a row is of."""
    return tuple(row[name] for name in sources.FIGURE)


def held_against(ground: Ground) -> Source:
    """Give the source the others are held against: the provider's, else the programme's first."""
    order = ground.programme.sources
    return Source.PROVIDER_MI if Source.PROVIDER_MI in order else Source(order[0])


def rules_of(ground: Ground, terms: Terms) -> Rules:
    """Give what a contract says about its returns."""
    ended = periods.last_ended(ground.working_date)
    last = min(ended, terms.last_month) if terms.last_month else ended
    return Rules(
        terms.first_month,
        last,
        {code: ground.in_force(terms.contract_id, code) for code in RULES},
    )
