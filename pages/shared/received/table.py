"""How are returns listed, and how is the list taken away?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from monitoring import printing
from monitoring.narrative.words import count_of
from pages.shared import address, exports, tables
from pages.shared import lines as table
from pages.shared.received.lines import COLUMNS, lines

if TYPE_CHECKING:
    from db.queries.submissions import Sent
    from pages.shared.identity import Visitor
    from pages.shared.received.standing import Waiting

MOST_SHOWN = 500
HOW = {
    "Received": tables.CONFIG.DateColumn("Received", format=table.DAY),
    "Why": tables.text("Why", width=240),
    "Rows stored": tables.figure("Rows stored"),
}


def show(found: list[Sent], waiting: Waiting) -> int | None:
    """Show the returns; give the receipt of the one that is opened."""
    shown = found[:MOST_SHOWN]
    more = f" The latest {MOST_SHOWN} are shown." if len(found) > MOST_SHOWN else ""
    said = count_of(len({each.submission for each in found}), "return", "returns")
    st.text(f"{said}, the latest first. Open one by the box at its left.{more}")
    asked = " ".join(f"{name}={text}" for name, text in sorted(address.asked().items()))
    told = lines(shown, waiting)
    if not any(line["Why"] for line in told):
        told = [{name: value for name, value in line.items() if name != "Why"} for line in told]
    place = table.chosen(told, "Returns received", f"returns {asked}", HOW)
    return None if place is None else shown[place].submission


def take_away(visitor: Visitor, found: list[Sent], waiting: Waiting) -> None:
    """Offer the list as a CSV, with what was looked for."""
    asked = address.asked()
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
