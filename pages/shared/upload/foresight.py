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
from pages.shared.measure_titles import measure_titles
from pages.shared.upload.asked import sending as sending_asked
from pages.shared.upload.work import Job, look_on

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from db.publishing.request import Answer
    from pages.shared.identity import Visitor
    from pages.shared.upload.draft import Draft

STAGES = 5  # reading, checking, comparing, writing, working out the monthly figures


@dataclass(frozen=True, slots=True)
class Foreseen:
    """The answer to be expected in each mode there is, and what needs a yes in each."""

    answers: dict[Mode, Answer]
    questions: dict[Mode, tuple[str, ...]]
    usual: Mode | None = None  # None: the modes differ so much that the sender says which

    @property
    def first(self) -> Answer:
        """Give the answer that says whether the file can be published at all."""
        return next(iter(self.answers.values()))


def desk(visitor: Visitor, progress: Callable[[str], None]) -> sending.Desk:
    """Give the desk this person sends from: the page's limits, this moment."""
    return sending.Desk(Store.open(), visitor, loaders.now(), PAGE_LIMITS, progress)


def foreseen(visitor: Visitor, draft: Draft) -> Foreseen:
    """Give what publishing would do, worked out anew only when something was changed."""
    now = about(draft)
    if draft.foreseen is None or draft.foreseen[0] != now:
        titles = measure_titles(visitor)
        job = Job("Reading the file").start(
            lambda progress: foresee(desk(visitor, progress), draft, titles)
        )
        draft.foreseen = now, look_on(job, STAGES)
    return draft.foreseen[1]


def about(draft: Draft) -> tuple[object, ...]:
    """Give everything the answer depends on."""
    return (
        draft.turn,
        draft.sheet,
        draft.dataset,
        draft.source,
        draft.contract,
        draft.hold,
        draft.mapping.name if draft.mapping else None,
        draft.round,
    )


def foresee(at: sending.Desk, draft: Draft, titles: Mapping[str, str]) -> Foreseen:
    """Give what publishing a file would do, in either mode."""
    spec = datasets.dataset(draft.dataset or "")
    usual = spec.mode if spec.dating else Mode.CORRECTIONS
    answers, questions = {}, {}
    for mode in (Mode.WHOLE, Mode.CORRECTIONS) if spec.dating else (Mode.CORRECTIONS,):
        asked = sending_asked(draft, mode, sure=False)
        answer = sending.preview(at, asked)
        if answer.status is Status.NEEDS_CONFIRMATION:
            questions[mode] = tuple(
                returns.question(each, titles)
                for each in answer.problems
                if each.rule == "large_change"
            )
            answer = sending.preview(at, replace(asked, confirm_size=True))
        answers[mode] = answer
        if mode is Mode.WHOLE and not answer.changes.removed:  # both modes do the same
            both = dict.fromkeys(Mode, answer)
            return Foreseen(both, dict.fromkeys(Mode, questions.get(mode, ())), usual)
    differ = len(answers) > 1 and usual is Mode.WHOLE
    return Foreseen(answers, questions, None if differ else usual)
