"""What happened about a contract between two instants, beside its figures?"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from monitoring.governance.items import DONE, KINDS, ItemKind
from monitoring.governance.items import Did as ItemDid
from monitoring.governance.notes import EVENT_KINDS, NoteKind
from monitoring.governance.requests import Did as RequestDid
from monitoring.governance.requests import asked_of
from monitoring.governance.reviews import KINDS as MEETINGS
from monitoring.narrative.words import count_of, day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from monitoring.governance.items import Item
    from monitoring.governance.items import Step as ItemStep
    from monitoring.governance.notes import Note, Standing
    from monitoring.governance.requests import Request
    from monitoring.governance.requests import Step as RequestStep
    from monitoring.governance.reviews import Meeting
    from monitoring.parameters import Setting
    from monitoring.profile_sets import ProfileSet
    from monitoring.sets_shown import SetsOf


class Sort(StrEnum):
    """What sort of thing happened."""

    RETURN = "return"
    SET = "set"
    RULE = "rule"
    NOTE = "note"
    ITEM = "item"
    REQUEST = "request"
    MEETING = "meeting"


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that happened: when, in how few words, the whole of it, and where it stands."""

    sort: Sort
    did: str
    what: str
    at: datetime | None = None  # None where only the difference of two readings is known
    by: str = ""
    page: str = ""
    query: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Window:
    """From after one instant up to another."""

    then: datetime
    until: datetime

    def holds(self, at: datetime) -> bool:
        """Say whether a moment lies within."""
        return self.then < at <= self.until


ASKED = {
    RequestDid.ASKED: "Asked",
    RequestDid.ANSWERED: "Answered",
    RequestDid.DECLINED: "Declined",
    RequestDid.WITHDRAWN: "Withdrawn",
}


def between(
    window: Window,
    *,
    items: Iterable[Item] = (),
    notes: Iterable[Standing] = (),
    requests: Iterable[Request] = (),
    meetings: Iterable[Meeting] = (),
) -> list[Happened]:
    """Give what was written down within a window, the latest first."""
    found = [
        *(_item(one, step) for one in items for step in one.steps if window.holds(step.at)),
        *(_note(one.note) for one in notes if window.holds(one.note.at)),
        *(_request(one, step) for one in requests for step in one.steps if window.holds(step.at)),
        *(_meeting(one) for one in meetings if window.holds(one.at)),
    ]
    return latest_first(found)


def latest_first(found: Iterable[Happened]) -> list[Happened]:
    """Put what happened in order, the latest first; what has no moment of its own comes first."""
    return sorted(found, key=lambda one: (one.at is not None, -_seconds(one.at)))


def _seconds(at: datetime | None) -> float:
    return at.timestamp() if at else 0.0


def _item(one: Item, step: ItemStep) -> Happened:
    kind = KINDS[ItemKind(step.terms.kind)]
    came = f". Outcome: {step.terms.outcome}" if step.did is ItemDid.CLOSED else ""
    return Happened(
        Sort.ITEM,
        DONE[step.did],
        f"{kind} {one.number}: {step.terms.what}{came}",
        step.at,
        step.who,
        "reviews",
        {"contract": one.contract, "item": str(one.number)},
    )


def _note(one: Note) -> Happened:
    did = {
        NoteKind.NOTE: "Noted",
        NoteKind.EVENT: EVENT_KINDS.get(one.reason, "Event"),
        NoteKind.REASON: "Reason given",
    }[one.kind]
    on = f"{day(one.on_date)}: " if one.on_date else ""
    query = {"contract": one.contract}
    query |= {"measure": one.about.measure} if one.about.measure else {}
    query |= {"month": f"{one.about.month:%Y-%m}"} if one.about.month else {}
    text = f"{on}{one.text}" if one.text else "A note was taken back"
    return Happened(Sort.NOTE, did, text, one.at, one.who, "profile_vs_actual", query)


def _request(one: Request, step: RequestStep) -> Happened:
    return Happened(
        Sort.REQUEST,
        ASKED[step.did],
        f"Request {one.number} to {asked_of(step.wanted)}: {step.wanted.purpose}",
        step.at,
        step.who,
        "requests",
        {"contract": one.contract, "request": str(one.number)},
    )


def _meeting(one: Meeting) -> Happened:
    query = {"contract": one.contract, "show": "meetings", "meeting": str(one.number)}
    said = f", {day(one.held_on)}: {one.text}" if one.text else f", {day(one.held_on)}"
    return Happened(
        Sort.MEETING, "Held", f"{MEETINGS[one.kind]}{said}", one.at, one.who, "reviews", query
    )


def sets_changed(contract: str, then: SetsOf, now: SetsOf) -> list[Happened]:
    """Give the profile sets that came since, and those whose figures or standing are others."""
    found = []
    for one in now.ordered:
        did = _done_to(one, then, now)
        if did:
            query = {"contract": contract, "set": one.name}
            found.append(Happened(Sort.SET, did, _set(one), page="profile_sets", query=query))
    return found


def _done_to(one: ProfileSet, then: SetsOf, now: SetsOf) -> str:
    if one.name not in then.sets:
        return "Added"
    if _months(now, one.name) != _months(then, one.name):
        changed = len(_differing(then, now, one.name))
        return f"{count_of(changed, 'figure', 'figures')} changed"
    return "Described anew" if one != then.sets[one.name] else ""


def _months(of: SetsOf, name: str) -> dict[tuple[object, ...], float]:
    """Give every figure of a set by measure, category and month."""
    return {
        (*key, month): value
        for key, months in of.figures.get(name, {}).items()
        for month, value in months.items()
    }


def _differing(then: SetsOf, now: SetsOf, name: str) -> set[tuple[object, ...]]:
    before, after = _months(then, name), _months(now, name)
    return {key for key in {*before, *after} if before.get(key) != after.get(key)}


def _set(one: ProfileSet) -> str:
    caveat = f"; it {one.caveat}" if one.caveat else ""
    title = f"{one.title[:1].upper()}{one.title[1:]}"
    return f"{title} profile ({one.label}){caveat}"


def rules_set(contract: str, then: Sequence[Setting], now: Sequence[Setting]) -> list[Happened]:
    """Give the parameters that were set since, with the value before where there was one."""
    query = {"contract": contract}
    return [
        Happened(Sort.RULE, "Set", _rule(each, then), page="definitions", query=query)
        for each in now
        if each not in then
    ]


def _rule(one: Setting, then: Sequence[Setting]) -> str:
    """Say what was set, from when, on whose authority, and what stood before it."""
    earlier = [
        each
        for each in then
        if each.code == one.code and each.effective_from <= one.effective_from
    ]
    was = max(earlier, key=lambda each: each.effective_from).text if earlier else "the default"
    whose = f" ({one.authority})" if one.authority else ""
    return f"{one.code}: {one.text} from {day(one.effective_from)}, before {was}{whose}"
