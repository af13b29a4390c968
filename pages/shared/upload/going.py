"""How does one part go in, and how is the work looked on until it ends?"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import streamlit as st

from db import sending
from db.publishing.request import CallError
from monitoring.review import STORED
from monitoring.vocabulary import Status
from pages.shared.upload import work
from pages.shared.upload.asked import sending as sending_asked
from pages.shared.upload.foresight import desk
from pages.shared.upload.keeping import keep

if TYPE_CHECKING:
    from collections.abc import Callable

    from pages.shared.identity import Visitor
    from pages.shared.upload.batch import Batch
    from pages.shared.upload.draft import Draft
    from pages.shared.upload.work import Job

MEANWHILE = "Something else was published meanwhile. Look at what will change once more."


def publish(visitor: Visitor, batch: Batch, draft: Draft, progress: Callable[[str], None]) -> None:
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


def look_on(batch: Batch, job: Job, stages: int) -> None:
    """Look on until the work ends; say what stands in the way."""
    try:
        work.look_on(job, stages)
    except CallError as error:
        batch.parts[0].trouble = str(error)
    except Exception:
        batch.job = None
        raise
    batch.job, batch.shown = None, batch.shown + 1
    for draft in batch.parts:
        draft.turn += batch.single
    st.rerun()
