"""What may be done about a difference, by whom, and how does it stand then?

One table says it: from which states a step may follow, on whose hand it lies, and the state it
leads to. Page, terminal and workbook ask here. Source: requirements.md REC-05, REC-12, C.2 rule 8.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from monitoring.audiences import Audience
from monitoring.worklist.causes import CAUSES, OTHER

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


class Hand(StrEnum):
    """Who acts on a difference."""

    MANAGER = "manager"  # the provision manager of the district, or the contract manager
    PROVIDER = "provider"
    READER = "reader"  # whoever else reads it and may write


class Did(StrEnum):
    """What one step did."""

    TAKEN = "taken"
    ASKED = "asked"
    ANSWERED = "answered"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    NOTED = "noted"
    PAIRED = "paired"
    PARTED = "parted"
    CLOSED = "closed"
    REOPENED = "reopened"


class State(StrEnum):
    """How a difference stands, by what people did about it."""

    OPEN = "open"
    ASKED = "with the provider"
    ANSWERED = "answered"
    RETURNED = "returned"
    CLOSED = "closed"


UNSETTLED = (State.OPEN, State.ASKED, State.ANSWERED, State.RETURNED)
"""The states of a difference nobody has closed."""

UNANSWERED = (State.OPEN, State.ASKED, State.RETURNED)
"""The states in which no answer stands."""

WITH_PROVIDER = (State.ASKED, State.RETURNED)
"""The states in which the provider's answer is awaited."""


@dataclass(frozen=True, slots=True)
class Move:
    """Where a step may follow, who takes it, and how the difference stands then (None: as before).

    ``shared`` steps say how it stands, so both sides read them; others say who reads them.
    """

    after: tuple[State, ...]
    by: tuple[Hand, ...]
    to: State | None
    words: str
    shared: bool = True


_MANAGER, _PROVIDER = (Hand.MANAGER,), (Hand.PROVIDER,)
MOVES: Mapping[Did, Move] = MappingProxyType(
    {
        Did.TAKEN: Move(UNSETTLED, _MANAGER, None, "Taken"),
        Did.ASKED: Move((State.OPEN, State.RETURNED), _MANAGER, State.ASKED, "Sent to provider"),
        Did.ANSWERED: Move(
            (*UNANSWERED, State.ANSWERED), _PROVIDER, State.ANSWERED, "Provider answered"
        ),
        Did.ACCEPTED: Move((State.ANSWERED,), _MANAGER, State.CLOSED, "Answer accepted"),
        Did.RETURNED: Move((State.ANSWERED,), _MANAGER, State.RETURNED, "Answer returned"),
        Did.NOTED: Move((*UNSETTLED, State.CLOSED), tuple(Hand), None, "Noted", shared=False),
        Did.PAIRED: Move(UNSETTLED, _MANAGER, State.CLOSED, "Likely pair accepted"),
        Did.PARTED: Move(UNSETTLED, _MANAGER, None, "Likely pair refused"),
        Did.CLOSED: Move(UNSETTLED, _MANAGER, State.CLOSED, "Closed"),
        Did.REOPENED: Move((State.CLOSED,), _MANAGER, State.OPEN, "Opened again"),
    }
)
"""Every step there is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a step says. A blank leaves what was said before."""

    owner: str = ""  # as a post or a name: who follows it up
    due_on: date | None = None
    reason: str = ""  # one of the codes of causes
    text: str = ""
    clerical_ref: str = ""
    partner: int | None = None  # of a likely pair: the other client's number


@dataclass(frozen=True, slots=True)
class Standing:
    """How one difference stands: its state, what holds of it, and who answered last."""

    state: State = State.OPEN
    said: Said = Said()
    answered_by: str = ""  # the login


@dataclass(frozen=True, slots=True)
class Attempt:
    """One step somebody wants to take."""

    did: Did
    said: Said
    hands: frozenset[Hand]
    login: str
    audience: Audience = Audience.SHARED


NOT_THEIRS = {
    Hand.MANAGER: "The provision manager or the contract manager does this.",
    Hand.PROVIDER: "The provider answers. Send it to the provider, or write a note.",
}


def refusal(standing: Standing, act: Attempt) -> str:
    """Say why a step cannot be taken; blank where it can.

    Parameters
    ----------
    standing
        How the difference stands.
    act
        The step, by whom, and what they are to this contract.
    """
    move = MOVES[act.did]
    if not act.hands.intersection(move.by):
        return NOT_THEIRS[move.by[0]]
    return _out_of_turn(standing, act) or _unsaid(act) or _unread(act)


def _out_of_turn(standing: Standing, act: Attempt) -> str:
    if standing.state in MOVES[act.did].after:
        own = act.did in {Did.ACCEPTED, Did.RETURNED} and standing.answered_by == act.login
        return "You gave this answer yourself, so somebody else looks at it." if own else ""
    if standing.state is State.CLOSED:
        return "This is closed. Open it again first."
    if act.did is Did.REOPENED:
        return "This is open already."
    if act.did is Did.ASKED:
        return f"This is {standing.state} already."
    return "There is no answer to it yet."


_NEEDS: Mapping[Did, str] = MappingProxyType(
    {
        Did.RETURNED: "Say what the answer lacks.",
        Did.REOPENED: "Say why it is opened again.",
        Did.NOTED: "Write what you want to note.",
    }
)
"""What a step is asked for that needs a sentence."""


def _unsaid(act: Attempt) -> str:
    said, did = act.said, act.did
    spoken = said.text.strip()
    if said.reason and said.reason not in CAUSES:
        return f"Choose a reason: {', '.join(CAUSES)}."
    if did in {Did.ANSWERED, Did.CLOSED}:
        return _unreasoned(said, did, spoken)
    if did in _NEEDS and not spoken:
        return _NEEDS[did]
    if did is Did.TAKEN and not (said.owner.strip() or said.due_on or said.clerical_ref.strip()):
        return "Say who follows it up, by when, or its clerical reference."
    unpaired = did in {Did.PAIRED, Did.PARTED} and said.partner is None
    return "Say which likely pair is meant." if unpaired else ""


def _unreasoned(said: Said, did: Did, spoken: str) -> str:
    if not said.reason:
        return f"Nothing is {did} without a reason. Choose one."
    other = said.reason == OTHER and not spoken
    return "Say the other reason in a sentence." if other else ""


def _unread(act: Attempt) -> str:
    if MOVES[act.did].shared and act.audience is not Audience.SHARED:
        return "Both sides read how a difference stands. For your own side alone, write a note."
    return ""


def after(standing: Standing, act: Attempt) -> Standing:
    """Give how a difference stands after a step that may be taken."""
    if act.did is Did.NOTED:
        return standing
    told = {
        name: value
        for name in ("owner", "due_on", "reason", "clerical_ref")
        if (value := getattr(act.said, name))
    }
    said = replace(standing.said, **told, text=act.said.text, partner=act.said.partner)
    if act.did is Did.REOPENED:
        said = replace(said, reason="")
    answered = act.login if act.did is Did.ANSWERED else standing.answered_by
    return Standing(MOVES[act.did].to or standing.state, said, answered)
