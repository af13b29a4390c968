"""How is an agreed figure told: what it rests on, what it waits for, and whether it still holds?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitoring.agreed_figures import SIGNATORIES, Answer, State
from monitoring.narrative.sources import source_name
from monitoring.narrative.words import UNKNOWN, count_of, day, listed, number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from monitoring.agreed_figures import Figure, Rests


def rests_said(rests: Iterable[Rests]) -> str:
    """Say what each source gave, with its return."""
    return "; ".join(_source(one) for one in rests) or "no source had a figure"


def _source(one: Rests) -> str:
    value = UNKNOWN if one.value is None else number(one.value)
    receipt = f" (receipt {one.submission})" if one.submission else ""
    return f"{source_name(one.source, one.origin)} {value}{receipt}"


def moved_said(moved: Iterable[Rests]) -> str:
    """Say that the sources have moved since; blank where they have not."""
    told = "; ".join(_source(one) for one in moved)
    return f"sources have moved since: {told}" if told else ""


def waits_said(one: Figure) -> str:
    """Say whose signature it waits for; blank where none."""
    if one.state is not State.PROPOSED:
        return ""
    return listed([SIGNATORIES[role] for role in one.missing])


def provider_said(one: Figure, on: date) -> str:
    """Say what the provider says of it."""
    answer = one.answer(on)
    if answer is Answer.DISAGREES:
        return f"disagrees because: {one.because}"
    if answer is Answer.AWAITED and one.answer_by:
        return f"asked to answer by {day(one.answer_by)}"
    if answer is Answer.NONE and one.answer_by:
        return f"no answer by {day(one.answer_by)}"
    return "agrees" if answer is Answer.AGREES else "not asked by a day"


def finding(figures: Sequence[Figure], moved: int) -> str:
    """Say how many figures are agreed, wait for a signature, or have sources that moved."""
    agreed = sum(one.state is State.AGREED for one in figures)
    waiting = sum(one.state is State.PROPOSED for one in figures)
    if not agreed and not waiting:
        return "No figure is agreed or proposed: the first source of each month stands."
    said = [count_of(agreed, "figure is agreed", "figures are agreed")]
    if waiting:
        said.append(f"{count_of(waiting, 'waits', 'wait')} for a signature")
    if moved:
        said.append(f"the sources of {number(moved)} have moved since")
    return f"{listed(said)}."
