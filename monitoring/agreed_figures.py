"""Which figure do both sides work with where the sources differ, who signed it, and does it hold?

A figure is proposed and signed by who answers for the measure. The provider says whether it agrees;
it does not have to. It is for monitoring, never for payment, and no source is changed by it.
Source: requirements.md REC-13, C.1 (agreed_figure), C.5; AT-08.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from monitoring.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

NEVER_FOR_PAYMENT = "An agreed figure is for monitoring, never for payment."

PROVISION_MANAGER = "Third party provision manager"
"""How a programme names the owner of measures that the contract manager signs beside them."""

SIGNATORIES: Mapping[Role, str] = MappingProxyType(
    {Role.TPPM: "third party provision manager", Role.CM: "contract manager"}
)


class Did(StrEnum):
    """What one step did."""

    PROPOSED = "proposed"
    SIGNED = "signed"
    AGREES = "agrees"
    DISAGREES = "disagrees"
    WITHDRAWN = "withdrawn"


class State(StrEnum):
    """How a proposed figure stands."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    WITHDRAWN = "withdrawn"


class Answer(StrEnum):
    """What the provider said of it."""

    AGREES = "agrees"
    DISAGREES = "disagrees"
    AWAITED = "awaited"
    NONE = "no answer"


@dataclass(frozen=True, slots=True)
class Rests:
    """What one source said when a figure was proposed."""

    source: str
    origin: str
    submission: int | None
    value: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: what it did, who took it and for which role."""

    did: Did
    by: str  # the login
    who: str  # as readers know them
    at: datetime
    role: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure for one measure and month of a contract, from its last proposal on."""

    contract: str
    measure: str
    category: str
    month: date
    value: int
    rests_on: tuple[Rests, ...]
    steps: tuple[Step, ...]
    needs: tuple[Role, ...] = (Role.CM,)
    answer_by: date | None = None

    @property
    def signed(self) -> tuple[str, ...]:
        """Give the roles for which it is signed, in the order of signing."""
        return tuple(step.role for step in self.steps if step.did is Did.SIGNED)

    @property
    def missing(self) -> tuple[Role, ...]:
        """Give the roles whose signature it waits for."""
        return tuple(role for role in self.needs if str(role) not in self.signed)

    @property
    def state(self) -> State:
        """Say how it stands."""
        if any(step.did is Did.WITHDRAWN for step in self.steps):
            return State.WITHDRAWN
        return State.PROPOSED if self.missing else State.AGREED

    def answer(self, on: date) -> Answer:
        """Say what the provider has said by a day."""
        said = [step.did for step in self.steps if step.did in {Did.AGREES, Did.DISAGREES}]
        if said:
            return Answer(str(said[-1]))
        late = self.answer_by is not None and on > self.answer_by
        return Answer.NONE if late else Answer.AWAITED

    @property
    def because(self) -> str:
        """Give why the provider disagrees, where it does."""
        said = [step for step in self.steps if step.did in {Did.AGREES, Did.DISAGREES}]
        return said[-1].text if said and said[-1].did is Did.DISAGREES else ""

    def moved(self, now: Iterable[Rests]) -> tuple[Rests, ...]:
        """Give what the sources say by now that they did not say when it was proposed."""
        known = set(self.rests_on)
        gone = {(one.source, one.origin) for one in known} - {(x.source, x.origin) for x in now}
        lost = tuple(one for one in self.rests_on if (one.source, one.origin) in gone)
        return (*(one for one in now if one not in known), *lost)


def needs(owner: str) -> tuple[Role, ...]:
    """Give the roles that sign for a measure, by who answers for it in the programme.

    Examples
    --------
    >>> [str(role) for role in needs("Third party provision manager")]
    ['TPPM', 'CM']
    >>> [str(role) for role in needs("Contract manager")]
    ['CM']
    """
    return (Role.TPPM, Role.CM) if owner == PROVISION_MANAGER else (Role.CM,)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One step somebody wants to take, and what they are to the contract."""

    did: Did
    login: str
    roles: frozenset[Role]  # held over the contract, covers among them
    provider: bool = False
    text: str = ""


def refusal(standing: Figure | None, signing: tuple[Role, ...], act: Attempt) -> str:
    """Say why a step cannot be taken; blank where it can.

    Parameters
    ----------
    standing
        The figure as last proposed; None where none was.
    signing, act
        The roles that sign for its measure, and the step.
    """
    return stranger(signing, act) or _out_of_turn(standing, act) or _unsaid(act)


def stranger(signing: tuple[Role, ...], act: Attempt) -> str:
    """Say why a step is not theirs to take, whatever stands; blank where it is."""
    if act.did in {Did.AGREES, Did.DISAGREES}:
        return "" if act.provider else "The provider says whether it agrees."
    if act.roles.intersection(signing):
        return ""
    who = " and the ".join(SIGNATORIES[role] for role in signing)
    return f"Only who signs for this measure does this: the {who}."


def _out_of_turn(standing: Figure | None, act: Attempt) -> str:
    stands = standing is not None and standing.state is not State.WITHDRAWN
    if act.did is Did.PROPOSED:
        again = "A figure for this month stands already. Withdraw it before proposing another."
        return again if stands else ""
    if standing is None or not stands:
        return "No figure for this month stands proposed."
    return _signed_already(standing, act) if act.did is Did.SIGNED else ""


def _signed_already(standing: Figure, act: Attempt) -> str:
    if not standing.missing:
        return "It has every signature it needs."
    if role_to_sign(standing, act) is not None:
        return ""
    twice = any(step.did is Did.SIGNED and step.by == act.login for step in standing.steps)
    if twice and act.roles.intersection(standing.missing):
        return "You signed it for one role, so somebody else signs it for the other."
    return f"It waits for the signature of the {SIGNATORIES[standing.missing[0]]}."


def role_to_sign(standing: Figure, act: Attempt) -> Role | None:
    """Give the role somebody signs for next; None where there is none for them.

    One person never signs for two roles, whatever roles they hold.
    """
    if any(step.did is Did.SIGNED and step.by == act.login for step in standing.steps):
        return None
    return next((role for role in standing.missing if role in act.roles), None)


def _unsaid(act: Attempt) -> str:
    if act.text.strip():
        return ""
    needed = {
        Did.DISAGREES: "Say why you disagree.",
        Did.WITHDRAWN: "Say why it is withdrawn.",
    }
    return needed.get(act.did, "")
