"""How is a list of single clients shown: when asked for, never kept, and written down each time?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import streamlit as st

from db import journal, reports
from db.journal import Act, Deed
from db.store import Store
from pages.shared import exports, loaders, printed, tables

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from pages.shared.following.choosing import Chosen
    from pages.shared.identity import Visitor

ROWS = 13


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of clients: the report asked for in detail, what it is called, and its columns.

    ``told`` puts the report's rows into words, if they need it.
    """

    name: str
    label: str
    columns: dict[str, tables.Column]
    told: Callable[[pd.DataFrame], pd.DataFrame] | None = None


def offer(visitor: Visitor, asked: Chosen, listing: Listing) -> None:
    """Offer the clients behind a report, one by one; show them when the button is pressed."""
    name = listing.name
    if printed.asked_for() or not st.button(listing.label, key=f"people {name}"):
        return
    with loaders.reading(visitor) as session:
        made = reports.run(session, name, replace(asked.view, detail=True), loaders.now())
    act = Act(
        action=Deed.LOOK,
        subject=f"report {name}",
        contract=asked.terms.reference,
        result="shown",
        detail=f"{len(made.frame)} rows",
    )
    journal.write(Store.open(), visitor, act, loaders.now())
    if made.frame.empty:
        st.text("There is nobody to list for the months and clients shown.")
        return
    frame = listing.told(made.frame) if listing.told else made.frame
    tables.show(frame[list(listing.columns)], listing.label, listing.columns, ROWS)
    exports.offer_report(visitor, made, "Download these rows as CSV")
