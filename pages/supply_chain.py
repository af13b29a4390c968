"""Supply chain: who delivers this contract?"""

from pages.shared.guard import guard

visitor = guard(__file__)  # first statement of every page

import streamlit as st  # noqa: E402

from monitoring import narrative, supply_chain  # noqa: E402
from pages.shared import chain as chains  # noqa: E402
from pages.shared import chain_choices, chain_parts, choices, panels, pickers  # noqa: E402
from pages.shared.since import each_page  # noqa: E402
from pages.shared.words import as_markdown  # noqa: E402

st.title("Supply chain")
opened, name = chain_choices.part()
of = chain_choices.programme(visitor, opened, name)
if of is None:
    panels.no_contracts(visitor)
    st.stop()

if opened:
    with pickers.in_a_row():
        chain_parts.way_back(of)
        as_at = choices.as_at()
    chain = chain_choices.chain(visitor, of, as_at)
    chain_parts.SHOW[opened](visitor, chain, of, name)
    each_page.of_chain(visitor, of, chain, as_at, (opened, name))
else:
    finding = st.container()
    with pickers.in_a_row():
        each, words = chain_choices.row_for_each(), chain_choices.search()
        as_at = choices.as_at()
    chain = chain_choices.chain(visitor, of, as_at)
    finding.markdown(as_markdown(narrative.chain_finding(supply_chain.size(chain))))
    chains.figures(chain)
    chains.whole(visitor, chain, of, each, words)
    each_page.of_chain(visitor, of, chain, as_at, (each, ""))

with st.expander("About this page"):
    for heading, text in narrative.about_chain(of, chain.on):
        st.markdown(f"**{heading}.** {as_markdown(text)}")
