"""How is the portfolio shown with a row a contract, and what does a row open?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from monitoring import scorecard
from pages.shared import address, tables
from pages.shared.registry import BY_NAME

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from monitoring.programmes import Measure


def by_contract(rows: pd.DataFrame, measure: Measure, more: Sequence[str] = ()) -> None:
    """Show a row a contract, the furthest behind first; its name opens it."""
    told = scorecard.table(rows, measure)
    key = f"contracts {'-'.join(rows['programme'].unique())} {measure.code}"
    of = "" if measure.is_rate or scorecard.without_target(rows) else ", of profile"
    shown = {
        "name": tables.button("Contract", key),
        "data": tables.text("Returns"),
        "month": tables.right(f"Last month{of}"),
        "to_date": tables.right(scorecard.to_date_label(rows), width=_room(measure)),
        "share": tables.bar("Share"),
        "interval": tables.right("95% interval"),
        "target": tables.right("Target"),
        "behind": tables.figure(scorecard.behind_label(measure)),
        "history": tables.picture("History"),
        "since_review": tables.right("Since review"),
        **{name: tables.text(label) for name, label in scorecard.MORE.items()},
    }
    columns = list(dict.fromkeys([*scorecard.first_columns(rows, measure), *more]))
    tables.show(told[columns], f"Contracts: {measure.title}", shown)
    if name := tables.opened(key):
        named = dict(zip(told["name"], told["contract"], strict=True))
        query = {"measure": measure.code} | address.carried() | {"contract": named[name]}
        st.switch_page(BY_NAME["profile_vs_actual"].file, query_params=query)


def _room(measure: Measure) -> int:
    """Give the pixels a figure to date and its month take: a column only looks at some rows."""
    return 215 if measure.is_rate else 175
