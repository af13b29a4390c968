"""Which versions of the same months are there, and in which figures do they differ?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db.queries import versions
from monitoring.narrative.words import month
from pages.shared import lines, loaders, tables
from pages.shared.measure_titles import measure_titles

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from db.queries.submissions import Sent
    from pages.shared.identity import Visitor


def same_months(visitor: Visitor, every: list[Sent], part: Sent) -> None:
    """Show the versions of the same months, and the figures in which they differ."""
    found = versions.of_same_months(every, part)
    if len(found) == 1:
        st.text(f"{part.contract}: this is the only return of its months.")
        return
    st.text(f"{part.contract}: returns of the same months, the latest first.")
    lines.show(
        [
            {
                "Receipt": each.submission,
                "This one": "this return" if each.submission == part.submission else "",
                "Version": each.version,
                "Received": each.received_at.date(),
                "Stored": each.rows_stored,
                "Added": each.rows_added,
                "Changed": each.rows_changed,
                "Removed": each.rows_removed,
                "Held": each.rows_held,
            }
            for each in found
        ],
        f"Versions of {part.contract}",
        {"Received": tables.CONFIG.DateColumn("Received", format=lines.DAY)},
    )
    with loaders.reading(visitor) as session:
        figures = versions.side_by_side(session, found)
    if figures:
        st.text("Figures in which they differ, under the number of each return:")
        titles = measure_titles(visitor)
        told = [_line(each, titles) for each in figures]
        lines.show(told, f"Figures that differ for {part.contract}")


def _line(figure: dict[str, Any], titles: Mapping[str, str]) -> dict[str, Any]:
    """Give a figure as people read it: month, measure and whom it counts, in words."""
    named = {
        "Month": month(figure.pop("month")),
        "Measure": titles.get(figure["measure"], figure["measure"]),
        "Client category": figure.pop("client_category"),
        "Arrangement": figure.pop("arrangement") or "whole contract",
    }
    figure.pop("measure")
    return named | figure
