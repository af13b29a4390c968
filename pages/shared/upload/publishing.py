"""One button: publish. Then the work goes on, whatever is clicked, until there is a receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db import sending
from db.publishing.request import Answer, CallError
from monitoring.narrative.words import count_of
from monitoring.vocabulary import Status
from pages.shared.upload.asked import sending as sending_asked
from pages.shared.upload.foresight import STAGES, desk
from pages.shared.upload.work import Job, look_on

if TYPE_CHECKING:
    from pages.shared.identity import Visitor
    from pages.shared.upload.draft import Draft

STORED = {Status.PUBLISHED, Status.HELD, Status.DUPLICATE}
MEANWHILE = "Something else was published meanwhile. Look at what will change once more."


def offer(visitor: Visitor, draft: Draft, answer: Answer, *, ready: bool) -> None:
    """Offer to publish; the button works once nothing stands in the way."""
    st.subheader("5. Publish")
    stored = answer.changes.stored
    held = f" and hold {answer.rows_held:,}" if answer.rows_held else ""
    label = f"Publish {count_of(stored, 'row', 'rows')}{held}" if ready else "Publish"
    if not ready:
        st.text("Answer what is asked above first.")
    if st.button(label, type="primary", disabled=not ready, key=draft.key("publish")):
        asked = sending_asked(draft, draft.mode, sure=draft.sure)
        draft.job = Job("Publishing").start(
            lambda progress: sending.send(desk(visitor, progress), asked)
        )
        st.rerun()


def under_way(draft: Draft) -> None:
    """Look on while the file is published, and take its receipt; does nothing when none is."""
    if draft.job is None:
        return
    try:
        answer: Answer = look_on(draft.job, STAGES)
    except CallError as error:
        draft.job = draft.foreseen = None
        st.error(str(error))
        return
    except Exception:
        draft.job = None
        raise
    draft.job = None
    if answer.status in STORED:
        draft.receipt = answer
        draft.keep_nothing()
        st.rerun()
    draft.foreseen, draft.turn = None, draft.turn + 1
    st.warning(MEANWHILE)
