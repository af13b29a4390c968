"""How are returns listed, and how is the list taken away?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from monitoring import datasets, printing
from monitoring.narrative import returns
from monitoring.narrative.profile import SOURCES
from monitoring.narrative.words import count_of
from monitoring.vocabulary import Source
from pages.shared import exports
from pages.shared.words import sentence

if TYPE_CHECKING:
    from db.queries.submissions import Sent
    from pages.shared.identity import Visitor

STATES = {"published": "Published", "held": "Published, rows held"}
MOST_SHOWN = 500
ROWS_IN_VIEW, ROW_HEIGHT = 21, 35  # twenty rows and their header, on a laptop
COLUMNS = {
    "Receipt": "Number of the receipt; people quote it.",
    "Received": "The day it reached the department.",
    "Contract": "The contract it is about; a file of several contracts has one line for each.",
    "What it holds": "The dataset.",
    "Months": "Months it covers.",
    "State": "Published, or published while some rows are held.",
    "Rows stored": "Rows of the contract that stand after it: added, changed and unchanged.",
    "Rows held": "Faulty rows its sender chose to hold; they are in no figure.",
    "Version": "1 for the first return of these months, 2 for its correction, and so on.",
    "Whose figures": "The source.",
    "File": "The file's name.",
}


def lines(found: list[Sent]) -> list[dict[str, object]]:
    """Give returns as the rows of a table."""
    return [
        {
            "Receipt": each.submission,
            "Received": each.received_at.date(),
            "Contract": each.contract or "reference data",
            "What it holds": datasets.dataset(each.dataset).title,
            "Months": returns.span(each.months) if each.months else "",
            "State": STATES[each.status],
            "Rows stored": each.rows_stored,
            "Rows held": each.rows_held,
            "Version": each.version,
            "Whose figures": sentence(SOURCES[Source(each.source)]),
            "File": each.file_name,
        }
        for each in found
    ]


def show(found: list[Sent]) -> int | None:
    """Show the returns; give the receipt of the one that is opened."""
    shown = found[:MOST_SHOWN]
    more = f" The latest {MOST_SHOWN} are shown." if len(found) > MOST_SHOWN else ""
    said = count_of(len({each.submission for each in found}), "return", "returns")
    st.text(f"{said}, the latest first. Open one by the box at its left.{more}")
    asked = " ".join(f"{name}={text}" for name, text in sorted(st.query_params.items()))
    picked = st.dataframe(
        lines(shown),
        hide_index=True,
        height="content" if len(shown) <= ROWS_IN_VIEW else ROWS_IN_VIEW * ROW_HEIGHT,
        on_select="rerun",
        selection_mode="single-row",
        key=f"returns {asked}",
        alt="Returns received",
        column_config={
            "Received": st.column_config.DateColumn(format="D MMM YYYY"),
            "Rows stored": st.column_config.NumberColumn(format="localized"),
        },
    )
    rows = picked["selection"]["rows"]
    return shown[rows[0]].submission if rows else None


def take_away(visitor: Visitor, found: list[Sent]) -> None:
    """Offer the list as a CSV, with what was looked for."""
    asked = {name: text for name, text in st.query_params.items() if text}
    version = f"{visitor.login} {asked} {len(found)} {found[0].submission if found else 0}"

    def make() -> bytes:
        told = [{n: printing.plain(v) for n, v in line.items()} for line in lines(found)]
        return exports.rows(tuple(COLUMNS), told, asked, COLUMNS)

    exports.offer("Download as CSV", exports.Export("returns", "csv", version, make))
