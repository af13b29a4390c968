"""How long is each class kept, and which contracts may not be touched?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from monitoring.narrative.retention import kept_for
from monitoring.narrative.words import day
from monitoring.retention import SCHEDULE
from pages.shared import tables

if TYPE_CHECKING:
    from db.queries.kept import Standing

TERMINAL = (
    "Periods and holds are set by an administrator, and what is due is destroyed by the owner, "
    "from the terminal (`retention set`, `hold`, `lift`, `apply`)."
)


def schedule(found: Standing) -> None:
    """Show how long each class is kept and why, and what was set otherwise."""
    lines = [
        {
            "What": line.title,
            "Kept": kept_for(each, found.months[each]),
            "It covers, and why so long": f"{line.covers} {line.why}",
        }
        for each, line in SCHEDULE.items()
    ]
    heads = {name: name for name in lines[0]}
    tables.written(pd.DataFrame(lines), "How long each class of data is kept", heads)
    if found.periods:
        st.markdown("#### Set otherwise")
        told = [
            {
                "What": SCHEDULE[each.period.data_class].title,
                "For": each.period.contract or each.period.programme or "everything",
                "Kept": kept_for(each.period.data_class, each.period.months),
                "In force from": day(each.period.valid_from),
                "Why": each.period.reason,
                "By": f"{each.by_user}, {day(each.at)}",
            }
            for each in reversed(found.periods)
        ]
        tables.written(pd.DataFrame(told), "Periods set", {name: name for name in told[0]})
    st.caption(TERMINAL)


def held(found: Standing) -> None:
    """Show which contracts may not be touched, and why."""
    if not found.holds:
        st.text("No contract is on hold.")
        return
    lines = [
        {"Contract": each.contract, "Why": each.reason, "By": each.by_user, "Since": day(each.at)}
        for each in found.holds
    ]
    tables.written(pd.DataFrame(lines), "Contracts on hold", {name: name for name in lines[0]})
