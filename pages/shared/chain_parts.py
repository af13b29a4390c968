"""What belongs to one contract, one prime provider or one partner of a supply chain?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from monitoring import narrative, supply_chain
from pages.shared import chain as chains
from pages.shared import chain_tables, panels
from pages.shared.guard import refuse
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from monitoring.programmes import Programme
    from monitoring.supply_chain import Chain
    from pages.shared.identity import Visitor


def way_back(of: Programme) -> None:
    """Offer the whole chain again."""
    if st.button("Show the whole chain"):
        chains.go(of)


def on_to(of: Programme, label: str, **to: str) -> None:
    """Offer another part of the chain."""
    if st.button(as_markdown(label)):
        chains.go(of, **to)


def contract(visitor: Visitor, chain: Chain, of: Programme, reference: str) -> None:
    """Show one contract: whose it is, where, and the partners who deliver parts of it."""
    told = supply_chain.terms_of(chain, reference)
    if told is None:
        refuse(visitor, "a contract")
    st.subheader(as_markdown(narrative.contract_name(told)))
    st.markdown(as_markdown(narrative.contract_terms(told, of.phase_name, chain.on)))
    rows = supply_chain.partners_of(chain, reference)
    if rows.empty:
        st.info(as_markdown(narrative.no_partner(told)))
    else:
        chains.table(of, "partner", rows)
        chain_tables.offer(visitor, chain, of, "partner", rows)
    with st.container(horizontal=True):
        on_to(of, f"All contracts of {told['prime']}", prime=told["prime"])
        panels.link(visitor, "profile_vs_actual", "Profile against actual", contract=reference)


def prime(visitor: Visitor, chain: Chain, of: Programme, name: str) -> None:
    """Show one prime provider: its contracts, and the partners under them."""
    row = supply_chain.prime_of(chain, name)
    if row is None:
        refuse(visitor, "a provider")
    own = supply_chain.part(chain, prime=name)
    st.subheader(as_markdown(name))
    st.markdown(as_markdown(narrative.prime_finding(row)))
    _contracts(visitor, chain, of, own)
    partners = supply_chain.partners_in(chain, own)
    if len(partners):
        st.markdown("**Partners under these contracts**")
        chains.table(of, "partner", partners)
        chain_tables.offer(visitor, chain, of, "partner", partners)
    if row["elsewhere"]:
        on_to(of, f"Contracts of others under which {name} works", partner=name)


def partner(visitor: Visitor, chain: Chain, of: Programme, name: str) -> None:
    """Show one partner: every contract under which it works, whoever holds it."""
    own = supply_chain.part(chain, partner=name)
    if own.links.empty:
        refuse(visitor, "a partner")
    st.subheader(as_markdown(name))
    st.markdown(as_markdown(narrative.partner_finding(name, supply_chain.size(own))))
    _contracts(visitor, chain, of, own)
    if name in set(chain.register["prime"]):
        on_to(of, f"Contracts {name} holds itself", prime=name)


def _contracts(visitor: Visitor, chain: Chain, of: Programme, own: Chain) -> None:
    rows = supply_chain.contracts_in(chain, own)
    chains.table(of, "contract", rows)
    chain_tables.offer(visitor, chain, of, "contract", rows)


SHOW: Mapping[str, Callable[[Visitor, Chain, Programme, str], None]] = {
    "partner": partner,
    "prime": prime,
    "contract": contract,
}
"""What shows a part, by the name of the choice in the address."""
