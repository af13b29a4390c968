"""How is the portfolio shown: a row a contract or a row a provider, and what does a row open?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from db.reports import View
from monitoring import narrative, portfolio, scorecard
from pages.shared import loaders, pickers
from pages.shared.guard import not_found
from pages.shared.registry import BY_NAME
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from monitoring.programmes import Measure
    from pages.shared.identity import Visitor

ROWS_IN_VIEW = 20
ROW_HEIGHT = 35
CONFIG = st.column_config


def by_contract(rows: pd.DataFrame, measure: Measure, more: Sequence[str] = ()) -> None:
    """Show a row a contract, the furthest behind first; its name opens it."""
    told = scorecard.table(rows, measure)
    named = dict(zip(told["name"], told["contract"], strict=True))
    address = {"measure": measure.code} | pickers.carried()
    key = f"contracts {'-'.join(rows['programme'].unique())} {measure.code}"
    shown = {
        "name": _button("Contract", key),
        "data": CONFIG.TextColumn("Returns"),
        "month": CONFIG.TextColumn("Last month, of profile", alignment="right"),
        "to_date": CONFIG.TextColumn("To date, of profile", alignment="right"),
        "share": _share(),
        "behind": CONFIG.NumberColumn(scorecard.behind_label(measure), format="localized"),
        "history": CONFIG.LineChartColumn("24 months", width=90),
        "since_review": CONFIG.TextColumn("Since review", alignment="right"),
        **scorecard.MORE,
    }
    _table(told[[*scorecard.FIRST, *more]], f"Contracts: {measure.title}", shown)
    # The name is looked up, not the place: the table may have been sorted or filtered meanwhile.
    if clicked := st.session_state.get(key):
        address["contract"] = named[clicked["label"]]
        st.switch_page(BY_NAME["profile_vs_actual"].file, query_params=address)


def by_provider(rows: pd.DataFrame, measure: Measure) -> None:
    """Show a row a provider, each a ratio of sums; its name opens its contracts."""
    told = scorecard.by_provider(portfolio.by_provider(rows))
    key = f"providers {measure.code}"
    shown = {
        "prime": _button("Prime provider", key),
        "contracts": CONFIG.NumberColumn("Contracts"),
        "counted": CONFIG.NumberColumn("With both figures"),
        "to_date": CONFIG.TextColumn("To date, of profile", alignment="right"),
        "share": _share(),
        "behind": CONFIG.NumberColumn(scorecard.behind_label(measure), format="localized"),
    }
    _table(told, f"Providers: {measure.title}", shown)
    st.caption("A provider's share is a ratio of sums, each contract over the months it returned.")
    if clicked := st.session_state.get(key):
        st.query_params["prime"] = clicked["label"]
        st.rerun()


def of_provider(visitor: Visitor, prime: str, view: View) -> None:
    """Show every contract of one provider, programme by programme, never added across them."""
    if prime not in {terms.prime for terms in loaders.contracts(visitor).values()}:
        not_found()
    st.markdown(f"**All contracts of {as_markdown(prime)}**")
    if st.button("Show every provider"):
        del st.query_params["prime"]
        st.rerun()
    for of in loaders.programmes(visitor).values():
        asked = view if of.code == view.programme else View(programme=of.code, as_at=view.as_at)
        measure = of.measure(asked.measure or of.headline)
        rows = loaders.report(visitor, "portfolio", asked).frame
        rows = rows[rows["prime"] == prime]
        if len(rows):
            sums = portfolio.by_provider(rows).iloc[0]
            told = {str(name): value for name, value in sums.items()}
            said = f"{of.name}, {measure.title}. {narrative.provider_finding(told)}"
            st.markdown(as_markdown(said))
            by_contract(rows, measure)


def _button(label: str, key: str) -> Any:  # noqa: ANN401 - what a column may be shown as has no public type
    return CONFIG.ButtonColumn(label, type="secondary", alignment="left", pinned=True, key=key)


def _share() -> Any:  # noqa: ANN401 - the same
    return CONFIG.ProgressColumn("Share", format="%.1f%%", min_value=0, max_value=100, width=120)


def _table(told: pd.DataFrame, alt: str, shown: dict[str, Any]) -> None:
    height = ROW_HEIGHT * (min(len(told), ROWS_IN_VIEW) + 1) + 3
    st.dataframe(told, column_config=shown, hide_index=True, height=height, alt=alt)
