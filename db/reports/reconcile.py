"""Do two records describe the same people? The report behind the page of that name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from db import doors
from db.publishing.request import NotYoursError
from db.queries import reconciling
from db.reports import reconciled
from db.reports.view import Report, View
from monitoring import periods, reconciliation
from monitoring.narrative.reconciliation import reasons
from monitoring.periods import By
from monitoring.printing import plain
from monitoring.reconciliation import SETTLED, Difference

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from db.reports.reconciled import Compared
    from monitoring.reconciliation import Totals

NAME = "reconcile"
CLASSES = "; ".join(f"{name}: {said}" for name, said in reconciliation.MEANINGS.items())
DEFINITIONS = {
    "contract": "the contract's reference",
    "month": "the first month of the period, by the left row's day, else the right's",
    "class": f"what a key comes to; each has exactly one. {CLASSES}",
    "count": "how many keys are of the class; the classes add up to the union",
}
OF_ALL_MONTHS = {name: said for name, said in DEFINITIONS.items() if name != "month"}
DETAIL = {
    "contract": "the contract's reference",
    "client_ref": "the client's case reference",
    "class": DEFINITIONS["class"],
    "left": "the day of the left row; null where there is none",
    "right": "the day of the right row; null where there is none",
    "reason": "what is known of the difference; null where no reason was found",
    "status": "open while it differs; null where there is nothing to settle",
    "days_apart": "the right day less the left",
    "known_since": "the day from which the difference could be seen",
    "outcome": "the outcome claimed; null where no claims are compared",
}
WHOLE = ("count", "days_apart")
OPEN = "open"


def report(session: Session, view: View, now: datetime) -> Report:
    """Give the classes of every contract in view, or with ``detail`` every key.

    Raises
    ------
    CallError
        If a side is unknown, or rows about single people are asked for and not the reader's.
    """
    left, right = reconciled.sides_of(view)
    found = list(reconciled.in_view(session, view, now))
    by = view.by or By.TOTAL
    own = {"left": left.name, "right": right.name, "by": str(by)}
    if view.detail:
        told = DETAIL
        rows = _joined([_every_key(session, one) for one in found], told)
    else:
        told = DEFINITIONS if by != By.TOTAL else OF_ALL_MONTHS
        rows = _joined([_counted(one, by) for one in found], told)
    parameters = view.parameters() | own | _totals(found) | _bridge(found)
    return Report(NAME, parameters, view.as_at or now, told, rows, whole=WHOLE)


def unreferred(session: Session, view: View, now: datetime) -> dict[str, int]:
    """Give how many of the provider's starts nobody referred, by contract of the reader's clients.

    Only those for which no reason was found, of every month.
    """
    return {
        one.terms.reference: int(one.rows["difference"].eq(Difference.RIGHT_ONLY).sum())
        for one in reconciled.in_view(session, view, now, sighted=True)
    }


def _joined(parts: Sequence[pd.DataFrame], columns: dict[str, str]) -> pd.DataFrame:
    """Give the rows of all contracts under the report's columns, contracts in their order."""
    rows = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=list(columns))
    rows = rows.sort_values("contract", kind="stable", ignore_index=True)
    return rows.reindex(columns=list(columns))


def _totals(found: Sequence[Compared]) -> dict[str, Any]:
    """Give what the records come to: of one contract alone, since contracts are never added."""
    each = {one.terms.reference: _said(reconciliation.totals(one.rows)) for one in found}
    if len(each) == 1:
        return next(iter(each.values()))
    return dict.fromkeys(_said(reconciliation.Totals(0, 0, 0, 0, 0))) | {"contracts": each}


def _bridge(found: Sequence[Compared]) -> dict[str, Any]:
    """Give the steps from referrals to starts of one contract."""
    if len(found) != 1 or found[0].bridge.empty:
        return {}
    steps = found[0].bridge.astype({"step": "str"})
    return {"bridge": dict(zip(steps["step"], map(int, steps["people"]), strict=True))}


def _said(totals: Totals) -> dict[str, Any]:
    """Give totals as the report prints them."""
    return {
        "left_rows": totals.left_rows,
        "right_rows": totals.right_rows,
        "matched": totals.matched,
        "union": totals.union,
        "match_rate": plain(totals.match_rate),
        "unexplained": totals.unexplained,
        "unexplained_rate": plain(totals.unexplained_rate),
    }


def _counted(one: Compared, by: By) -> pd.DataFrame:
    """Count the keys of a contract by class, within each period asked for."""
    contract = one.terms.reference
    if by is By.TOTAL:
        return reconciliation.tally(one.rows).assign(contract=contract)
    rows = one.rows[one.rows["on"].notna()]
    months = periods.months_at(periods.ordinals(rows["on"]))
    period = periods.period_of(months, by, one.terms.first_month)
    return reconciliation.tally(rows.assign(month=period), ["month"]).assign(contract=contract)


def _every_key(session: Session, one: Compared) -> pd.DataFrame:
    """Give the keys of a contract with the clients' references.

    Raises
    ------
    NotYoursError
        If rows about single people are not the reader's.
    """
    number = one.terms.contract_id
    if not doors.scope_of(session).sees_clients(number):
        msg = "Rows about single people are not yours. Leave --detail out for the counts."
        raise NotYoursError(msg)
    rows = one.rows
    named = reconciling.references(session, number)
    settled = rows["difference"].isin(SETTLED)
    dated = {
        name: days.dt.strftime("%Y-%m-%d").astype("object").where(days.notna(), None)
        for name, days in (
            ("left", rows["left_on"]),
            ("right", rows["right_on"]),
            ("known_since", rows["known_since"]),
        )
    }
    outcome = rows["outcome"].astype("object")
    return pd.DataFrame(
        {
            "contract": one.terms.reference,
            "client_ref": rows["client_id"].map(named),
            "class": rows["difference"].astype("str"),
            **dated,
            "reason": reasons(rows, one.left, one.right, one.evidence, one.sides),
            "status": settled.map({True: None, False: OPEN}),
            "days_apart": rows["days_apart"],
            "outcome": outcome.where(outcome.ne(""), None),
        }
    )
