"""What would stand once a return is gone, and which figures would change?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from monitoring.narrative import endings
from pages.shared import lines, tables
from pages.shared.measure_titles import measure_titles

if TYPE_CHECKING:
    from db.withdrawing import Outcome
    from pages.shared.identity import Visitor

FIGURES_SHOWN = 100


def show(visitor: Visitor, outcome: Outcome) -> None:
    """Say what would stand once the return is gone, and which figures would change."""
    st.markdown("**What stands then**")
    for each in outcome.contracts:
        for line in endings.stands_then(each.contract or "Reference data", each.months):
            st.text(line)
    if outcome.figures:
        st.text(endings.figures_moved(len(outcome.figures)))
        lines.show(
            _figures(visitor, outcome),
            "Figures that would change",
            {"Month": tables.month("Month")},
            endings.NO_RETURN,
        )


def _figures(visitor: Visitor, outcome: Outcome) -> list[dict[str, object]]:
    """Give the figures that would change, in the programme's order; what differs comes first."""
    titles = measure_titles(visitor)
    order = {code: place for place, code in enumerate(titles)}
    shown = sorted(
        outcome.figures,
        key=lambda each: (order.get(each.measure, len(order)), each.contract, each.month),
    )
    many = len({each.contract for each in shown}) > 1
    return [
        {
            "Measure": titles.get(each.measure, each.measure),
            "Now": each.before,
            "Then": each.after,
            "Month": each.month,
            **({"Contract": each.contract} if many else {}),
        }
        for each in shown[:FIGURES_SHOWN]
    ]
