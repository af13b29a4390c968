"""What does the file do to the rows that stand, and to the totals?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from monitoring.narrative import returns
from monitoring.narrative.words import count_of
from pages.shared import lines, tables

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.publishing.request import Answer

COLUMNS = {name: tables.figure(name) for name in ("Stands now", "With this file")} | {
    "Moves by": tables.right("Moves by")
}
WIDTH = 150  # pixels of a figure: two side by side on a narrow screen


def rows(answer: Answer) -> None:
    """Show how many rows are added, changed, removed and left as they stand."""
    done = answer.changes
    told = {
        "Rows added": done.added,
        "Rows changed": done.changed,
        "Rows removed": done.removed,
        "Rows unchanged": done.unchanged,
    }
    with st.container(horizontal=True):
        for name, count in told.items():
            st.metric(name, f"{count:,}", width=WIDTH)
    if answer.rows_held:
        st.text(f"{count_of(answer.rows_held, 'faulty row is', 'faulty rows are')} held.")


def movements(answer: Answer, titles: Mapping[str, str]) -> None:
    """Show how the totals of the same months move."""
    told = [
        {
            "Contract": each.contract,
            "Measure": titles.get(each.measure, each.measure),
            "Stands now": each.before,
            "With this file": each.after,
            "Moves by": returns.moved(each.before, each.after),
            "Months": each.months,
        }
        for each in answer.movements
        if each.before != each.after
    ]
    if told:
        st.text("Totals that move, over the months that have a figure now:")
        lines.show(told, "Totals that move", COLUMNS)
