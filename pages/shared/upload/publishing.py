"""One button: publish. Then the work goes on, whatever is clicked, until there are receipts."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import streamlit as st

from db import sending
from db.publishing.request import CallError
from monitoring.narrative.words import count_of
from monitoring.review import STORED
from monitoring.vocabulary import Status
from pages.shared.upload.asked import sending as sending_asked
from pages.shared.upload.foresight import STAGES, desk
from pages.shared.upload.keeping import keep
from pages.shared.upload.work import Job, look_on

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from db.publishing.request import Answer
    from pages.shared.identity import Visitor
    from pages.shared.upload.batch import Batch
    from pages.shared.upload.draft import Draft

MEANWHILE = "Something else was published meanwhile. Look at what will change once more."
NOT_YET = "Answer what is asked above first."
WITH_OTHERS = "This part is ready. Go back to all parts to publish it with the others."
WENT_WRONG = "It was not published, and the fault is ours. Nothing of it was stored; try it again."


def offer(visitor: Visitor, batch: Batch, draft: Draft, answer: Answer, *, ready: bool) -> None:
    """Offer to publish; the button works once nothing stands in the way."""
    st.subheader("5. Publish")
    if not batch.single:
        st.text(WITH_OTHERS if ready else NOT_YET)
        return
    stored = answer.changes.stored
    held = f" and hold {answer.rows_held:,}" if answer.rows_held else ""
    label = f"Publish {count_of(stored, 'row', 'rows')}{held}" if ready else "Publish"
    if not ready:
        st.text(NOT_YET)
    if st.button(label, type="primary", disabled=not ready, key=draft.key("publish")):
        batch.job = Job("Publishing").start(lambda told: _publish(visitor, batch, draft, told))
        _look_on(batch, batch.job, STAGES)  # here, where the sender is looking


def all_ready(visitor: Visitor, batch: Batch, ready: Sequence[Draft]) -> None:
    """Publish parts one after the other, each whole or not at all, whatever becomes of others."""

    def work(progress: Callable[[str], None]) -> None:
        for place, draft in enumerate(ready, start=1):
            progress(f"Publishing {place} of {len(ready)}: {draft.name}")
            try:
                _publish(visitor, batch, draft, sending.quiet)
            except Exception as error:  # noqa: BLE001 - the others go on; it is told beside this one
                draft.trouble = str(error) if isinstance(error, CallError) else WENT_WRONG
        for draft in batch.parts:
            draft.round += 1  # what was refused may have waited for what now stands

    batch.job = Job("Publishing").start(work)
    _look_on(batch, batch.job, len(ready))


def under_way(batch: Batch) -> None:
    """Look on where a run was cut short while something was published; say what went wrong."""
    if batch.job is not None:
        _look_on(batch, batch.job, STAGES)
    for draft in batch.parts:
        if draft.trouble and (batch.single or draft is batch.current or batch.current is None):
            st.warning(draft.trouble if batch.single else f"{draft.name}: {draft.trouble}")
            draft.trouble = ""


def _publish(visitor: Visitor, batch: Batch, draft: Draft, progress: Callable[[str], None]) -> None:
    """Publish one part, note its receipt, and let go of what was kept of it."""
    mode = draft.mode or (draft.foreseen[1].usual if draft.foreseen else None)
    answer = sending.send(desk(visitor, progress), sending_asked(draft, mode, sure=draft.sure))
    if answer.status in STORED:
        draft.receipt = answer
        draft.already = answer.status is Status.DUPLICATE
        draft.number = answer.earlier_submission if draft.already else answer.submission
        draft.keep_nothing()
        with suppress(Exception):  # it is kept at the end of the run all the same
            keep(visitor, batch)
    else:
        draft.foreseen = draft.looked_at = None
        draft.trouble = MEANWHILE if batch.single else ""


def _look_on(batch: Batch, job: Job, stages: int) -> None:
    """Look on until the work ends; say what stands in the way."""
    try:
        look_on(job, stages)
    except CallError as error:
        batch.parts[0].trouble = str(error)
    except Exception:
        batch.job = None
        raise
    batch.job, batch.shown = None, batch.shown + 1
    for draft in batch.parts:
        draft.turn += batch.single
    st.rerun()
