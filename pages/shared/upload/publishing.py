"""One button: publish. Then the work goes on, whatever is clicked, until there are receipts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db import sending
from db.publishing.request import CallError
from monitoring.narrative.words import count_of
from pages.shared.upload import going
from pages.shared.upload.foresight import STAGES
from pages.shared.upload.work import Job

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from db.publishing.request import Answer
    from pages.shared.identity import Visitor
    from pages.shared.upload.batch import Batch
    from pages.shared.upload.draft import Draft

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
        batch.job = Job("Publishing").start(lambda told: going.publish(visitor, batch, draft, told))
        going.look_on(batch, batch.job, STAGES)  # here, where the sender is looking


def all_ready(visitor: Visitor, batch: Batch, ready: Sequence[Draft]) -> None:
    """Publish parts one after the other, each whole or not at all, whatever becomes of others."""

    def work(progress: Callable[[str], None]) -> None:
        for place, draft in enumerate(ready, start=1):
            progress(f"Publishing {place} of {len(ready)}: {draft.name}")
            try:
                going.publish(visitor, batch, draft, sending.quiet)
            except Exception as error:  # noqa: BLE001 - the others go on; it is told beside this one
                draft.trouble = str(error) if isinstance(error, CallError) else WENT_WRONG
        for draft in batch.parts:
            draft.round += 1  # what was refused may have waited for what now stands

    batch.job = Job("Publishing").start(work)
    going.look_on(batch, batch.job, len(ready))


def under_way(batch: Batch) -> None:
    """Look on where a run was cut short while something was published; say what went wrong."""
    if batch.job is not None:
        going.look_on(batch, batch.job, STAGES)
    for draft in batch.parts:
        if draft.trouble and (batch.single or draft is batch.current or batch.current is None):
            st.warning(draft.trouble if batch.single else f"{draft.name}: {draft.trouble}")
            draft.trouble = ""
