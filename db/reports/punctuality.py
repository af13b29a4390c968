"""Which returns are due, in time, late or missing? The report behind *Due and received*."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pandas as pd

from db import doors
from db.queries import arrangements, arrivals
from db.reports.ground import Ground, grounds
from db.reports.view import Report, View
from monitoring import punctuality
from monitoring.audiences import Side
from monitoring.due import DAYS
from monitoring.punctuality import PUNCTUALITY, Owes
from monitoring.vocabulary import Source

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from db.queries.contracts import Terms

NAME = "punctuality"
DEFINITIONS = {
    "contract": "the contract's reference",
    "prime": "the prime provider that holds it",
    "source": "who sends the return",
    "arrangement": "of a partner's weekly return: its arrangement",
    "month": "the month returned, or the month in which the week begins",
    "week_starting": "of a partner's weekly return: the first day of its week",
    "due_on": "the day on which it falls due",
    "received_on": "the day on which it first came; null where it has not",
    "days_late": "days after it fell due; to the working date where it has not come; null while "
    "it is not due",
    "state": "due, received, received late, late, or missing (the next has fallen due too)",
    "submission": "the return that brought it first",
}
WHOLE = ("days_late", "submission")


def report(session: Session, view: View, now: datetime) -> Report:
    """Give every return expected of the contracts in view, a row each, oldest first."""
    found = [_rows(session, ground, view) for ground in grounds(session, view, now)]
    rows = pd.concat(found, ignore_index=True) if found else PUNCTUALITY.empty().assign(prime="")
    if view.source is not None:
        rows = rows[rows["source"] == str(view.source)]
    if view.arrangement:
        rows = rows[rows["arrangement"] == view.arrangement]
    month = rows["period"].dt.to_period("M").dt.to_timestamp()
    rows = rows.assign(month=month)
    if view.first is not None:
        rows = rows[rows["month"] >= pd.Timestamp(view.first)]
    if view.last is not None:
        rows = rows[rows["month"] <= pd.Timestamp(view.last)]
    rows = rows.sort_values(["contract", "month", "source", "arrangement", "period"])
    return Report(
        NAME,
        view.parameters(),
        view.as_at or now,
        DEFINITIONS,
        _printed(rows.reset_index(drop=True)),
        whole=WHOLE,
        months=rows.reset_index(drop=True),
    )


def _printed(rows: pd.DataFrame) -> pd.DataFrame:
    """Give the rows as they are printed: the week of a weekly return, blanks where none is."""
    weekly = rows["source"].eq(str(Source.PARTNER))
    named = rows["arrangement"].astype("object")
    days = {
        name: rows[name].dt.strftime("%Y-%m-%d").astype("object").where(rows[name].notna(), None)
        for name in ("due_on", "received_on")
    }
    week = rows["period"].dt.strftime("%Y-%m-%d").astype("object")
    shown = rows.assign(
        arrangement=named.where(named.ne(""), None), week_starting=week.where(weekly, None), **days
    )
    return shown.reindex(columns=list(DEFINITIONS))


def deadlines(session: Session, view: View, now: datetime, days: int) -> pd.DataFrame:
    """Give what falls due in so many days from each programme's working date: PUNCTUALITY."""
    found = [PUNCTUALITY.empty()]
    for ground in grounds(session, view, now):
        until = ground.working_date + timedelta(days=days)
        arrived, owing = _owed(session, ground, view)
        found.append(punctuality.coming(arrived, owing, ground.working_date, until))
    return pd.concat(found, ignore_index=True)


def _rows(session: Session, ground: Ground, view: View) -> pd.DataFrame:
    """Give the rows of one programme's contracts."""
    arrived, owing = _owed(session, ground, view)
    primes = {each.reference: each.prime for each in ground.contracts}
    rows = punctuality.judge(arrived, owing, ground.working_date)
    return rows.assign(prime=rows["contract"].map(primes))


def _owed(session: Session, ground: Ground, view: View) -> tuple[pd.DataFrame, dict[str, Owes]]:
    """Give what came, and what each contract owes."""
    names = {each.contract_id: each.reference for each in ground.contracts}
    arrived = arrivals.arrived(session, names, view.as_at)
    main = next(source for source in ground.programme.sources if source in arrivals.BRINGS)
    until = _weeks_until(session, names, view)
    owing = {
        each.reference: Owes(
            each.first_month,
            each.last_month,
            main if asked(session, ground, each, set(arrived["contract"])) else None,
            {code: ground.in_force(each.contract_id, code) for code in sorted(set(DAYS.values()))},
            until.get(each.contract_id, {}),
        )
        for each in ground.contracts
    }
    return arrived, owing


def _weeks_until(
    session: Session, ids: Iterable[int], view: View
) -> dict[int, dict[str, date]]:
    """Give the last day of which each contract's arrangements owe their weeks, where there is."""
    found: dict[int, dict[str, date]] = {}
    for (contract_id, code), terms in arrangements.terms(session, ids, view.as_at).items():
        last = punctuality.owes_weeks_until(terms)
        if last is not None:
            found.setdefault(contract_id, {})[code] = last
    return found


def asked(session: Session, ground: Ground, terms: Terms, came: set[str]) -> bool:
    """Say whether a contract's own returns are asked for, and the reader's to miss.

    A contract on a register owes nothing before its first return; a partner sees its own weeks.
    """
    sides = doors.scope_of(session).sides(terms.contract_id)
    registered = ground.programme.register_only and terms.reference not in came
    return set(sides) != {Side.PARTNER} and not registered
