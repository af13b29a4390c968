"""Are two references that nearly agree one client? A person accepts or refuses it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from db.worklist.steps import About, hands, take
from monitoring import reconciliation_shown as shown
from monitoring.narrative import reconciliation as words
from monitoring.worklist.items import Key
from monitoring.worklist.steps import MOVES, Did, Hand, Said
from pages.shared import loaders, tables, written
from pages.shared.reconciling import columns
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    import pandas as pd

    from pages.shared.identity import Visitor
    from pages.shared.reconciling.choosing import Chosen

LABELS = {Did.PAIRED: "They are one client", Did.PARTED: "They are two people"}
SAID = "The department and the provider will read this. Nothing of either record is changed."


def show(visitor: Visitor, asked: Chosen) -> None:
    """Show the pairs proposed; let who manages the contract settle the one that is ticked."""
    report = loaders.report(visitor, "likely-pairs", asked.view)
    rows = shown.dated(report.frame)
    st.markdown(as_markdown(words.LIKELY[0] if len(rows) else words.LIKELY[1]))
    manages = Hand.MANAGER in hands(visitor.scope, asked.terms.contract_id)
    if rows.empty:
        return
    if not manages or asked.view.as_at is not None:
        tables.show(rows[list(columns.LIKELY)], words.LIKELY[0], columns.LIKELY, columns.IN_VIEW)
        return
    event = st.dataframe(
        rows[list(columns.LIKELY)],
        column_config=columns.LIKELY,
        hide_index=True,
        height=tables.height(len(rows), columns.IN_VIEW),
        on_select="rerun",
        selection_mode="single-row",
        key=f"pairs {asked.terms.reference} {len(rows)}",
        alt=words.LIKELY[0],
    )
    ticked = [place for place in event["selection"]["rows"] if place < len(rows)]
    _settle(visitor, asked, report.months.iloc[ticked])


def _settle(visitor: Visitor, asked: Chosen, pair: pd.DataFrame) -> None:
    with st.form("pair", border=False):
        text = written.lines("Why, in a sentence", "why a pair")
        st.caption(SAID)
        with st.container(horizontal=True):
            pressed = [did for did, label in LABELS.items() if st.form_submit_button(label)]
    if pressed and pair.empty:
        st.error("Tick the pair that is meant.")
    for did in pressed if len(pair) else ():
        row = pair.iloc[0]
        key = Key(int(row["left_client"]), row["left_on"].date(), str(row["outcome"]), 0)
        said = Said(partner=int(row["right_client"]), text=text)
        about = About(asked.terms.reference, *(side.name for side in asked.sides))
        pen, wanted = written.pen(visitor), {key: said}
        written.save(partial(take, pen, about, did, wanted), f"{MOVES[did].words}.")
