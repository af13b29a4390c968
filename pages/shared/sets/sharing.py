"""How does a draft reach others: shared, proposed as a variation, or let go?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db import profile_drafts, sending
from db.store import Store
from monitoring import reprofiling
from monitoring.profile_sets import CAVEAT, NO_STEER
from monitoring.vocabulary import Status
from pages.shared import loaders
from pages.shared.sets import described, proposing
from pages.shared.words import sentence

if TYPE_CHECKING:
    from db.publishing.request import Answer
    from monitoring.reprofiling import Draft
    from pages.shared.sets.asked import Asked

READ_BY = (
    "Shared: everybody who sees the contract's profiles reads it, the provider among them. "
    f"It {CAVEAT}."
)


def offer(found: Asked, draft: Draft) -> None:
    """Ask what the set is, and offer to share it, propose it or let go of it."""
    said = described.asked(found, draft)
    if said != draft:
        profile_drafts.keep(Store.open(), found.visitor, said, loaders.now())
    if not said.authority:
        st.caption(f"Without an authority it reads: {NO_STEER}.")
    adds_up = not any(reprofiling.out_of_line(said, code) for code in said.measures)
    if not adds_up:
        st.text("Put the sums right before it goes anywhere.")
    with st.container(horizontal=True):
        if adds_up and found.shares:
            with st.popover("Share this set"):
                _share(found, said)
        if adds_up:
            with st.popover("Propose as a variation"):
                proposing.of_draft(found, said)
        if st.button("Let go of this draft"):
            profile_drafts.forget(Store.open(), found.visitor, found.contract, draft.name)
            proposing.leave("sets", "")


def _share(found: Asked, draft: Draft) -> None:
    st.text(READ_BY)
    if draft.name in found.sets.sets:
        st.text("A set of this name stands. It is replaced; what stood stays in its history.")
    if st.button("Share it now", type="primary", disabled=not draft.rationale):
        desk = sending.Desk(Store.open(), found.visitor, loaders.now())
        answers = profile_drafts.share(desk, draft)
        if shared(answers):
            profile_drafts.forget(Store.open(), found.visitor, found.contract, draft.name)
            first, second = (one.submission or one.earlier_submission for one in answers)
            proposing.leave("sets", f"Shared. Receipts {first} and {second}.")
    if not draft.rationale:
        st.text("Say why first.")


def shared(answers: tuple[Answer, Answer]) -> bool:
    """Say whether both files stand; show what was found where they do not."""
    stands = {Status.PUBLISHED, Status.DUPLICATE}
    for answer in answers:
        for problem in answer.problems:
            st.text(sentence(problem.message))
    return all(answer.status in stands for answer in answers)
