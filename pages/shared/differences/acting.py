"""What can be done with the items ticked, by whom?"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from db.worklist.steps import hands, take
from monitoring.audiences import Audience
from monitoring.narrative.words import count_of
from monitoring.worklist.causes import CAUSES
from monitoring.worklist.steps import MOVES, Did, Hand, Said
from pages.shared import written
from pages.shared.differences import listing

if TYPE_CHECKING:
    from db.worklist.seen import Seen
    from pages.shared.differences.listing import Picked
    from pages.shared.identity import Visitor

LABELS = {
    Did.ANSWERED: "Answer",
    Did.ASKED: "Send to the provider",
    Did.ACCEPTED: "Accept answers",
    Did.RETURNED: "Return answers",
    Did.TAKEN: "Follow up",
    Did.CLOSED: "Close",
    Did.REOPENED: "Open again",
    Did.NOTED: "Note",
}
"""The steps that are offered, in this order; likely pairs are settled where they are shown."""

BOTH_SIDES = "The department and the provider will read this."


def offer(visitor: Visitor, found: Seen, picked: Picked) -> None:
    """Offer the steps that lie on the visitor's hand."""
    mine = hands(visitor.scope, found.contract_id)
    if not mine:
        return
    many = count_of(len(picked.keys), "item is", "items are")
    st.caption(f"{many} ticked. What you do is done to all of them, or to none.")
    with st.container(horizontal=True, key="steps of items"):
        for did, label in LABELS.items():
            if mine.intersection(MOVES[did].by):
                with st.popover(label, disabled=not picked.keys):
                    _form(visitor, found, picked, did)


def _form(visitor: Visitor, found: Seen, picked: Picked, did: Did) -> None:
    with st.form(f"step {did}", border=False):
        said = _asked(did)
        audience = Audience.SHARED
        if MOVES[did].shared:
            st.caption(BOTH_SIDES)
        else:
            sides = visitor.scope.writes_for(found.contract_id)
            audience = written.readers(sides, "note of items")
        if st.form_submit_button(LABELS[did], type="primary"):
            wanted = dict.fromkeys(picked.keys, said)
            done = f"{MOVES[did].words}: {count_of(len(wanted), 'item', 'items')}."
            pen, about = written.pen(visitor), listing.about(found)
            written.save(partial(take, pen, about, did, wanted, audience), done)


def _asked(did: Did) -> Said:
    """Ask what a step needs to be told."""
    if did in {Did.ANSWERED, Did.CLOSED}:
        reason = st.selectbox(
            "Reason", list(CAUSES), format_func=lambda code: CAUSES[code], key=f"reason {did}"
        )
        return Said(reason=reason, text=written.lines("In a sentence", f"text {did}"))
    if did is Did.TAKEN:
        owner = st.text_input("Who follows it up (post, not name)", key="owner of items")
        due = written.day("By when", "due of items")
        paper = st.text_input("Clerical reference", key="paper of items", max_chars=80)
        return Said(owner=owner, due_on=due, clerical_ref=paper)
    if did is Did.ASKED:
        due = written.day("Answer by", "answer of items by")
        return Said(due_on=due, text=written.lines("What you ask", "what is asked"))
    if did is Did.ACCEPTED:
        st.text("The items are closed for the reason the provider gave.")
        return Said()
    return Said(text=written.lines("In a sentence", f"text {did}"))


def is_provider(visitor: Visitor, found: Seen) -> bool:
    """Say whether the visitor answers for the provider."""
    return Hand.PROVIDER in hands(visitor.scope, found.contract_id)
