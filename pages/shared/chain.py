"""How is a supply chain shown whole: by contract, by prime provider, by partner?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from monitoring import narrative, supply_chain
from pages.shared import address, tables
from pages.shared.chain_choices import ROWS
from pages.shared.registry import BY_NAME
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    import pandas as pd

    from monitoring.programmes import Programme
    from monitoring.supply_chain import Chain

MADE = {
    "contract": supply_chain.by_contract,
    "prime": supply_chain.by_prime,
    "partner": supply_chain.by_partner,
}
COUNTS = {
    "contract": {"partners": "Partners"},
    "prime": {"districts": "Districts", "partners": "Partners", "elsewhere": "Also partner under"},
    "partner": {"primes": "Prime providers", "districts": "Districts", "holds": "Holds itself"},
}


def figures(chain: Chain) -> None:
    """Show how many there are of everything."""
    made = narrative.chain_size(supply_chain.size(chain), chain.on)
    for column, (label, count, more) in zip(st.columns(len(made)), made, strict=True):
        column.metric(label, f"{count:,}", as_markdown(more), delta_color="off", delta_arrow="off")


def whole(chain: Chain, of: Programme, each: str, words: str) -> None:
    """Show a row a contract, prime provider or partner that holds the words looked for."""
    every = MADE[each](chain)
    rows = supply_chain.matching(every, words)
    if words:
        st.caption(as_markdown(narrative.rows_found(len(rows), len(every), words)))
    table(rows, each, of)


def table(rows: pd.DataFrame, each: str, of: Programme) -> None:
    """Show rows of one kind; the name in a row opens what belongs to it."""
    key = f"chain {each} {of.code}"
    shown = {each: tables.button(ROWS[each], key)}
    if each == "contract":
        shown |= {
            "prime": tables.text("Prime provider", width=195),
            "district": tables.text("District", width=215),
            "service": tables.text(of.phase_name, width=250),
            "starts_on": tables.month("From", width=115),
            "ends_on": tables.month("Until", width=125),
        }
    else:
        shown |= {"contracts": tables.figure("Contracts"), "share": tables.bar("Share of all")}
    shown |= {name: tables.figure(label) for name, label in COUNTS[each].items()}
    tables.show(rows[list(shown)], f"Supply chain: {ROWS[each]}", shown)
    if name := tables.opened(key):
        go(of, **{each: name})


def go(of: Programme, **to: str) -> None:
    """Open one contract, prime provider or partner, or the whole again."""
    kept = {name: text for name, text in address.carried().items() if name == "as_at"}
    page = BY_NAME["supply_chain"].file
    st.switch_page(page, query_params={**kept, "programme": of.code, **to})
