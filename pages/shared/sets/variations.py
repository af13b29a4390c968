"""What of the contract was changed: by whom proposed, by whom accepted, before and after?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db import variations
from monitoring import narrative
from monitoring.variations import KINDS, Did, is_open, state
from pages.shared import loaders
from pages.shared.sets import answering, before_after, proposing
from pages.shared.words import as_markdown, sentence

if TYPE_CHECKING:
    from monitoring.variations import Variation
    from pages.shared.sets.asked import Asked

NONE = (
    "No change to this contract is in the log. A profile is revised only by a variation that both "
    "sides accept; draw up a set and propose it, or propose another change below."
)
BACK = (
    "The log as it was known on {day}: later changes, and later answers to these, are not in it. "
    "Clear the day to answer or to propose."
)
DONE = {
    Did.PROPOSED: "proposed",
    Did.ACCEPTED_DWP: "accepted for the department",
    Did.ACCEPTED_PROVIDER: "accepted for the provider",
    Did.DECLINED: "declined",
}


def show(found: Asked) -> None:
    """Show the log, the latest first, with what the visitor can do about each."""
    with loaders.reading(found.visitor) as session:
        log = variations.log(session, found.contract, found.as_at)
    if found.as_at:
        st.caption(as_markdown(BACK.format(day=narrative.day(found.as_at))))
    elif not log:
        st.info(NONE)
    for one in reversed(log):
        with st.container(border=True):
            _one(found, one)
    if found.binds and not found.as_at:
        proposing.of_another_kind(found)


def _one(found: Asked, one: Variation) -> None:
    standing = state(one.dids)
    colour = "orange" if is_open(one.dids) else "gray"
    kind = as_markdown(KINDS.get(one.kind, one.kind))
    name = as_markdown(one.reference)
    st.markdown(f"**{name}: {kind}** :{colour}-badge[{as_markdown(sentence(standing))}]")
    since = f" From {narrative.day(one.dated)}." if one.dated else ""
    st.markdown(as_markdown(f"{one.parties}. {one.reason.rstrip('.')}.{since}"))
    before_after.show(found, one)
    for step in one.steps:
        why = f": {step.reason}" if step.reason else ""
        done = DONE[Did(step.did)]
        st.caption(as_markdown(f"{narrative.day(step.at)}: {done} by {step.who}{why}"))
    if not found.as_at:
        answering.answers(found, one)
        answering.publish(found, one)
