"""What was promised, by whom, by when, and what came of it?

An issue, an action or a plan is the steps it went through. It is open, or it is closed with an
outcome, and never neither. Source: requirements.md GOV-06, GOV-07, GOV-08, CON-17.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from monitoring.audiences import widens
from monitoring.narrative.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from monitoring.audiences import Audience


class ItemKind(StrEnum):
    """What sort of promise it is."""

    ISSUE = "issue"
    ACTION = "action"
    PLAN = "plan"
    STARTUP = "startup"


class Did(StrEnum):
    """What one step did."""

    RAISED = "raised"
    CHANGED = "changed"
    CARRIED = "carried"
    CLOSED = "closed"
    REOPENED = "reopened"


class State(StrEnum):
    """How an item stands on a day."""

    OPEN = "open"
    OVERDUE = "overdue"
    CLOSED = "closed"


KINDS = {
    ItemKind.ISSUE: "Issue",
    ItemKind.ACTION: "Action",
    ItemKind.PLAN: "Improvement plan",
    ItemKind.STARTUP: "Start-up plan action",
}
DONE = {
    Did.RAISED: "Raised",
    Did.CHANGED: "Changed",
    Did.CARRIED: "Carried over",
    Did.CLOSED: "Closed",
    Did.REOPENED: "Opened again",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What holds of an item from one step on: what, how, who, by when, and how it ended."""

    kind: ItemKind
    what: str
    how: str = ""
    who: str = ""
    due_on: date | None = None
    review_on: date | None = None
    outcome: str = ""
    measure: str = ""
    month: date | None = None  # the month it is about; of a plan, the month it begins
    within: int | None = None  # the plan an action belongs to
    meeting: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it did, who took it and when, who reads it, and what holds since."""

    number: int
    did: Did
    terms: Terms
    by: str  # the login
    at: datetime
    audience: Audience
    arrangement: str = ""
    writer: str = ""  # by name and side, where known

    @property
    def who(self) -> str:
        """Give who took it, as readers know them."""
        return self.writer or self.by


@dataclass(frozen=True, slots=True)
class Item:
    """An issue, action or plan of a contract: the steps of it that a reader may see."""

    contract: str
    number: int
    steps: tuple[Step, ...]

    @property
    def last(self) -> Step:
        """Give the step that says how it stands."""
        return self.steps[-1]

    @property
    def terms(self) -> Terms:
        """Give what holds of it now."""
        return self.last.terms

    @property
    def is_open(self) -> bool:
        """Say whether nothing has closed it since it was last open."""
        return self.last.did is not Did.CLOSED

    @property
    def carried(self) -> int:
        """Count how often a meeting left it open and carried it over."""
        return sum(step.did is Did.CARRIED for step in self.steps)

    @property
    def steps_before(self) -> int:
        """Count the earlier steps that were written for a narrower audience than the reader's."""
        return self.steps[0].number - 1

    def state(self, on: date) -> State:
        """Say how it stands on a day."""
        if not self.is_open:
            return State.CLOSED
        return State.OVERDUE if self.days_late(on) else State.OPEN

    def days_late(self, on: date) -> int:
        """Count the days an open item is past its date; 0 when it is not, or has none."""
        due = self.terms.due_on
        return max((on - due).days, 0) if self.is_open and due else 0

    @property
    def lacks(self) -> tuple[str, ...]:
        """Name what an open item should say and does not: who does it, and by when."""
        told = (("an owner", self.terms.who), ("a date", self.terms.due_on))
        return tuple(name for name, value in told if not value) if self.is_open else ()


def in_order(items: Iterable[Item], on: date) -> list[Item]:
    """Put the open ones first: most often carried, then longest late, then soonest due."""
    return sorted(
        items,
        key=lambda one: (
            not one.is_open,
            -one.carried if one.is_open else 0,
            -one.days_late(on),
            one.terms.due_on is None,
            one.terms.due_on or on,
            one.number,
        ),
    )


REQUIRED = {
    ItemKind.ISSUE: (),
    ItemKind.ACTION: ("how", "who", "due_on", "review_on"),
    ItemKind.PLAN: ("who", "due_on", "measure", "month"),
    ItemKind.STARTUP: ("who", "due_on"),
}
"""What must be said beside *what*. An issue may still lack all of it, and shows that it does."""
NO_OUTCOME = "Say what came of it: nothing closes without that."
_SAID = {
    "how": "how it will be done",
    "who": "who does it",
    "due_on": "by when",
    "review_on": "when it is looked at next",
    "measure": "which measure it is to move",
    "month": "in which month it begins",
}


def refusal(last: Step | None, did: Did, terms: Terms, audience: Audience) -> str:
    """Say why a step cannot be taken; blank where it can.

    Parameters
    ----------
    last
        The step before; None for the first.
    did, terms, audience
        What the step would do, what would hold from then on, and who would read it.
    """
    if (last is None) is not (did is Did.RAISED):
        return "There is nothing of this number here, or it is not yours."
    return _out_of_turn(last, did) or _narrowed(last, audience) or _unsaid(did, terms)


def _out_of_turn(last: Step | None, did: Did) -> str:
    closed = last is not None and last.did is Did.CLOSED
    if closed and did is not Did.REOPENED:
        return "This is closed. Open it again before changing it."
    if did is Did.REOPENED and not closed:
        return "This is open already."
    return ""


def _narrowed(last: Step | None, audience: Audience) -> str:
    if last is not None and not widens(last.audience, audience):
        return "Who reads it can only be widened: those who read it already go on reading it."
    return ""


def _unsaid(did: Did, terms: Terms) -> str:
    if not terms.what.strip():
        return "Say what it is."
    match did:
        case Did.CLOSED:
            return "" if terms.outcome.strip() else NO_OUTCOME
        case _ if terms.outcome:
            return "An outcome closes it."
        case Did.CARRIED:
            return "" if terms.meeting is not None else "Say which meeting carried it over."
        case Did.REOPENED if not terms.text.strip():
            return "Say why it is opened again."
    missing = [_SAID[name] for name in REQUIRED[terms.kind] if not getattr(terms, name)]
    return f"Say {listed(missing)}." if missing else ""


def left_open(did: Did, terms: Terms) -> bool:
    """Say whether a meeting carries over what was just raised in it.

    An issue that leaves its meeting without an owner or a date was not settled there.
    """
    unsettled = terms.kind is ItemKind.ISSUE and not (terms.who and terms.due_on)
    return did is Did.RAISED and terms.meeting is not None and unsettled
