"""How does one part go in: what is it, how was it read, what is wrong, what will change?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db.publishing.request import CallError
from monitoring.findings import Unreadable
from monitoring.vocabulary import Status
from pages.shared.upload import (
    changes,
    choices,
    foresight,
    how,
    identifying,
    problems,
    publishing,
    receipt,
)

if TYPE_CHECKING:
    from pages.shared.identity import Visitor
    from pages.shared.upload.batch import Batch
    from pages.shared.upload.draft import Draft
    from pages.shared.upload.foresight import Foreseen

NOT_KEPT = (
    "This file was not kept when the page was left, because it holds who people are until a saved "
    "mapping takes that out. Drop it again."
)


def show(visitor: Visitor, batch: Batch, draft: Draft) -> None:
    """Take one part through its steps, as far as it is settled."""
    if draft.receipt is not None:
        receipt.show(visitor, draft, draft.receipt)
    elif draft.number is not None:
        receipt.known(visitor, draft.number)
    elif draft.refused:
        problems.unreadable(draft, draft.refused)
        identifying.offer(visitor, draft)
    elif not draft.sent:
        st.info(NOT_KEPT)
    else:
        _settle(visitor, batch, draft)


def _settle(visitor: Visitor, batch: Batch, draft: Draft) -> None:
    st.subheader("1. What are you sending?")
    try:
        if not choices.settled(visitor, draft):
            return
        seen = foresight.foreseen(visitor, draft)
    except Unreadable as fault:
        problems.unreadable(draft, fault.problems)
    except CallError as error:
        st.error(str(error))
    else:
        _settle_read(visitor, batch, draft, seen)


def _settle_read(visitor: Visitor, batch: Batch, draft: Draft, seen: Foreseen) -> None:
    first = seen.first
    if first.status is Status.DUPLICATE:
        draft.number, draft.already = first.earlier_submission, True
        receipt.show(visitor, draft, first)
        return
    if first.how is None:
        problems.unreadable(draft, first.problems)
        return
    how.show(draft, first, first.how)
    if problems.settled(visitor, draft, first):
        ready = changes.settled(visitor, draft, seen)
        mode = draft.mode or seen.usual
        chosen = seen.answers[mode] if mode else first
        publishing.offer(visitor, batch, draft, chosen, ready=ready)
