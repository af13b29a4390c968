"""How do a provider's contracts stand together, and each of them alone?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db.reports import View
from monitoring import narrative, portfolio, portfolio_rates, scorecard
from pages.shared import loaders, overview, pickers, tables
from pages.shared.guard import refuse
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    import pandas as pd

    from monitoring.programmes import Measure
    from pages.shared.identity import Visitor


def every(rows: pd.DataFrame, measure: Measure) -> None:
    """Show a row a provider, each a ratio of sums; its name opens its contracts."""
    told = scorecard.by_provider(_rolled_up(rows, measure), measure)
    key = f"providers {measure.code}"
    shown = {
        "name": tables.button("Prime provider", key),
        "contracts": tables.figure("Contracts"),
        "counted": tables.figure("With figures"),
        "to_date": tables.right("To date" if measure.is_rate else "To date, of profile"),
        "share": tables.bar("Share"),
        "interval": tables.right("95% interval"),
        "target": tables.right("Target"),
        "behind": tables.figure(scorecard.behind_label(measure)),
    }
    shown = {name: how for name, how in shown.items() if name in told}
    tables.show(told[list(shown)], f"Providers: {measure.title}", shown)
    what = "A provider's rate" if measure.is_rate else "A provider's share"
    st.caption(f"{what} is a ratio of sums, each contract over the months it returned.")
    names = {"": "None"} | {name: name for name in told["prime"]}
    pickers.one("prime", "Open a provider", names, width=320)
    if name := tables.opened(key):
        st.query_params["prime"] = dict(zip(told["name"], told["prime"], strict=True))[name]
        st.rerun()


def one(visitor: Visitor, prime: str, view: View) -> None:
    """Show every contract of one provider, programme by programme, never added across them."""
    if prime not in {terms.prime for terms in loaders.contracts(visitor).values()}:
        refuse(visitor, "a provider")
    st.markdown(f"**All contracts of {as_markdown(prime)}**")
    if st.button("Show every contract"):
        del st.query_params["prime"]
        st.rerun()
    for of in loaders.programmes(visitor).values():
        asked = view if of.code == view.programme else View(programme=of.code, as_at=view.as_at)
        measure = of.measure(asked.measure or of.headline)
        rows = loaders.report(visitor, "portfolio", asked).frame
        rows = rows[rows["prime"] == prime]
        if len(rows):
            sums = _rolled_up(rows, measure).iloc[0]
            told = {str(name): value for name, value in sums.items()}
            said = f"{of.name}, {measure.title}. {narrative.provider_finding(told, measure)}"
            st.markdown(as_markdown(said))
            overview.by_contract(rows, measure)


def _rolled_up(rows: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """Give a row a provider: sums of counts, or one rate of the sums of its counts."""
    if measure.is_rate:
        return portfolio_rates.by_provider(rows)
    return portfolio.by_provider(rows)
