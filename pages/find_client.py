"""What does every source tell of one client?"""

from pages.shared.guard import guard

visitor = guard(__file__)  # first statement of every page

import streamlit as st  # noqa: E402

from monitoring.narrative import one_client as words  # noqa: E402
from pages.shared import choices, loaders, panels  # noqa: E402
from pages.shared.following import finding  # noqa: E402
from pages.shared.words import as_markdown  # noqa: E402

st.title("Find one client")
if not loaders.contracts(visitor):
    panels.no_contracts(visitor)
    st.stop()

st.markdown(as_markdown(words.WHAT))
as_at = choices.as_at()
reference = finding.asked()
if reference is None:
    st.stop()

found = finding.look(visitor, reference, as_at)
st.markdown(as_markdown(words.found_sentence(found)))
finding.show(visitor, found)
