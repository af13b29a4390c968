"""How does one part of a sending stand, and what would it change?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitoring import review
from monitoring.review import Looked, Standing
from monitoring.vocabulary import Status

if TYPE_CHECKING:
    from db.publishing.request import Answer
    from pages.shared.upload.batch import Batch
    from pages.shared.upload.draft import Draft
    from pages.shared.upload.foresight import Foreseen


def standing(batch: Batch, draft: Draft) -> Standing:
    """Say how a part stands, from when it was last looked at."""
    if draft.number is not None:
        held = Looked(status=Status.DUPLICATE, number=draft.number)
        return review.standing(held if draft.already else Looked(sent=True, number=draft.number))
    problems = draft.refused or draft.unread
    if problems or draft.unsaid or draft.wrong_call or draft.foreseen is None:
        unsaid = draft.unsaid or ("" if problems or draft.wrong_call else "drop the file again")
        said = Looked(
            problems=problems,
            read=False,
            unsaid="" if problems else unsaid,
            wrong_call=draft.wrong_call,
        )
        return review.standing(said)
    return _foreseen(batch, draft, draft.foreseen[1])


def _foreseen(batch: Batch, draft: Draft, seen: Foreseen) -> Standing:
    mode = draft.mode or seen.usual
    first = seen.answers[mode] if mode else seen.first
    asked = 1 if mode is None else len(seen.questions.get(mode, ())) * (not draft.sure)
    before = batch.parts[: batch.parts.index(draft)]
    others = [(each.name, each.dataset or "", each.named) for each in before if not each.is_done]
    return review.standing(
        Looked(
            problems=first.problems,
            rows_read=first.rows_read,
            read=first.how is not None,
            status=first.status,
            number=first.earlier_submission,
            hold=draft.hold,
            questions=asked,
            first=review.waits_for(first.problems, others),
        )
    )


def answer_of(draft: Draft) -> Answer | None:
    """Give the answer to be expected, in the mode that is meant."""
    if draft.foreseen is None:
        return None
    seen = draft.foreseen[1]
    mode = draft.mode or seen.usual
    return seen.answers[mode] if mode else seen.first
