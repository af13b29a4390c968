"""What would happen if the file were published as it stands, in either way it could be taken?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from db import sending
from db.store import Store
from monitoring import datasets
from monitoring.narrative import returns
from monitoring.reading import PAGE_LIMITS
from monitoring.vocabulary import Mode, Status
from pages.shared import loaders
from pages.shared.upload.asked import sending as sending_asked
from pages.shared.upload.work import Job, look_on

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.publishing.request import Answer
    from pages.shared.identity import Visitor
    from pages.shared.upload.draft import Draft

STAGES = 5  # reading, checking, comparing, writing, working out the monthly figures


@dataclass(frozen=True, slots=True)
class Foreseen:
    """The answer to be expected in each mode that differs, and what needs a yes in each."""

    answers: dict[Mode, Answer]
    questions: dict[Mode, tuple[str, ...]]

    @property
    def first(self) -> Answer:
        """Give the answer that says whether the file can be published at all."""
        return next(iter(self.answers.values()))


def desk(visitor: Visitor, progress: Callable[[str], None]) -> sending.Desk:
    """Give the desk this person sends from: the page's limits, this moment."""
    return sending.Desk(Store.open(), visitor, loaders.now(), PAGE_LIMITS, progress)


def foreseen(visitor: Visitor, draft: Draft) -> Foreseen:
    """Give what publishing would do, worked out anew only when something was changed."""
    about = (
        draft.turn,
        draft.sheet,
        draft.dataset,
        draft.source,
        draft.contract,
        draft.hold,
        draft.mapping.name if draft.mapping else None,
    )
    if draft.foreseen is None or draft.foreseen[0] != about:
        job = Job("Reading the file").start(_work(visitor, draft))
        draft.foreseen = about, look_on(job, STAGES)
    return draft.foreseen[1]


def _work(visitor: Visitor, draft: Draft) -> Callable[[Callable[[str], None]], Foreseen]:
    spec = datasets.dataset(draft.dataset or "")
    usual = spec.mode if spec.dating else Mode.CORRECTIONS
    titles = loaders.measure_titles(visitor)
    asked = {mode: sending_asked(draft, mode, sure=False) for mode in Mode}

    def work(progress: Callable[[str], None]) -> Foreseen:
        at = desk(visitor, progress)
        answers, questions = {}, {}
        for mode in (Mode.WHOLE, Mode.CORRECTIONS) if spec.dating else (Mode.CORRECTIONS,):
            answer = sending.preview(at, asked[mode])
            if answer.status is Status.NEEDS_CONFIRMATION:
                questions[mode] = tuple(
                    returns.question(each, titles)
                    for each in answer.problems
                    if each.rule == "large_change"
                )
                answer = sending.preview(at, replace(asked[mode], confirm_size=True))
            answers[mode] = answer
            if not answers.get(Mode.WHOLE, answer).changes.removed:  # both modes do the same
                return Foreseen({usual: answer}, {usual: questions.get(mode, ())})
        return Foreseen(answers, questions)

    return work
