"""What is due next and what was destroyed, a line each, to be looked through and taken away?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from monitoring.narrative.retention import MEANS
from monitoring.narrative.words import day
from monitoring.retention import OF_CONTRACT, SCHEDULE
from pages.shared import exports, tables
from pages.shared.exports import Export

if TYPE_CHECKING:
    from datetime import date

    from db.queries.kept import OfContract, Standing
    from pages.shared.identity import Visitor

DAY = "D MMM YYYY"


def coming(visitor: Visitor, found: Standing) -> None:
    """Show, a row a contract, when each class is due; the next first."""
    lines = [_due(each, found.on) for each in found.contracts]
    frame = pd.DataFrame(lines)
    days = {SCHEDULE[each].title for each in OF_CONTRACT} | {"Ends"}
    columns = {
        name: tables.CONFIG.DateColumn(name, format=DAY, help=MEANS[name])
        if name in days
        else tables.text(name, help=MEANS[name])
        for name in lines[0]
    }
    tables.show(frame, "When each contract's data is due", columns)
    _offer(visitor, found, "due-to-be-destroyed", lines)


def _due(each: OfContract, on: date) -> dict[str, object]:
    named = {SCHEDULE[one].title: each.due.get(one) for one in OF_CONTRACT}
    return {"Contract": each.contract, "Ends": each.ends_on, "State": _state(each, on), **named}


def _state(each: OfContract, on: date) -> str:
    following = each.next_due()
    if each.hold:
        return "On hold"
    if following is None:
        return "No end is agreed" if each.ends_on is None else "Nothing more is due"
    return "Due now" if following <= on else f"Next on {day(following)}"


def done(visitor: Visitor, found: Standing) -> None:
    """Show what was destroyed, the latest first."""
    if not found.done:
        st.text("Nothing was destroyed yet.")
        return
    lines = [
        {
            "Destroyed": each.at.date(),
            "Contract": each.contract,
            "What": SCHEDULE[each.data_class].title,
            "Rows": each.rows,
            "Due since": each.due_on,
            "Reason": each.reason,
            "By": each.by_user,
        }
        for each in found.done
    ]
    columns = {name: tables.text(name, help=MEANS[name]) for name in lines[0]}
    for name in ("Destroyed", "Due since"):
        columns[name] = tables.CONFIG.DateColumn(name, format=DAY, help=MEANS[name])
    columns["Rows"] = tables.figure("Rows")
    tables.show(pd.DataFrame(lines), "What was destroyed", columns)
    _offer(visitor, found, "destroyed", lines)


def _offer(
    visitor: Visitor, found: Standing, stem: str, lines: list[dict[str, object]]
) -> None:
    """Offer a table as CSV."""

    def make() -> bytes:
        made = [
            {name: each.isoformat() if hasattr(each, "isoformat") else each
             for name, each in line.items()}
            for line in lines
        ]
        said = {"as_at": found.on.isoformat(), "list": stem}
        return exports.rows(list(made[0]), made, said, {name: MEANS[name] for name in made[0]})

    version = f"{visitor.login} {found.on} {len(found.done)} {len(found.contracts)}"
    file = Export(stem, "csv", version, make, subject=f"retention {stem}", rows=len(lines))
    exports.offer("Download as CSV", file)
