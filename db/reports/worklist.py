"""Which differences are open, whose turn is it, and what closed the others?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from db import registers
from db.engines import DOOR
from db.reports import breakdowns
from db.reports.view import Report, View
from db.worklist import codes, reading
from db.worklist.steps import About
from monitoring.reconciliation import LEFT, RIGHT
from monitoring.worklist import views

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from db.worklist.reading import Listed
    from db.worklist.seen import Seen

NAME = "worklist"
DEFINITIONS = {
    "contract": "the contract's reference",
    "item": "the item's code, for the commands worklist; it says nothing of the client",
    "client_ref": "the client's case reference; with --detail",
    "on": "the day of the left row, else the right's",
    "class": "how the two sides differ; null where they do no more",
    "state": "open, with the provider, answered, returned or closed",
    "turn": "department or provider: who does something next; null where nobody",
    "owner": "who follows it up",
    "due_on": "by when",
    "overdue": "whether it is open past that day",
    "age_days": "days from when it could first be seen to the working date; null once closed",
    "reason": "the reason given, as a code of the list",
    "answer": "what the provider answered",
    "clerical_ref": "the reference of the paper it is settled by",
    "proposed": "what the records say of the difference; null where nothing is known",
    "closed_by": "person, receipt (a later return explains it), start month or tolerance",
    "receipt": "the return that explains it",
    "closed_on": "when it was closed",
}
WHOLE = ("age_days", "receipt")


def report(session: Session, view: View, now: datetime) -> Report:
    """Give the items of the contracts in view whose clients the reader sees, the oldest first.

    Open ones; with ``detail`` the closed ones too, and whom each is about.
    """
    found = [
        _rows(session, About(one.contract, *one.sides), _of(one, view), view)
        for one in reading.lists(session, view, now)
    ]
    return _report(found, view, now)


def of(session: Session, found: Seen, view: View, now: datetime) -> Report:
    """Give the same of one worklist that was read already."""
    rows = views.chosen(found.work, views.Wanted(state=_state(view)))
    made = [_rows(session, About(found.contract, *found.sides), rows, view)]
    return breakdowns.checked(session, _report(made, view, now))


def _report(found: list[pd.DataFrame], view: View, now: datetime) -> Report:
    rows = pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=[*DEFINITIONS])
    sides = {"left": view.left or LEFT, "right": view.right or RIGHT}
    return Report(
        NAME,
        view.parameters() | sides,
        view.as_at or now,
        DEFINITIONS,
        rows.reindex(columns=[*DEFINITIONS]),
        whole=WHOLE,
    )


def _state(view: View) -> str:
    return views.ALL if view.detail else views.OPEN


def _of(one: Listed, view: View) -> pd.DataFrame:
    """Give the items of a list that are reported, their sentences worded."""
    rows = views.chosen(one.work, views.Wanted(state=_state(view)))
    return rows.assign(cause=one.causes(rows))


def _rows(session: Session, about: About, rows: pd.DataFrame, view: View) -> pd.DataFrame:
    store = session.info[DOOR].store
    named: dict[int, str] = {}
    if view.detail:
        number = registers.contract_id(session, about.contract)
        named = reading.references(session, number, set(rows["client_id"]))
    blanks = ("turn", "owner", "reason", "answer", "clerical_ref", "closed_by", "difference")
    told: dict[str, Any] = {name: _or_none(rows[name]) for name in blanks}
    days = {name: _day(rows[name]) for name in ("on", "due_on", "closed_on")}
    return pd.DataFrame(
        {
            "contract": about.contract,
            "item": list(codes.codes(store, about, rows)),
            "client_ref": rows["client_id"].map(named) if named else None,
            "class": told.pop("difference"),
            "state": rows["state"],
            "overdue": rows["overdue"],
            "age_days": rows["age_days"],
            "receipt": rows["receipt"],
            "proposed": _or_none(rows["cause"]),
            **told,
            **days,
        }
    )


def _or_none(texts: pd.Series[Any]) -> pd.Series[Any]:
    plain = texts.astype("object")
    return plain.where(plain.ne(""), None)


def _day(days: pd.Series[Any]) -> pd.Series[Any]:
    told: pd.Series[Any] = days.dt.strftime("%Y-%m-%d").astype("object")
    return told.where(days.notna(), None)

