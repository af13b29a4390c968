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
        _look_on(draft, draft.job)  # here, where the sender is looking


def under_way(draft: Draft) -> None:
    """Look on where a run was cut short while the file was published, and say what went wrong."""
    if draft.job is not None:
        _look_on(draft, draft.job)
    if draft.trouble:
        st.warning(draft.trouble)
        draft.trouble = ""


def _look_on(draft: Draft, job: Job) -> None:
    """Look on until the work ends; take its receipt, or keep what stands in the way."""
    try:
        answer: Answer = look_on(job, STAGES)
    except CallError as error:
        draft.trouble = str(error)
    except Exception:
        draft.job = None
        raise
    else:
        if answer.status in STORED:
            draft.receipt = answer
            draft.keep_nothing()
        else:
            draft.trouble = MEANWHILE
    draft.job = draft.foreseen = None
    draft.turn += 1
    st.rerun()
