"""How is a supply chain shown whole: by contract, by prime provider, by partner?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from monitoring import narrative, supply_chain
from pages.shared import address, chain_tables
from pages.shared.registry import BY_NAME
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    import pandas as pd

    from monitoring.programmes import Programme
    from monitoring.supply_chain import Chain
    from pages.shared.identity import Visitor

MADE = {
    "contract": supply_chain.by_contract,
    "prime": supply_chain.by_prime,
    "partner": supply_chain.by_partner,
}


def figures(chain: Chain) -> None:
    """Show how many there are of everything."""
    made = narrative.chain_size(supply_chain.size(chain), chain.on)
    for column, (label, count, more) in zip(st.columns(len(made)), made, strict=True):
        column.metric(label, f"{count:,}", as_markdown(more), delta_color="off", delta_arrow="off")


def whole(visitor: Visitor, chain: Chain, of: Programme, each: str, words: str) -> None:
    """Show a row a contract, prime provider or partner that holds the words looked for."""
    every = MADE[each](chain)
    rows = supply_chain.matching(every, words)
    if words:
        st.caption(as_markdown(narrative.rows_found(len(rows), len(every), words)))
    table(of, each, rows)
    chain_tables.offer(visitor, chain, of, each, rows)


def table(of: Programme, each: str, rows: pd.DataFrame) -> None:
    """Show rows of one kind; the name in a row opens what belongs to it."""
    if name := chain_tables.show(of, each, rows):
        go(of, **{each: name})


def go(of: Programme, **to: str) -> None:
    """Open one contract, prime provider or partner, or the whole again."""
    kept = {name: text for name, text in address.carried().items() if name == "as_at"}
    page = BY_NAME["supply_chain"].file
    st.switch_page(page, query_params={**kept, "programme": of.code, **to})
