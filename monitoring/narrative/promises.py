"""What do the reviews, items and requests of a contract come to, in sentences?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitoring.audiences import WORDS, Audience
from monitoring.governance.items import State
from monitoring.governance.requests import not_held, spans
from monitoring.governance.reviews import KINDS, MeetingKind, Series, Timing, how_often
from monitoring.narrative.words import count_of, day, lower_first
from monitoring.promises import shortened

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from monitoring.governance.items import Item, Step
    from monitoring.governance.requests import Holding, Request

QUOTED = "\N{LEFT DOUBLE QUOTATION MARK}{}\N{RIGHT DOUBLE QUOTATION MARK}"


def board_finding(items: Sequence[Item], series: Sequence[Series], on: date) -> str:
    """Say when the next review is due, how much is open, and what was carried over most."""
    parts = [series_sentence(one) for one in series if one.kind is MeetingKind.PPR]
    return " ".join([*parts, _open(items, on), *_carried(items)])


def series_sentence(one: Series) -> str:
    """Say how one kind of meeting stands."""
    name = KINDS[one.kind]
    last = f"last {day(one.last)}" if one.last else "none held yet"
    match one.timing:
        case Timing.ENDED:
            return f"{name}: the contract has ended; {last}."
        case Timing.NO_INTERVAL:
            return f"{name}: no interval is set for the contract's risk rating; {last}."
        case Timing.NONE_RECORDED:
            return f"{name}: {how_often(one.every)}; none is written down that you may read."
    if one.due is None:  # pragma: no cover - only those three have no day
        return f"{name}: {last}."
    was = "was" if one.days_late else "is"
    late = f", {count_of(one.days_late, 'day', 'days')} ago" if one.days_late else ""
    return f"{name}: the next {was} due {day(one.due)}{late} ({how_often(one.every)}, {last})."


def _open(items: Sequence[Item], on: date) -> str:
    standing = [one for one in items if one.is_open]
    if not standing:
        return "Nothing is open."
    late = sum(one.state(on) is State.OVERDUE for one in standing)
    said = f"{count_of(len(standing), 'item is', 'items are')} open"
    return f"{said}, {late} of them overdue." if late else f"{said}, none of them overdue."


def _carried(items: Sequence[Item]) -> list[str]:
    often = max((one for one in items if one.is_open), key=lambda one: one.carried, default=None)
    if often is None or not often.carried:
        return []
    times = count_of(often.carried, "time", "times")
    lacks = f", without {' or '.join(often.lacks)}" if often.lacks else ""
    return [f"Carried over most: {QUOTED.format(shortened(often.terms.what))}, {times}{lacks}."]


def carried_words(item: Item) -> str:
    """Say how often an item was carried over: carried 3x, with a multiplication sign."""
    return f"carried {item.carried}\N{MULTIPLICATION SIGN}" if item.carried else ""


def read_by(audience: Audience) -> str:
    """Say who reads something."""
    words = WORDS[audience]
    return f"{words[:1].upper()}{words[1:]}"


def step_sentence(step: Step, done: str) -> str:
    """Say what a step did, when, by whom, and for whom it can be read."""
    said = step.terms.outcome or step.terms.text
    about = f": {said}" if said else ""
    return f"{done} on {day(step.at)} by {step.who}{about} ({WORDS[step.audience]})"


def held_sentence(months: Sequence[date], held: Sequence[Holding], subject: str) -> str:
    """Say whether the store already holds what somebody is about to ask for."""
    if not held:
        when = f" for {spans(months)}" if months else ""
        return f"The store holds no {lower_first(subject)}{when} that you may see."
    known = sorted({month for each in held for month in each.months})
    covered = [month for month in months if month in known] if months else known
    missing = not_held(months, held)
    count = count_of(len(held), "return holds", "returns hold")
    said = f"Held already: {count} {lower_first(subject)} for {spans(covered)}."
    return f"{said} Not held: {spans(missing)}." if missing else f"{said} There is no need to ask."


def requests_finding(requests: Sequence[Request], on: date) -> str:
    """Say how many requests wait, and how many of them are past their date."""
    waiting = [one for one in requests if one.is_open]
    if not waiting:
        return "No request waits for an answer."
    late = [one for one in waiting if one.days_late(on)]
    said = count_of(len(waiting), "request waits", "requests wait")
    if not late:
        return f"{said} for an answer, none of them past its date."
    worst = max(late, key=lambda one: one.days_late(on))
    days = count_of(worst.days_late(on), "day", "days")
    return f"{said} for an answer; {len(late)} past the date, the longest by {days}."
