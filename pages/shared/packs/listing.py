"""Which packs are kept of a contract, and what do they say of themselves?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from db import packs
from monitoring.audiences import WORDS
from monitoring.narrative.words import count_of, day, months_span
from pages.shared import tables, written
from pages.shared.words import as_markdown, sentence

if TYPE_CHECKING:
    from db.packs import Kept
    from db.queries.contracts import Terms
    from pages.shared.identity import Visitor

COLUMNS = {
    "quarter": tables.text("Quarter", width=220),
    "known": tables.CONFIG.DateColumn("Known as at", format="D MMM YYYY"),
    "readers": tables.text("Who reads it", width=200),
    "sections": tables.figure("Sections"),
    "by": tables.text("Made by", width=150),
    "made": tables.CONFIG.DateColumn("Made on", format="D MMM YYYY"),
}


def kept(visitor: Visitor, terms: Terms) -> list[Kept]:
    """Give the packs of a contract the visitor may open, the latest first."""
    return written.read(visitor, lambda session: packs.listed(session, terms.reference))


def finding(found: list[Kept]) -> str:
    """Say how many packs there are, and what the latest is of."""
    if not found:
        return "No review pack of this contract is kept yet."
    last = found[0]
    span = months_span(last.asked.first, last.asked.last)
    count = count_of(len(found), "review pack is", "review packs are")
    return (
        f"{count} kept. The latest, pack {last.number}, tells {span} as known on "
        f"{day(last.asked.as_at)}."
    )


def show(found: list[Kept]) -> None:
    """Show a row a pack; its number opens it."""
    if not found:
        st.info(
            "A review pack freezes what is known of a quarter under a number: figures, charts, "
            "what is open and what was promised. It can be made again from its number at any time."
        )
        return
    key = "packs"
    rows = pd.DataFrame([_row(one) for one in found])
    columns = {"pack": tables.button("Pack", key), **COLUMNS}
    tables.show(rows[list(columns)], "Review packs", columns, 12)
    if name := tables.opened(key):
        st.query_params["pack"] = name.removeprefix("Pack ")
        st.rerun()


def _row(one: Kept) -> dict[str, object]:
    return {
        "pack": f"Pack {one.number}",
        "quarter": months_span(one.asked.first, one.asked.last),
        "known": one.asked.as_at.date(),
        "readers": sentence(WORDS[one.asked.audience]),
        "sections": len(one.asked.sections),
        "by": one.who,
        "made": one.at.date(),
    }


def say(found: list[Kept]) -> None:
    """Head the page with its finding."""
    st.markdown(as_markdown(finding(found)))
