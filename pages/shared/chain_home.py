"""What does the home page show of a programme of which nothing but the register is known?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from monitoring import narrative, supply_chain
from pages.shared import chain as chains
from pages.shared import chain_choices, chain_parts, choices, loaders, panels, pickers
from pages.shared.duties import left
from pages.shared.received import sent as sent_to
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    from monitoring.programmes import Programme
    from pages.shared.identity import Visitor


def only_registered(visitor: Visitor, of: Programme) -> bool:
    """Say whether nothing but the register is known of a programme's contracts."""
    if not of.register_only:
        return False
    every = loaders.contracts(visitor)
    mine = {name for name, terms in every.items() if terms.programme == of.code}
    sent = {each.dataset for each in sent_to.sent(visitor) if each.contract in mine}
    return supply_chain.only_registered(register_only=True, sent=sent)


def show(visitor: Visitor, of: Programme) -> None:
    """Say that there are no returns yet, and show whose the contracts are."""
    said = st.container()
    prime = st.query_params.get("prime")
    with pickers.in_a_row():
        if prime:
            chain_parts.way_back(of)
            as_at = choices.as_at()
        else:
            each, words = chain_choices.row_for_each(), chain_choices.search()
            as_at = choices.as_at()
    chain = chain_choices.chain(visitor, of, as_at)
    told = supply_chain.size(chain)
    said.markdown(f":blue-badge[{narrative.REGISTER_ONLY}]")
    said.markdown(as_markdown(narrative.register_only(told)))
    with said:
        left.show(visitor)
    if prime:
        chain_parts.prime(visitor, chain, of, prime)
    else:
        chains.figures(chain)
        chains.whole(visitor, chain, of, each, words)
    with st.container(horizontal=True):
        panels.link(visitor, "supply_chain", "Supply chain", programme=of.code)
        panels.link(visitor, "upload_return", "Send a return")
