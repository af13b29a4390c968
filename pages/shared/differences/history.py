"""What was done about one item, step by step, as far as the visitor reads it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db.queries import worklist
from db.worklist import codes
from monitoring.audiences import WORDS, Audience
from monitoring.narrative.words import day
from monitoring.worklist.causes import CAUSES
from monitoring.worklist.shown import class_said
from monitoring.worklist.steps import MOVES
from pages.shared import written
from pages.shared.words import as_markdown, sentence

if TYPE_CHECKING:
    from db.queries.worklist import Step
    from db.worklist.seen import Seen
    from pages.shared.differences.listing import Picked
    from pages.shared.identity import Visitor


def show(visitor: Visitor, found: Seen, picked: Picked) -> None:
    """Show the steps of the item ticked, where it is one alone."""
    if len(picked.keys) != 1:
        return
    steps = written.read(
        visitor,
        lambda session: worklist.history(
            session, found.contract_id, found.sides, picked.keys[0]
        ),
    )
    with st.container(border=True):
        st.markdown("**What the records say**")
        st.text(_records(found, picked))
        st.markdown("**What was done about it**")
        if not steps:
            st.text("Nobody has written anything about this item yet.")
        for one in steps:
            st.markdown(as_markdown(_told(one)))


def _records(found: Seen, picked: Picked) -> str:
    """Say how the item differs, and what the records say of it."""
    key = picked.keys[0]
    row = found.work[codes.is_item(found.work, key)].iloc[0]
    differs = class_said(str(row["difference"]), found.titles)
    return f"{differs}. {row['cause'] or 'The records give no reason.'}"


def _told(one: Step) -> str:
    said = [f"{day(one.at)}, {one.who}: {MOVES[one.did].words}"]
    if one.reason:
        said.append(CAUSES.get(one.reason, one.reason))
    if one.due_on:
        said.append(f"by {day(one.due_on)}")
    if one.text:
        said.append(one.text)
    if one.audience is not Audience.SHARED:
        said.append(sentence(WORDS[one.audience]))
    return ". ".join(each.rstrip(".") for each in said) + "."
