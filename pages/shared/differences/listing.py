"""Which items are on the list, a page at a time, and which of them are ticked?"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from db.store import Store
from db.worklist import codes, reading
from db.worklist.steps import About
from monitoring.narrative.words import count_of
from monitoring.worklist.causes import CAUSES
from monitoring.worklist.shown import class_said, state_said
from pages.shared import loaders, tables

if TYPE_CHECKING:
    from db.worklist.seen import Seen
    from monitoring.worklist.items import Key
    from pages.shared.identity import Visitor

ROWS = 25
COLUMNS = {
    "client": tables.text("Client", width=130, pinned=True),
    "on": tables.CONFIG.DateColumn("Day", format="D MMM YYYY"),
    "differs": tables.text("How they differ", width=175),
    "cause": tables.text("What the records say", width=330),
    "state": tables.text("State", width=170),
    "owner": tables.text("Owner", width=130),
    "due": tables.CONFIG.DateColumn("By when", format="D MMM YYYY"),
    "age": tables.figure("Days open"),
    "reason": tables.text("Reason given", width=200),
    "answer": tables.text("Answer", width=240),
    "clerical": tables.text("Clerical reference"),
}


@dataclass(frozen=True, slots=True)
class Picked:
    """What is ticked: by key, and never by its place in the table."""

    keys: tuple[Key, ...]


def about(found: Seen) -> About:
    """Give which list it is."""
    return About(found.contract, *found.sides)


def listed(visitor: Visitor, found: Seen, rows: pd.DataFrame) -> Picked:
    """Show a page of the list; give what is ticked, or all of it where that is asked for."""
    if rows.empty:
        st.info("Nothing on the list is as you chose. Choose another state, or every kind.")
        return Picked(())
    begin = _page(found, len(rows))
    some = rows.iloc[begin : begin + ROWS]
    keys = codes.keys(some)
    store, which = Store.open(), about(found)
    # the table is another whenever its rows are: a tick never lands on what took a row's place
    named = "".join(codes.code_of(store, which, key) for key in keys)
    key = f"items {hashlib.sha256(named.encode()).hexdigest()[:16]}"
    event = st.dataframe(
        _shown(visitor, found, some),
        column_config=COLUMNS,
        hide_index=True,
        height=tables.height(len(some), ROWS),
        on_select="rerun",
        selection_mode="multi-row",
        key=key,
        alt="Items of the worklist",
    )
    ticked = [keys[place] for place in event["selection"]["rows"] if place < len(keys)]
    many = count_of(len(rows), "item", "items")
    if st.checkbox(f"All {many} as chosen above, not only those ticked", key="all items"):
        ticked = codes.keys(rows)
    return Picked(tuple(ticked))


def _page(found: Seen, many: int) -> int:
    """Give the first row of the page looked at."""
    last = -(-many // ROWS)
    if last == 1:
        return 0
    key = f"page of items {found.contract} {many}"
    at = st.number_input(f"Page, of {last:,}", 1, last, 1, key=key, width=140)
    return (int(at) - 1) * ROWS


def _shown(visitor: Visitor, found: Seen, some: pd.DataFrame) -> pd.DataFrame:
    """Give a page's rows as the table shows them, with whom each is about."""
    with loaders.reading(visitor) as session:
        named = reading.references(session, found.contract_id, set(some["client_id"]))
    told = zip(some["state"], some["closed_by"], some["receipt"], strict=True)
    return pd.DataFrame(
        {
            "client": some["client_id"].map(named).to_list(),
            "on": some["on"].dt.date.to_list(),
            "differs": [class_said(one, found.titles) for one in some["difference"]],
            "cause": some["cause"].to_list(),
            "state": [state_said(*one, found.start_authority) for one in told],
            "owner": some["owner"].to_list(),
            "due": some["due_on"].dt.date.to_list(),
            "age": some["age_days"].to_list(),
            "reason": [CAUSES.get(one, one) for one in some["reason"]],
            "answer": some["answer"].to_list(),
            "clerical": some["clerical_ref"].to_list(),
        }
    )
