"""Which parts are there, how does each stand, and which of them can be published now?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from monitoring import datasets, review
from monitoring.narrative import returns
from monitoring.parts import place
from monitoring.review import Standing, State
from pages.shared.upload import choosing, lasttime_all, looking, publishing, receipts
from pages.shared.upload.standing import answer_of, standing
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    from pages.shared.identity import Visitor
    from pages.shared.upload.batch import Batch
    from pages.shared.upload.draft import Draft

WHOLE = (
    "Each part is published whole or not at all, what others refer to first. One that fails does "
    "not stop the others."
)
FEW = 4  # contracts that are named; more are counted
GO = (State.READY, State.WAITS)  # what is sent; one that waits is sent after what it waits for


def show(visitor: Visitor, batch: Batch) -> None:
    """Show a line a part, open one, publish all that are ready."""
    looking.look_at_all(visitor, batch)
    states = [standing(batch, draft) for draft in batch.parts]
    st.markdown(f"**{as_markdown(review.summary(states))}**")
    if batch.left_out:
        st.caption(f"Left out, for it is no return: {', '.join(batch.left_out)}.")
    lines = [_line(draft, each) for draft, each in zip(batch.parts, states, strict=True)]
    choosing.opened(batch, lines, states)
    lasttime_all.offer(visitor, batch)
    _publish(visitor, batch, states)
    receipts.listed(visitor, batch)


def _publish(visitor: Visitor, batch: Batch, states: list[Standing]) -> None:
    """Offer to publish every part that is ready, and then those that wait for one of them."""
    pairs = list(zip(batch.parts, states, strict=True))
    ready = [draft for draft, each in pairs if each.state in GO]
    sure = sum(each.state is State.READY for each in states)
    if not sure:
        return
    st.caption(WHOLE)
    label = (
        "Publish the 1 part that is ready" if sure == 1 else f"Publish all {sure} that are ready"
    )
    if st.button(label, type="primary", key=f"publish all {batch.draft_id} {batch.shown}"):
        publishing.all_ready(visitor, batch, sorted(ready, key=lambda d: place(d.dataset or "")))


def _line(draft: Draft, each: Standing) -> dict[str, str]:
    answer = draft.receipt or answer_of(draft)
    stored = each.state in {State.READY, State.NEEDS_YES, State.PUBLISHED}
    done = answer.changes if answer is not None and stored else None
    named = answer.contracts if answer and answer.contracts else sorted(draft.contracts or ())
    return {
        "Part": f"{draft.name}, sheet {draft.sheet}" if len(draft.sheets) == 1 else draft.name,
        "State": each.words,
        "What it holds": datasets.dataset(draft.dataset).title if draft.dataset else "",
        "Contracts": ", ".join(named) if len(named) <= FEW else f"{len(named):,} contracts",
        "Months": returns.span(answer.months) if answer and answer.months else "",
        "What changes": returns.changes(done.added, done.changed, done.removed, done.unchanged)
        if done
        else "",
    }
