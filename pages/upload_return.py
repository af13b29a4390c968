"""How does a return go in: read, put right, looked at, published?"""

from pages.shared.guard import guard

visitor = guard(__file__)  # first statement of every page

import streamlit as st  # noqa: E402

from db.publishing.request import CallError  # noqa: E402
from monitoring.findings import Unreadable  # noqa: E402
from monitoring.vocabulary import Status  # noqa: E402
from pages.shared.upload import (  # noqa: E402
    changes,
    choices,
    foresight,
    how,
    kept,
    problems,
    publishing,
    receipt,
    start,
)

st.title("Send a return")
draft = kept.current(visitor)
if draft is None:
    start.ask(visitor)
    st.stop()

start.file_card(draft)
publishing.under_way(draft)
if draft.receipt is not None:
    receipt.show(visitor, draft, draft.receipt)
    st.stop()

if draft.refused:
    problems.unreadable(draft, draft.refused)
    st.stop()

st.subheader("1. What are you sending?")
try:
    if not choices.settled(visitor, draft):
        st.stop()
    seen = foresight.foreseen(visitor, draft)
except Unreadable as fault:
    problems.unreadable(draft, fault.problems)
    st.stop()
except CallError as error:
    st.error(str(error))
    st.stop()
if seen.first.status is Status.DUPLICATE:
    receipt.show(visitor, draft, seen.first)
    st.stop()
if seen.first.how is None:
    problems.unreadable(draft, seen.first.problems)
    st.stop()

how.show(draft, seen.first, seen.first.how)
if problems.settled(visitor, draft, seen.first):
    ready = changes.settled(visitor, draft, seen)
    chosen = seen.answers[draft.mode] if draft.mode else seen.first
    publishing.offer(visitor, draft, chosen, ready=ready)
