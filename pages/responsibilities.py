"""Who answers for what, whom to reach, and what did those before leave behind?"""

from pages.shared.guard import guard

visitor = guard(__file__)  # first statement of every page

import streamlit as st  # noqa: E402

from db.queries import governance as reads  # noqa: E402
from pages.shared import choices, loaders, panels, pickers, written  # noqa: E402
from pages.shared.duties import handing_over, matrix, people  # noqa: E402
from pages.shared.words import as_markdown  # noqa: E402

SHOWN = {
    "matrix": "Who answers for what",
    "contacts": "Whom to reach",
    "history": "Who held which post",
    "handover": "Left for the next",
}

st.title("Who owns what")
if not loaders.contracts(visitor):
    panels.no_contracts(visitor)
    st.stop()

written.saved()
finding = st.container()
with pickers.in_a_row():
    terms = choices.contract(visitor)
kind = pickers.segment("show", "Show", SHOWN, "matrix")
found = written.read(visitor, lambda session: reads.matrix(session, terms.reference))
if found.processes:
    finding.markdown(as_markdown(matrix.finding(found)))

if kind == "contacts":
    people.contacts(visitor, terms)
elif kind == "history":
    people.history(visitor, terms)
elif kind == "handover":
    handing_over.show(visitor, terms)
elif found.processes:
    matrix.show(found)
    matrix.lines(found)
    matrix.setting(visitor, terms, found)
else:
    st.info("No responsibility matrix stands for this contract's programme.")
panels.what_next(visitor, terms)
