"""How are returns listed, and how is the list taken away?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from monitoring import printing
from monitoring.narrative.words import count_of
from pages.shared import exports
from pages.shared.received.lines import COLUMNS, lines

if TYPE_CHECKING:
    from db.queries.submissions import Sent
    from pages.shared.identity import Visitor
    from pages.shared.received.standing import Waiting

MOST_SHOWN = 500
ROWS_IN_VIEW, ROW_HEIGHT = 21, 35  # twenty rows and their header, on a laptop


def show(found: list[Sent], waiting: Waiting) -> int | None:
    """Show the returns; give the receipt of the one that is opened."""
    shown = found[:MOST_SHOWN]
    more = f" The latest {MOST_SHOWN} are shown." if len(found) > MOST_SHOWN else ""
    said = count_of(len({each.submission for each in found}), "return", "returns")
    st.text(f"{said}, the latest first. Open one by the box at its left.{more}")
    asked = " ".join(f"{name}={text}" for name, text in sorted(st.query_params.items()))
    told = lines(shown, waiting)
    if not any(line["Why"] for line in told):
        told = [{name: value for name, value in line.items() if name != "Why"} for line in told]
    picked = st.dataframe(
        told,
        hide_index=True,
        height="content" if len(shown) <= ROWS_IN_VIEW else ROWS_IN_VIEW * ROW_HEIGHT,
        on_select="rerun",
        selection_mode="single-row",
        key=f"returns {asked}",
        alt="Returns received",
        column_config={
            "Received": st.column_config.DateColumn(format="D MMM YYYY"),
            "Why": st.column_config.TextColumn(width=240),
            "Rows stored": st.column_config.NumberColumn(format="localized"),
        },
    )
    rows = picked["selection"]["rows"]
    return shown[rows[0]].submission if rows else None


def take_away(visitor: Visitor, found: list[Sent], waiting: Waiting) -> None:
    """Offer the list as a CSV, with what was looked for."""
    asked = {name: text for name, text in st.query_params.items() if text}
    told = lines(found, waiting)
    state = f"{sum(bool(each.ended_on) for each in found)} {sum(waiting.values())}"
    last = found[0].submission if found else 0
    version = f"{visitor.login} {asked} {len(found)} {last} {state}"

    def make() -> bytes:
        plain = [{n: printing.plain(v) for n, v in line.items()} for line in told]
        return exports.rows(tuple(COLUMNS), plain, asked, COLUMNS)

    looked_for = {"by": " ".join(sorted(asked))}  # which filters; what was typed is not repeated
    made = exports.Export(
        "returns", "csv", version, make, subject="returns", rows=len(told), said=looked_for
    )
    exports.offer("Download as CSV", made)
