"""Which items are on the list, a page at a time, and which of them are ticked?"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from db.store import Store
from db.worklist import codes
from db.worklist.steps import About
from monitoring.narrative.words import count_of
from pages.shared import tables
from pages.shared.differences import rows

if TYPE_CHECKING:
    import pandas as pd

    from db.worklist.seen import Seen
    from monitoring.worklist.items import Key
    from pages.shared.identity import Visitor

ROWS = 25
@dataclass(frozen=True, slots=True)
class Picked:
    """What is ticked: by key, and never by its place in the table."""

    keys: tuple[Key, ...]


def about(found: Seen) -> About:
    """Give which list it is."""
    return About(found.contract, *found.sides)


def listed(visitor: Visitor, found: Seen, items: pd.DataFrame) -> Picked:
    """Show a page of the list; give what is ticked, or all of it where that is asked for."""
    if items.empty:
        st.info("Nothing on the list is as you chose. Choose another state, or every kind.")
        return Picked(())
    begin = _page(found, len(items))
    some = items.iloc[begin : begin + ROWS]
    keys = codes.keys(some)
    store, which = Store.open(), about(found)
    # the table is another whenever its rows are: a tick never lands on what took a row's place
    named = "".join(codes.code_of(store, which, key) for key in keys)
    key = f"items {hashlib.sha256(named.encode()).hexdigest()[:16]}"
    event = st.dataframe(
        rows.shown(visitor, found, some),
        column_config=rows.COLUMNS,
        hide_index=True,
        height=tables.height(len(some), ROWS),
        on_select="rerun",
        selection_mode="multi-row",
        key=key,
        alt="Items of the worklist",
    )
    ticked = [keys[place] for place in event["selection"]["rows"] if place < len(keys)]
    many = count_of(len(items), "item", "items")
    if st.checkbox(f"All {many} as chosen above, not only those ticked", key="all items"):
        ticked = codes.keys(items)
    return Picked(tuple(ticked))


def _page(found: Seen, many: int) -> int:
    """Give the first row of the page looked at."""
    last = -(-many // ROWS)
    if last == 1:
        return 0
    key = f"page of items {found.contract} {many}"
    at = st.number_input(f"Page, of {last:,}", 1, last, 1, key=key, width=140)
    return (int(at) - 1) * ROWS
