"""How do returns go in: recognised, put right, looked at, published?"""

from pages.shared.guard import guard

visitor = guard(__file__)  # first statement of every page

import streamlit as st  # noqa: E402

from pages.shared.duties import left  # noqa: E402
from pages.shared.upload import (  # noqa: E402
    choosing,
    handover,
    kept,
    parts,
    publishing,
    start,
    steps,
)

st.title("Send a return")
batch = kept.current(visitor)
if batch is None:
    left.show(visitor)
    start.ask(visitor)
    st.stop()

with kept.saved(visitor, batch):
    start.card(visitor, batch)
    if handover.settled(visitor, batch):
        publishing.under_way(batch)
        draft = batch.current
        if draft is None:
            parts.show(visitor, batch)
        else:
            if not batch.single:
                choosing.back(batch)
            steps.show(visitor, batch, draft)
