"""How does each part of a sending stand, looked at one after the other?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from db import sending
from db.publishing.request import CallError
from monitoring.findings import Unreadable
from pages.shared.measure_titles import measure_titles
from pages.shared.upload import settling
from pages.shared.upload.foresight import about, desk, foresee
from pages.shared.upload.work import Job, look_on

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pages.shared.identity import Visitor
    from pages.shared.upload.batch import Batch
    from pages.shared.upload.draft import Draft


def look_at_all(visitor: Visitor, batch: Batch) -> None:
    """Look at every part that was changed or not looked at yet; what is wrong stays with it."""
    titles = measure_titles(visitor)
    new = [each for each in batch.parts if not each.is_done and _is_new(each)]

    def work(progress: Callable[[str], None]) -> None:
        for place, draft in enumerate(new, start=1):
            progress(f"Looking at part {place} of {len(new)}: {draft.name}")
            _look_at(visitor, draft, titles)

    if new:
        look_on(Job("Looking at the parts").start(work), len(new))


def _look_at(visitor: Visitor, draft: Draft, titles: Mapping[str, str]) -> None:
    draft.unread, draft.wrong_call = (), ""
    try:
        draft.unsaid = settling.settle(visitor, draft)
        if not draft.unsaid:
            draft.foreseen = (
                about(draft),
                foresee(desk(visitor, sending.quiet), draft, titles),
            )
    except Unreadable as fault:
        draft.unread = fault.problems
    except CallError as error:
        draft.wrong_call = str(error)
    draft.looked_at = about(draft)


def _is_new(draft: Draft) -> bool:
    return draft.looked_at != about(draft)
