"""How many of the records behind a month's figure match one by one, and how much is timing?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from monitoring.narrative.sources import records_said
from pages.shared import loaders, panels
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    from pages.shared.identity import Visitor
    from pages.shared.source_views import Chosen


def show(visitor: Visitor, asked: Chosen) -> None:
    """Say it in a sentence, and lead to the records; nothing where none are compared."""
    if asked.month is None:
        return
    rows = loaders.report(visitor, "confidence", asked.view).months
    mine = rows[rows["month"].eq(asked.month) & rows["records"].notna()]
    if mine.empty:
        return
    st.markdown(f"**Records.** {as_markdown(records_said(mine.iloc[0].to_dict()))}")
    link = {"contract": asked.terms.reference, "month": f"{asked.month:%Y-%m}"}
    panels.link(visitor, "worklist", "See the differences of the month", **link)
