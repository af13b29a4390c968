"""Review pack: what does a performance review need, frozen at an instant and numbered?"""

from pages.shared.guard import guard

visitor = guard(__file__)  # first statement of every page

import streamlit as st  # noqa: E402

from pages.shared import choices, loaders, panels, pickers, written  # noqa: E402
from pages.shared.packs import listing, making, opening  # noqa: E402

st.title("Review pack")
if not loaders.contracts(visitor):
    panels.no_contracts(visitor)
    st.stop()

written.saved()
finding = st.container()
with pickers.in_a_row():
    terms = choices.contract(visitor)
found = listing.kept(visitor, terms)
with finding:
    listing.say(found)

number = opening.asked()
if number is not None:
    opening.show(visitor, terms, number)
    st.stop()

listing.show(found)
making.offer(visitor, terms)
panels.what_next(visitor, terms)
